import { OPERATIONS, STORE_FAULTS } from "../environment/store.js";
import { PAGE_FAULTS, WIRE_FAULTS } from "../environment/wire-faults.js";
import { drawTime, RUSH_MS } from "./calls.js";

/**
 * The faults of a schedule.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 * @typedef {import("../environment/process.js").Crash} Crash
 *
 * @typedef {object} Faults
 * @property {number} rate The probability of a fault.
 * @property {string[]} kinds The kinds that occur.
 *
 * @typedef {Faults & { reads: boolean }} WireFaults `reads`: true if reads fail as well.
 *
 * `operation`: the only one that fails, or "" for all.
 * @typedef {Faults & { operation: string }} StoreFaults
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
    reads: random.chance(0.5),
    kinds: [random.pick(acted), ...random.sample(kinds, random.between(0, 3))],
  };
}

/** @param {Random} random @param {boolean} faultless @returns {Faults} */
export function drawPageFaults(random, faultless) {
  if (faultless) return { rate: 0, kinds: [] };
  const kinds = PAGE_FAULTS.map(({ kind }) => kind);
  return {
    rate: random.pick([0, 0, 0.2, 0.5]),
    kinds: random.sample(kinds, random.between(1, 3)),
  };
}

/**
 * Returns frequent faults of one operation or rare faults of all.
 *
 * @param {Random} random
 * @param {boolean} faultless
 * @returns {StoreFaults}
 */
export function drawStoreFaults(random, faultless) {
  if (faultless) return { rate: 0, kinds: [], operation: "" };
  const kinds = random.sample(STORE_FAULTS, random.between(1, 3));
  return random.chance(0.4)
    ? { rate: random.pick([0.15, 0.5]), kinds, operation: random.pick(OPERATIONS) }
    : { rate: random.pick([0, 0, 0.02, 0.08]), kinds, operation: "" };
}

/**
 * Returns the crash of each page, and those of each host's processes.
 *
 * @param {Random} random
 * @param {number} pages
 * @param {boolean} faultless
 */
export function drawCrashes(random, pages, faultless) {
  const rate = faultless ? 0 : random.pick([0, 0.3, 0.8]);
  const crash = (/** @type {number} */ latest) => ({
    at: random.between(1, latest),
    after: random.chance(0.5),
  });
  /** @returns {Crash | null} */
  const perhaps = () => (random.chance(rate) ? crash(random.pick([10, 20, 40])) : null);
  return {
    pages: Array.from({ length: pages }, () => (random.chance(rate / 2) ? crash(4) : null)),
    hosts: [
      [perhaps(), perhaps()],
      [perhaps(), perhaps()],
    ],
  };
}

/**
 * Returns when the clients' clock jumps how far.
 *
 * @param {Random} random
 * @param {boolean} faultless
 */
export function drawClockJumps(random, faultless) {
  if (faultless || random.chance(0.85)) return [];
  return Array.from({ length: random.between(1, 2) }, () => ({
    at: random.between(0, RUSH_MS),
    ms: random.pick(CLOCK_JUMPS_MS),
  }));
}

/**
 * Returns the times of events that occur at most `max` times.
 *
 * @param {Random} random
 * @param {number} probability That any occurs.
 * @param {number} max
 * @param {number} [lateRate]
 */
export function drawTimes(random, probability, max, lateRate = 0.6) {
  if (!random.chance(probability)) return [];
  return Array.from({ length: random.between(1, max) }, () => drawTime(random, lateRate));
}
