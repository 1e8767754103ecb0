// Plays schedules: `node tests/purchases/schedules/run.mjs` all of them, `--seed 17 --trace` one of them.
// `--client <module>` plays them with another module that has the package's exports.
import { availableParallelism } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { ENOUGH, EXPECTED } from "./expected.js";
import { play } from "./schedule.js";

/** Longer than any schedule takes, of real time. */
const STUCK_MS = 60_000;
const SHOWN = 10;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    from: { type: "string", default: "1" },
    schedules: { type: "string", default: "10000" },
    counts: { type: "boolean", default: false },
    client: { type: "string", default: "#pressone-esim" },
  },
});

/** @param {number} seed */
const command = (seed) => `node tests/purchases/schedules/run.mjs --seed ${seed} --trace`;

/** @param {number} seed */
async function one(seed) {
  const { trace, problems } = await play(seed, await import(values.client));
  if (values.trace) console.log(trace.join("\n"));
  console.log(problems.length > 0 ? problems.join("\n") : "nothing is wrong");
  return problems.length === 0;
}

/**
 * @typedef {{ seed: number, problems: string[] }} Failed
 * @typedef {{ counts: Map<string, number>, failed: Failed[], played: number }} Report
 */

/** @param {number} from @param {number} to @returns {Promise<Report[]>} */
function all(from, to) {
  const step = availableParallelism();
  const current = new SharedArrayBuffer(4 * step);
  return Promise.all(
    Array.from({ length: step }, (_, slot) => {
      const data = { from: from + slot, to, step, client: values.client, current, slot };
      return oneWorker(data, new Int32Array(current));
    }),
  );
}

/** @param {{ slot: number }} data @param {Int32Array} at @returns {Promise<Report>} */
function oneWorker(data, at) {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData: data });
  let last = 0;
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      const seed = Atomics.load(at, data.slot);
      if (seed === last && seed !== 0) reject(new Error(`it is stuck: ${command(seed)}`));
      last = seed;
    }, STUCK_MS);
    worker.once("message", resolve);
    worker.once("error", (error) => {
      reject(new Error(`it broke: ${command(Atomics.load(at, data.slot))}`, { cause: error }));
    });
    worker.once("exit", () => {
      clearInterval(watch);
      reject(new Error(`it ended at ${command(Atomics.load(at, data.slot))}`));
    });
  }).finally(() => worker.terminate());
}

async function many() {
  const from = Number(values.from);
  const schedules = Number(values.schedules);
  const begun = performance.now();
  const reports = await all(from, from + schedules);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const report of reports) {
    for (const [what, count] of report.counts) counts.set(what, (counts.get(what) ?? 0) + count);
  }
  const played = reports.reduce((sum, report) => sum + report.played, 0);
  const failed = reports.flatMap((report) => report.failed).sort((a, b) => a.seed - b.seed);
  const absent = schedules < ENOUGH ? [] : EXPECTED.filter((what) => !counts.has(what));
  if (values.counts) {
    for (const [what, count] of [...counts].sort())
      console.log(`${String(count).padStart(9)}  ${what}`);
  }
  for (const { seed, problems } of failed.slice(0, SHOWN)) {
    console.error(`${command(seed)}\n  ${problems.slice(0, 4).join("\n  ")}`);
  }
  for (const what of absent) console.error(`it never happened: ${what}`);
  console.log(`${played} schedules in ${seconds} s, ${failed.length} failed`);
  return played === schedules && played > 0 && failed.length === 0 && absent.length === 0;
}

const passed = values.seed === undefined ? await many() : await one(Number(values.seed));
process.exitCode = passed ? 0 : 1;
