// Prints Lighthouse's four scores of the storefront on a phone: `node tests/e2e/lighthouse/measure.mjs [path]`. Each is
// the median of five audits. The performance depends on the machine's speed, which `benchmark` is.
import process from "node:process";
import { start } from "../../../www/server/start.mjs";
import { audit } from "./audit.js";

const AUDITS = 5;

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const shop = await start();
const url = new URL(process.argv[2] ?? "/", shop.url).href;
const audits = [];
for (let count = 0; count < AUDITS; count += 1) {
  audits.push(await audit(url, ["performance", "accessibility", "best-practices", "seo"]));
}
for (const category of Object.keys(audits[0]?.scores ?? {})) {
  const scores = audits.map((each) => each.scores[category] ?? 0);
  console.log(`${category}: ${median(scores)} (${scores.join(", ")})`);
}
for (const name of Object.keys(audits[0]?.times ?? {})) {
  const times = audits.map((each) => each.times[name] ?? 0);
  console.log(`${name}: ${median(times)} ms (${times.join(", ")})`);
}
for (const name of /** @type {const} */ (["benchmark", "shift", "requests", "bytes"])) {
  console.log(`${name}: ${median(audits.map((each) => each[name]))}`);
}
console.log([...new Set(audits.flatMap(({ lost }) => lost))].sort().join("\n"));
await shop.close();
process.exit(0);
