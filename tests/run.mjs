// Runs every suite, or those named: `node tests/run.mjs rust types`. Ends with a table, and with a
// failure if any suite failed.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { suites } from "./run/suites.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!suites.some((suite) => suite.name === name)) throw new Error(`there is no suite "${name}"`);
}

/** @type {{ suite: string, seconds: number, result: string }[]} */
const results = [];
for (const suite of suites) {
  if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
  console.log(`\n== ${suite.name}: ${suite.what}`);
  const begun = Date.now();
  let result = "passed";
  for (const step of await suite.steps()) {
    const { status, error, signal } = spawnSync(step.program, step.args, {
      stdio: "inherit",
      env: { ...process.env, ...step.env },
      timeout: 20 * 60_000,
    });
    if (status !== 0) {
      result = "FAILED";
      console.error(
        `${step.program} ${step.args.join(" ")}: ${error ?? signal ?? `exit ${status}`}`,
      );
      break;
    }
  }
  const seconds = Math.round((Date.now() - begun) / 100) / 10;
  results.push({ suite: suite.name, seconds, result });
}

console.table(results);
process.exitCode = results.every(({ result }) => result === "passed") && results.length > 0 ? 0 : 1;
