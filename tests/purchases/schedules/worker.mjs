// A thread of the pool in worker-pool.js: plays every `step`-th schedule and posts a report.
import { parentPort, workerData } from "node:worker_threads";
import { addCounts } from "./counts.js";
import { playSchedule } from "./schedule.js";

const { from, to, step, client, currentSeeds, slot } = workerData;
const seeds = new Int32Array(currentSeeds);
const pressone = await import(client);
/** @type {import("./worker-pool.js").Report} */
const report = { counts: new Map(), failed: [], played: 0 };
for (let seed = from; seed < to; seed += step) {
  Atomics.store(seeds, slot, seed);
  const { problems, counts } = await playSchedule(seed, pressone);
  if (problems.length > 0) report.failed.push({ seed, problems });
  addCounts(report.counts, counts);
  report.played += 1;
}
parentPort?.postMessage(report);
