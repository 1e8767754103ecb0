// Timing. Contestants take turns in an order that is drawn anew for each round, so other load on the
// machine affects all of them alike. Imports nothing, because it runs in Node, in a page and in a
// worker.

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {() => unknown} [run] The timed function. A returned promise is awaited within the time.
 * @property {() => number | Promise<number>} [timed] Replaces `run`: measures itself, for instance in
 * a process of its own, and returns the time in ms.
 * @property {() => unknown} [before] Runs before each timing, outside of it.
 *
 * @typedef {object} Options
 * @property {number} rounds Number of timings of each contestant.
 * @property {number} [warmup] Rounds before these. Their times are discarded.
 * @property {number} [batch] Number of runs within one timing; the time is divided by it. Needed for
 * runs that are shorter than the clock's tick, which is 0.1 ms in a page and 0.005 ms in an isolated
 * one.
 * @property {number} [seed] Seed of the order.
 * @property {() => number} [now] A clock in ms.
 *
 * @typedef {object} Summary All in ms.
 * @property {number} n
 * @property {number} min
 * @property {number} q1
 * @property {number} median
 * @property {number} q3
 * @property {number} p99
 * @property {number[]} samples In the order of the rounds: an index is the same round in all
 * contestants.
 */

/**
 * Times the contestants in turn.
 *
 * @template {Contestant} C
 * @param {readonly C[]} contestants
 * @param {Options} options
 * @returns {Promise<Record<string, Summary>>} by name
 */
export async function measureInterleaved(contestants, options) {
  const { rounds, warmup = 0, batch = 1, seed = 1, now = () => performance.now() } = options;
  const random = randomFrom(seed);
  /** @type {Map<string, number[]>} */
  const samples = new Map(contestants.map(({ name }) => [name, []]));
  if (samples.size !== contestants.length) throw new Error("two contestants have one name");
  for (let round = -warmup; round < rounds; round += 1) {
    for (const contestant of shuffle(contestants, random)) {
      await contestant.before?.();
      const ms = await timeOnce(contestant, batch, now);
      if (round >= 0) samples.get(contestant.name)?.push(ms);
    }
  }
  return Object.fromEntries([...samples].map(([name, list]) => [name, summarize(list)]));
}

/** @param {Contestant} contestant @param {number} batch @param {() => number} now */
async function timeOnce({ name, run, timed }, batch, now) {
  if (timed) return await timed();
  if (!run) throw new Error(`${name} has nothing to run`);
  const start = now();
  for (let count = 0; count < batch; count += 1) {
    const result = run();
    // Awaiting a synchronous result would add a turn of the event loop to its time.
    if (result instanceof Promise) await result;
  }
  return (now() - start) / batch;
}

/** @param {number[]} samples @returns {Summary} */
export function summarize(samples) {
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

/** Interpolates between the two nearest samples. @param {number[]} sorted @param {number} share */
function quantile(sorted, share) {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * The first decile of the samples. Other load on the machine only adds to a timing, and adds more to a
 * long one. So on a busy machine the median measures mostly that load. On an idle machine the first
 * decile and the median agree.
 *
 * @param {Summary} summary
 */
export function firstDecile({ samples }) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 10)] ?? Number.NaN;
}

/**
 * The ratio of two first deciles.
 *
 * @param {Summary | undefined} one
 * @param {Summary | undefined} other
 */
export const decileRatio = (one, other) =>
  one && other ? firstDecile(one) / firstDecile(other) : Number.NaN;

/** Mulberry32: one seed always returns the same sequence. @param {number} seed */
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
function shuffle(list, random) {
  const left = [...list];
  const drawn = [];
  while (left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
}
