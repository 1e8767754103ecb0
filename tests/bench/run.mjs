// `node tests/bench/run.mjs [names…] [--quick] [--check] [--results]`: runs the measurements, prints
// their tables and writes target/bench/results.json.
//
// `--quick` takes few rounds. `--check` fails if a budget of budget.json is exceeded. A measurement that
// exceeds one is repeated, at most twice: noise differs from run to run, and a slower package does not.
// `--results` writes the tables into tests/bench/RESULTS.md.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compileAjv } from "./contestants/compile-ajv.mjs";
import { compileSerde } from "./contestants/compile-serde.mjs";
import { readEnvironment } from "./environment.mjs";
import { nameWithScope, printFigures, printResult, writeResultsPage } from "./report.mjs";
import { MEASUREMENTS, mergeResults } from "./results.mjs";

/** @typedef {import("./types.js").Measurement} Measurement */
/** @typedef {import("./types.js").Result} Result */

/** The number of repeats of a measurement that exceeds a budget. */
const MAX_REPEATS = 2;

/** @param {Result} result */
const exceeded = ({ checks }) => checks.filter(({ withinBudget }) => !withinBudget).length;

/** A repeated result, with the lower value of each check. @param {Result} repeated @param {Result} earlier @returns {Result} */
function withLowest(repeated, earlier) {
  const checks = repeated.checks.map((check) => {
    const same = earlier.checks.find(
      ({ name, scope }) => name === check.name && scope === check.scope,
    );
    return same && same.value < check.value ? same : check;
  });
  return { ...repeated, checks };
}

process.chdir(fileURLToPath(new URL("../../", import.meta.url)));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    results: { type: "boolean", default: false },
  },
});
for (const name of positionals) {
  if (!MEASUREMENTS.includes(name)) {
    throw new Error(`there is no measurement "${name}": choose from ${MEASUREMENTS.join(", ")}`);
  }
}

const environment = readEnvironment(values.quick);
compileAjv();
await compileSerde();
// It imports what was compiled above.
const { verifyContestants } = await import("./contestants/verify.mjs");
await verifyContestants();

/** @type {Record<string, Result & { title: string }>} */
const results = {};
for (const name of MEASUREMENTS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  /** @type {{ measurement: Measurement }} */
  const { measurement } = await import(`./measurements/${name}.mjs`);
  console.log(`\n== ${name}: ${measurement.title}`);
  const log = (/** @type {string} */ line) => console.log(`   ${line}`);
  const measure = async () => {
    const result = await measurement.run({ quick: values.quick, log });
    printResult(result);
    return result;
  };
  let result = await measure();
  for (let again = 0; again < MAX_REPEATS && values.check && exceeded(result) > 0; again += 1) {
    log("a budget is exceeded: the measurement is repeated");
    result = withLowest(await measure(), result);
  }
  results[name] = { title: measurement.title, ...result };
}

const merged = mergeResults(results, environment);
if (values.results) writeResultsPage(merged);
printFigures(results);
const failed = Object.values(results).flatMap(({ checks }) =>
  checks.filter(({ withinBudget }) => !withinBudget),
);
for (const { name, scope, value, budget, unit } of failed) {
  console.error(`${nameWithScope(name, scope)}: ${value} ${unit}, the budget is ${budget}`);
}
if (values.check && failed.length > 0) process.exitCode = 1;
