/**
 * The abilities of a schedule's storage.
 *
 * @typedef {object} StoragePlan
 * @property {boolean} locks
 * @property {boolean} replaces True if it has compare-and-set.
 * @property {number} lockLoss The probability that a lock is taken away from its holder.
 * @property {boolean} clears True if replacing a value by "" removes the item.
 * @property {boolean} sync
 * @property {number} delayMs
 */

/** Each kind as often as its weight. */
const KINDS = [
  ...["all", "all", "all", "without replaceItem", "without replaceItem"],
  ...["without lock", "without lock", "lossy lock", "lossy lock", "bare"],
];

/**
 * @param {import("../../shared/random.js").Random} random
 * @param {boolean} faultless
 * @returns {StoragePlan}
 */
export function drawStorage(random, faultless) {
  const kind = random.pick(KINDS);
  return {
    locks: kind !== "without lock" && kind !== "bare",
    replaces: kind !== "without replaceItem" && kind !== "bare",
    lockLoss: kind === "lossy lock" && !faultless ? random.pick([0.3, 1]) : 0,
    clears: random.chance(0.5),
    sync: random.chance(0.2),
    delayMs: random.pick([1, 5, 40]),
  };
}
