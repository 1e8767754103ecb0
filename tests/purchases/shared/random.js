/**
 * Random numbers that a seed determines. Each user has a stream of its own, which a label names, so
 * draws of one user do not shift the draws of another. Another label means other numbers.
 *
 * @typedef {ReturnType<typeof createRandom>} Random
 *
 * @param {number} seed
 * @param {string} label
 */
export function createRandom(seed, label) {
  let state = seed | 0;
  for (const character of label) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);

  /** Returns a number from 0 to below 1, by mulberry32. */
  function next() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Returns a whole number, both ends included. @param {number} low @param {number} high */
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));

  /** @param {number} probability */
  const chance = (probability) => next() < probability;

  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[between(0, list.length - 1)]);

  /**
   * Returns `count` items of the list, each at most once.
   *
   * @template T
   * @param {readonly T[]} list
   * @param {number} count
   */
  function sample(list, count) {
    const remaining = [...list];
    /** @type {T[]} */
    const picked = [];
    while (picked.length < count && remaining.length > 0) {
      picked.push(...remaining.splice(between(0, remaining.length - 1), 1));
    }
    return picked;
  }

  return { next, between, chance, pick, sample };
}
