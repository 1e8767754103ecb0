// Plays schedules in one thread per core.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { addCounts } from "./counts.js";

/** A schedule that takes longer than this real time hangs. */
const HANG_MS = 60_000;

/**
 * @typedef {{ seed: number, problems: string[] }} Failure
 * @typedef {{ counts: Map<string, number>, failed: Failure[], played: number }} Report
 */

/** The command that plays one schedule again. @param {number} seed */
export const replayCommand = (seed) =>
  `node tests/purchases/schedules/run.mjs --seed ${seed} --trace`;

/**
 * Plays the schedules of the seeds from `from` to below `to`.
 *
 * @param {number} from
 * @param {number} to
 * @returns {Promise<Report>}
 */
export async function playSchedules(from, to) {
  const step = availableParallelism();
  const currentSeeds = new SharedArrayBuffer(4 * step);
  const reports = await Promise.all(
    Array.from({ length: step }, (_, slot) =>
      runThread({ from: from + slot, to, step, currentSeeds, slot }),
    ),
  );
  /** @type {Report} */
  const total = { counts: new Map(), failed: [], played: 0 };
  for (const { counts, failed, played } of reports) {
    addCounts(total.counts, counts);
    total.failed.push(...failed);
    total.played += played;
  }
  total.failed.sort((a, b) => a.seed - b.seed);
  return total;
}

/**
 * @param {{ slot: number, currentSeeds: SharedArrayBuffer } & Record<string, unknown>} workerData
 * @returns {Promise<Report>}
 */
function runThread(workerData) {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData });
  const seeds = new Int32Array(workerData.currentSeeds);
  const replay = () => replayCommand(Atomics.load(seeds, workerData.slot));
  let last = 0;
  return new Promise((resolve, reject) => {
    const watchdog = setInterval(() => {
      const seed = Atomics.load(seeds, workerData.slot);
      if (seed === last && seed !== 0) reject(new Error(`a schedule hangs: ${replay()}`));
      last = seed;
    }, HANG_MS);
    worker.once("message", resolve);
    worker.once("error", (cause) => {
      reject(new Error(`a schedule crashed its thread: ${replay()}`, { cause }));
    });
    worker.once("exit", () => {
      clearInterval(watchdog);
      reject(new Error(`a schedule ended its thread: ${replay()}`));
    });
  }).finally(() => worker.terminate());
}
