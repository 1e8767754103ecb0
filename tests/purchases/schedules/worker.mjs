// Plays every n-th schedule and reports what came of them.
import { parentPort, workerData } from "node:worker_threads";
import { play } from "./schedule.js";

const { from, to, step, client, current, slot } = workerData;
const at = new Int32Array(current);
const pressone = await import(client);
/** @type {Map<string, number>} */
const counts = new Map();
/** @type {{ seed: number, problems: string[] }[]} */
const failed = [];
let played = 0;
for (let seed = from; seed < to; seed += step) {
  Atomics.store(at, slot, seed);
  const { problems, counts: more } = await play(seed, pressone);
  if (problems.length > 0) failed.push({ seed, problems });
  for (const [what, count] of more) counts.set(what, (counts.get(what) ?? 0) + count);
  played += 1;
}
parentPort?.postMessage({ counts, failed, played });
