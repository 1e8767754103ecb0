// Shoppers who buy and read through the gateway, and the calls of the store that they make.
import { inLanes } from "../purchases/shared/lanes.js";
import { countedStore, sumOf } from "./counted-store.js";
import { openShop } from "./shop.js";

/** Shoppers at the same time. */
export const LANES = 8;

/**
 * @typedef {object} ActionCost of one shopper's action
 * @property {number} calls of the store
 * @property {[call: string, count: number][]} kinds the same by kind
 * @property {Map<string, number>} keys the calls of each key, of all shoppers
 * @property {Map<string, number> | undefined} objects the calls of each Durable Object, of all shoppers
 */

/**
 * Opens a shop. `run` makes the shoppers after `from` do each action once.
 *
 * @param {import("pressone-esim/stores").Store} inner
 * @param {() => Map<string, number>} [takeObjects] the calls of each Durable Object since the last call
 */
export async function openShoppers(inner, takeObjects) {
  const { store, take } = countedStore(inner);
  const shop = await openShop(store);
  const actions = {
    "a purchase": (/** @type {number} */ n) => shop.buy(n, `pay-${n}`),
    "a history that PressOne is asked for": shop.history,
    "a kept history": shop.history,
    "a list of a shopper's purchases": shop.purchases,
  };

  /** @param {number} from @param {number} count @returns {Promise<Record<keyof typeof actions, ActionCost>>} */
  return async function run(from, count) {
    const shoppers = Array.from({ length: count }, (_, index) => from + index + 1);
    const costs = /** @type {Record<string, ActionCost>} */ ({});
    for (const [what, action] of Object.entries(actions)) {
      take();
      takeObjects?.();
      await inLanes(shoppers, LANES, action);
      const { calls, keys } = take();
      costs[what] = {
        calls: sumOf(calls) / count,
        kinds: [...calls].map(([call, sum]) => [call, sum / count]),
        keys,
        objects: takeObjects?.(),
      };
    }
    return /** @type {any} */ (costs);
  };
}
