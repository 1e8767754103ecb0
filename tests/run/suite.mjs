// Runs one suite. Sends its result to the parent process.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { suites } from "./suites.mjs";

/** @typedef {{ suite: string, seconds: number, cpu: number, result: string }} Result */

/** The unit of `/proc/self/stat`. */
const TICKS_PER_SECOND = 100;
const STEP_TIMEOUT_MS = 20 * 60_000;

/** Returns the seconds of processors that the ended children of this process took. 0 except on Linux. */
function childSeconds() {
  try {
    // The second field is a name in parentheses, which may have spaces.
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** @param {number} value */
const rounded = (value) => Math.round(value * 10) / 10;

/** Returns true if the step succeeded. @param {import("./suites.mjs").Step} step */
function run({ program, args, env }) {
  const { status, error, signal } = spawnSync(program, args, {
    stdio: "inherit",
    env: { ...process.env, ...env },
    timeout: STEP_TIMEOUT_MS,
  });
  if (status === 0) return true;
  console.error(`${program} ${args.join(" ")}: ${error ?? signal ?? `exit ${status}`}`);
  return false;
}

const suite = suites.find(({ name }) => name === process.argv[2]);
if (!suite) throw new Error(`no suite is called "${process.argv[2]}"`);
const startedAt = Date.now();
const steps = await suite.steps();
/** @type {Result} */
const result = {
  suite: suite.name,
  result: steps.every(run) ? "passed" : "FAILED",
  seconds: rounded((Date.now() - startedAt) / 1_000),
  cpu: rounded(childSeconds()),
};
process.send?.(result);
process.exitCode = result.result === "passed" ? 0 : 1;
