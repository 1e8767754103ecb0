// A thread of the pool in worker-pool.js: plays every `step`-th schedule and posts a report.
import { parentPort, workerData } from "node:worker_threads";
import { addCounts } from "./counts.js";
import { loadModules } from "./modules.js";
import { playSchedule } from "./schedule.js";

const { from, to, step, currentSeeds, slot } = workerData;
const seeds = new Int32Array(currentSeeds);
const modules = await loadModules();
/** @type {import("./worker-pool.js").Report} */
const report = { counts: new Map(), failed: [], played: 0 };
for (let seed = from; seed < to; seed += step) {
  Atomics.store(seeds, slot, seed);
  const { problems, counts } = await playSchedule(seed, modules);
  if (problems.length > 0) report.failed.push({ seed, problems });
  addCounts(report.counts, counts);
  report.played += 1;
}
parentPort?.postMessage(report);
