// Plays schedules. Without options: 10,000 of them, on all cores.
//   --schedules 500 --from 1   how many, and the first seed
//   --counts                   prints how often each event occurred
//   --seed 17 --trace          plays one schedule and prints its trace
import process from "node:process";
import { parseArgs } from "node:util";
import { missingEvents } from "./checks/coverage.js";
import { loadModules } from "./modules.js";
import { playSchedule } from "./schedule.js";
import { playSchedules, replayCommand } from "./worker-pool.js";

const MAX_FAILURES_SHOWN = 20;
const MAX_PROBLEMS_SHOWN = 4;

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    from: { type: "string", default: "1" },
    schedules: { type: "string", default: "10000" },
    counts: { type: "boolean", default: false },
  },
});

/** @param {number} seed @returns {Promise<boolean>} true if the schedule has no problem */
async function runOne(seed) {
  const { trace, problems } = await playSchedule(seed, await loadModules());
  if (values.trace) console.log(trace.join("\n"));
  console.log(problems.length > 0 ? problems.join("\n") : "no problems");
  return problems.length === 0;
}

/** @param {number} from @param {number} schedules @returns {Promise<boolean>} true if all passed */
async function runMany(from, schedules) {
  const start = performance.now();
  const { counts, failed, played } = await playSchedules(from, from + schedules);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (values.counts) printCounts(counts);
  for (const { seed, problems } of failed.slice(0, MAX_FAILURES_SHOWN)) {
    const shown = problems.slice(0, MAX_PROBLEMS_SHOWN);
    console.error(`${replayCommand(seed)}\n  ${shown.join("\n  ")}`);
  }
  const missing = missingEvents(counts, schedules);
  for (const event of missing) {
    console.error(`this event occurred too seldom: ${event} (${counts.get(event) ?? 0})`);
  }
  console.log(`${played} schedules in ${seconds} s, ${failed.length} failed`);
  return played === schedules && played > 0 && failed.length === 0 && missing.length === 0;
}

/** @param {Map<string, number>} counts */
function printCounts(counts) {
  for (const [event, count] of [...counts].sort()) {
    console.log(`${String(count).padStart(9)}  ${event}`);
  }
}

const { seed, from, schedules } = values;
const passed =
  seed === undefined ? await runMany(Number(from), Number(schedules)) : await runOne(Number(seed));
process.exitCode = passed ? 0 : 1;
