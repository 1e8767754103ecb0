/**
 * Works through a list, `lanes` items at a time.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} lanes
 * @param {(item: Item, lane: number) => Promise<unknown>} work
 */
export async function inLanes(items, lanes, work) {
  const waiting = [...items];
  const runLane = async (/** @type {number} */ lane) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await work(next, lane);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)));
}
