// Runs every suite, or the named ones: `node tests/run.mjs rust types`, `SUITES=rust,types npm test`. Prints a
// table of their times, and before it the failures. Fails if a suite failed.
import { fork } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { useRust } from "../pkg-template/tools/rust.mjs";
import { chooseSuites } from "./run/choose-suites.mjs";
import { failureOf } from "./run/failure.mjs";
import { runInOrder } from "./run/order.mjs";
import { suites } from "./run/suites.mjs";

/** @typedef {import("./run/suite.mjs").Result} Result */

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

useRust();

const chosen = chooseSuites(suites, process.argv.slice(2), process.env.SUITES);

/**
 * The failures of each suite. They are printed last, because a log often keeps its end alone.
 *
 * @type {string[]}
 */
const failures = [];

/**
 * Runs a suite in a process of its own. The output of a suite beside others is printed when it ends.
 *
 * @param {import("./run/suites.mjs").Suite} suite
 * @returns {Promise<Result>}
 */
async function run({ name, what, alone }) {
  const isPrinted = alone === true || chosen.length === 1;
  console.log(`\n== ${name}: ${what}${isPrinted ? "" : ". Its output follows when it ends."}`);
  const child = fork("tests/run/suite.mjs", [name], { silent: true });
  /** @type {Buffer[]} */
  const output = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output.push(chunk);
      if (isPrinted) process.stdout.write(chunk);
    });
  }
  /** @type {Result} */
  let result = { suite: name, seconds: 0, cpu: 0, result: "FAILED" };
  child.on("message", (message) => {
    result = /** @type {Result} */ (message);
  });
  const [code] = await once(child, "close");
  if (code !== 0) result = { ...result, result: "FAILED" };
  const text = Buffer.concat(output).toString();
  if (!isPrinted) {
    console.log(`\n== ${name}: ${result.result} after ${result.seconds} s. Its output:\n${text}`);
  }
  if (result.result !== "passed") failures.push(`\n== ${name} failed:\n${failureOf(text)}`);
  return result;
}

const startedAt = Date.now();
const results = await runInOrder(chosen, run);
for (const failure of failures) console.log(failure);
// `cpu` far below `seconds` times the cores: the suite waits.
console.table(results);
console.log(`${results.length} suites in ${Math.round((Date.now() - startedAt) / 1_000)} s`);
process.exitCode = results.every(({ result }) => result === "passed") && results.length > 0 ? 0 : 1;
