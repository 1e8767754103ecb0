// `node tests/bench/run.mjs [names…] [--quick] [--check] [--results]`: runs the measurements, prints
// their tables and writes target/bench/results.json.
//
// `--quick` takes few rounds. `--check` fails if a budget of budget.json is exceeded. `--results`
// writes the tables into tests/bench/RESULTS.md.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compileAjv } from "./contestants/compile-ajv.mjs";
import { verifyContestants } from "./contestants/verify.mjs";
import { printFigures, printResult, writeResultsPage } from "./report.mjs";
import { MEASUREMENTS, mergeResults } from "./results.mjs";

/** @typedef {import("./types.js").Measurement} Measurement */
/** @typedef {import("./types.js").Result} Result */

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

compileAjv();
await verifyContestants();

/** @type {Record<string, Result & { title: string }>} */
const results = {};
for (const name of MEASUREMENTS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  /** @type {{ measurement: Measurement }} */
  const { measurement } = await import(`./measurements/${name}.mjs`);
  console.log(`\n== ${name}: ${measurement.title}`);
  const log = (/** @type {string} */ line) => console.log(`   ${line}`);
  const result = await measurement.run({ quick: values.quick, log });
  results[name] = { title: measurement.title, ...result };
  printResult(result);
}

const merged = mergeResults(results, values.quick);
if (values.results) writeResultsPage(merged);
printFigures(results);
const exceeded = Object.values(results).flatMap(({ checks }) =>
  checks.filter(({ withinBudget }) => !withinBudget),
);
for (const { name, value, budget, unit } of exceeded) {
  console.error(`${name}: ${value} ${unit}, the budget is ${budget}`);
}
if (values.check && exceeded.length > 0) process.exitCode = 1;
