import { OPERATIONS, STORAGE_FAULTS } from "../environment/storage.js";
import { WIRE_FAULTS } from "../environment/wire-faults.js";
import { MAX_START_MS } from "./calls.js";

/**
 * The faults of a schedule.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 * @typedef {import("../environment/tab.js").Crash} Crash
 *
 * @typedef {object} Faults
 * @property {number} rate The probability of a fault.
 * @property {string[]} kinds The kinds that occur.
 *
 * @typedef {Faults & { reads: boolean }} WireFaults `reads`: true if reads fail as well.
 *
 * `operation`: the only one that fails, or "" for all.
 * @typedef {Faults & { operation: string }} StorageFaults
 */

const DAY_MS = 24 * 60 * 60_000;
const CLOCK_JUMPS_MS = [
  ...[-30 * DAY_MS, -DAY_MS, -3_600_000, -5_000],
  ...[5_000, 3_600_000, DAY_MS, 30 * DAY_MS],
];

/** @param {Random} random @param {boolean} faultless @returns {WireFaults} */
export function drawWireFaults(random, faultless) {
  if (faultless) return { rate: 0, kinds: [], reads: false };
  const kinds = WIRE_FAULTS.map(({ kind }) => kind);
  const acted = kinds.filter((kind) => kind.startsWith("acted"));
  return {
    rate: random.pick([0, 0.2, 0.5, 0.9]),
    reads: random.chance(0.6),
    kinds: [random.pick(acted), ...random.sample(kinds, random.between(0, 3))],
  };
}

/**
 * Returns frequent faults of one operation or rare faults of all.
 *
 * @param {Random} random
 * @param {boolean} faultless
 * @returns {StorageFaults}
 */
export function drawStorageFaults(random, faultless) {
  if (faultless) return { rate: 0, kinds: [], operation: "" };
  const kinds = random.sample(STORAGE_FAULTS, random.between(1, 3));
  return random.chance(0.4)
    ? { rate: random.pick([0.3, 0.7]), kinds, operation: random.pick(OPERATIONS) }
    : { rate: random.pick([0, 0, 0.03, 0.15]), kinds, operation: "" };
}

/**
 * Returns the crash of each tab, or null.
 *
 * @param {Random} random
 * @param {number} tabs
 * @param {boolean} faultless
 * @returns {(Crash | null)[]}
 */
export function drawCrashes(random, tabs, faultless) {
  return Array.from({ length: tabs }, () =>
    !faultless && random.chance(0.5)
      ? { at: random.between(1, random.pick([10, 40])), after: random.chance(0.5) }
      : null,
  );
}

/**
 * Returns when which tab frees its client.
 *
 * @param {Random} random
 * @param {number} tabs
 * @param {boolean} faultless
 */
export function drawFreedClients(random, tabs, faultless) {
  if (faultless || random.chance(0.8)) return [];
  return [{ at: random.between(0, MAX_START_MS), tab: random.between(0, tabs - 1) }];
}

/**
 * Returns when the clients' clock jumps how far.
 *
 * @param {Random} random
 * @param {boolean} faultless
 */
export function drawClockJumps(random, faultless) {
  if (faultless || random.chance(0.7)) return [];
  return Array.from({ length: random.between(1, 2) }, () => ({
    at: random.between(0, MAX_START_MS),
    ms: random.pick(CLOCK_JUMPS_MS),
  }));
}
