// Runs every suite, or the named ones: `node tests/run.mjs rust types`, `SUITES=rust,types npm test`. Prints a
// table of their times. Fails if a suite failed.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { useRust } from "../pkg-template/tools/rust.mjs";
import { chooseSuites } from "./run/choose-suites.mjs";
import { suites } from "./run/suites.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

useRust();
const chosen = chooseSuites(suites, process.argv.slice(2), process.env.SUITES);

/** @type {{ suite: string, seconds: number, result: string }[]} */
const results = [];
for (const suite of chosen) {
  console.log(`\n== ${suite.name}: ${suite.what}`);
  const startedAt = Date.now();
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
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  results.push({ suite: suite.name, seconds, result });
}

console.table(results);
process.exitCode = results.every(({ result }) => result === "passed") && results.length > 0 ? 0 : 1;
