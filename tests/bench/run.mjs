// `node tests/bench/run.mjs [names…] [--quick] [--check] [--readme]`: runs the measurements, prints
// their tables and writes target/bench/results.json. `--check` fails where the budget of budget.json is
// exceeded, `--readme` writes the tables into the README.
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { agree } from "./contestants/agree.mjs";
import { prepare } from "./contestants/prepare.mjs";
import { NAMES, printResults, writeReadme, writeResults } from "./report.mjs";

/** @typedef {import("./types.js").Measurement} Measurement */
/** @typedef {import("./types.js").Result} Result */

process.chdir(fileURLToPath(new URL("../../", import.meta.url)));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    readme: { type: "boolean", default: false },
  },
});
for (const name of positionals) {
  if (!NAMES.includes(name)) throw new Error(`there is no measurement "${name}"`);
}

prepare();
await agree();

/** @type {Record<string, Result & { what: string }>} */
const results = {};
for (const name of NAMES) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const file = new URL(`${name}.mjs`, import.meta.url);
  if (!existsSync(file)) continue;
  /** @type {{ measurement: Measurement }} */
  const { measurement } = await import(file.href);
  console.log(`\n== ${name}: ${measurement.what}`);
  const log = (/** @type {string} */ line) => console.log(`   ${line}`);
  const result = await measurement.run({ quick: values.quick, log });
  results[name] = { what: measurement.what, ...result };
  printResults(result);
}

const report = writeResults(results, values.quick);
if (values.readme) writeReadme(report);
const worse = Object.values(results).flatMap(({ checks }) =>
  checks.filter(({ inBudget }) => !inBudget),
);
for (const { name, value, budget, unit } of worse) {
  console.error(`${name}: ${value} ${unit}, the budget is ${budget}`);
}
if (values.check && worse.length > 0) process.exitCode = 1;
