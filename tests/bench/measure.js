// How everything here is timed: contestants take turns in an order that is drawn anew for each
// round, so that whatever else the machine does hits all of them alike. Imports nothing: runs in
// Node, in a page and in a worker.

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {() => unknown} [run] What is timed. A promise is awaited within the time.
 * @property {() => number | Promise<number>} [timed] Instead of `run`: times itself (in a process or
 * a page of its own, say) and gives the ms.
 * @property {() => unknown} [before] Runs before each timing, outside of it.
 *
 * @typedef {object} Options
 * @property {number} rounds How many times each contestant is timed.
 * @property {number} [warmup] Rounds before these, whose times are thrown away.
 * @property {number} [batch] How often `run` runs within one timing; the time is divided by it.
 * For what is quicker than the clock's tick (in a page 0.1 ms, or 0.005 where it is isolated).
 * @property {number} [seed] Of the order.
 * @property {() => number} [now] A clock in ms.
 *
 * @typedef {object} Summary All in ms.
 * @property {number} n
 * @property {number} min
 * @property {number} q1
 * @property {number} median
 * @property {number} q3
 * @property {number} p99
 * @property {number[]} samples In the order of the rounds: the same index is the same round in all.
 */

/**
 * Times the contestants in turn.
 *
 * @template {Contestant} C
 * @param {readonly C[]} contestants
 * @param {Options} options
 * @returns {Promise<Record<string, Summary>>} by name
 */
export async function interleaved(contestants, options) {
  const { rounds, warmup = 0, batch = 1, seed = 1, now = () => performance.now() } = options;
  const random = randomFrom(seed);
  /** @type {Map<string, number[]>} */
  const samples = new Map(contestants.map(({ name }) => [name, []]));
  if (samples.size !== contestants.length) throw new Error("two contestants have one name");
  for (let round = -warmup; round < rounds; round += 1) {
    for (const contestant of shuffled(contestants, random)) {
      await contestant.before?.();
      const ms = await timing(contestant, batch, now);
      if (round >= 0) samples.get(contestant.name)?.push(ms);
    }
  }
  return Object.fromEntries([...samples].map(([name, list]) => [name, summary(list)]));
}

/** @param {Contestant} contestant @param {number} batch @param {() => number} now */
async function timing({ name, run, timed }, batch, now) {
  if (timed) return await timed();
  if (!run) throw new Error(`${name} has nothing to run`);
  const begun = now();
  for (let turn = 0; turn < batch; turn += 1) {
    const result = run();
    // What is synchronous must not pay for a turn of the event loop.
    if (result instanceof Promise) await result;
  }
  return (now() - begun) / batch;
}

/** @param {number[]} samples @returns {Summary} */
export function summary(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => quantile(sorted, share);
  return {
    n: samples.length,
    min: at(0),
    q1: at(0.25),
    median: at(0.5),
    q3: at(0.75),
    p99: at(0.99),
    samples,
  };
}

/** Between the two nearest samples, in proportion. @param {number[]} sorted @param {number} share */
function quantile(sorted, share) {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** How many times as long one takes as the other, at the median. @param {Summary} one @param {Summary} other */
export const ratio = (one, other) => one.median / other.median;

/** Mulberry32: the same order of turns for the same seed. @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @template T @param {readonly T[]} list @param {() => number} random @returns {T[]} */
function shuffled(list, random) {
  const left = [...list];
  const drawn = [];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
}
