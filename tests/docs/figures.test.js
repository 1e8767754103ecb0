// The figures of size and speed in the README are those of the benchmark, rounded to 1 kB and 0.1.
// `UPDATE_FIGURES=1` writes them.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";

const README = new URL("../../README.md", import.meta.url);
const RESULTS = readFileSync(new URL("../bench/RESULTS.md", import.meta.url), "utf8");

/**
 * Returns a cell of a table of RESULTS.md.
 *
 * @param {string} title the beginning of the line above the table
 * @param {string} row
 * @param {string} column its heading; the last one by default
 */
function cell(title, row, column = "") {
  const lines = RESULTS.split("\n");
  const start = lines.findIndex((line) => line.startsWith(title));
  assert.notEqual(start, -1, `RESULTS.md has no table "${title}"`);
  const [heads = [], , ...rows] = lines
    .slice(start + 2, lines.indexOf("", start + 2))
    .map((line) => line.split("|").map((text) => text.trim()));
  const found = rows.find(([, name]) => name === row);
  const at = column ? heads.indexOf(column) : heads.length - 2;
  const figure = Number(found?.[at]?.replace(/,|×/g, ""));
  assert.ok(figure > 0, `RESULTS.md has no figure of "${row}" in "${title}"`);
  return figure;
}

const PACKAGE = "pressone-esim";
const kilobytes = (/** @type {string} */ row) =>
  String(Math.round(cell("Bytes, of the JavaScript", row, "gzip -9") / 1000));
const ratio = (/** @type {Parameters<typeof cell>} */ ...args) =>
  // A number such as 1.15 is a little less in binary.
  (Math.round(cell(...args) * 10 + 1e-9) / 10).toFixed(1);
const decoding = (/** @type {string} */ row) =>
  ratio("Decoding and checking 1,000 orders", row, "regular, Node");

/** Each figure, with the README's words before and after it. @type {[before: string, figure: string, after: string][]} */
const FIGURES = [
  ["- A page loads ", kilobytes(PACKAGE), " kB"],
  ["zod loads ", kilobytes("by hand, zod"), " kB"],
  ["serde ", kilobytes("in Rust: serde, gloo-net, nothing else"), " kB"],
  ["- The slowest read takes ", ratio("Reads in Chromium", PACKAGE), " times"],
  ["Chromium, and ", ratio("Reads in Node", PACKAGE), " times"],
  ["purchase takes ", ratio("A purchase in Chromium", PACKAGE), " times"],
  ["- Checking 1,000 orders in Node takes ", decoding(PACKAGE), " times"],
  ["`JSON.parse`; zod takes ", decoding("zod"), " times"],
];

test("the README's figures of size and speed are those of RESULTS.md", () => {
  const text = readFileSync(README, "utf8");
  const [, section = ""] = /\n## Size and speed\n\n((?:- .*\n)+)\n/.exec(text) ?? [];
  assert.equal(section.trim().split("\n").length, 3);
  let expected = section;
  for (const [before, figure, after] of FIGURES) {
    const [head = "", tail, ...more] = expected.split(before);
    assert.ok(tail !== undefined && more.length === 0, `the README says "${before}" once`);
    const changed = tail.replace(/^[\d.]+/, figure);
    assert.ok(changed.startsWith(figure + after), `"${before}" is followed by a figure`);
    expected = `${head}${before}${changed}`;
  }
  const updated = text.replace(section, () => expected);
  if (process.env.UPDATE_FIGURES) writeFileSync(README, updated);
  else assert.equal(section, expected);
  // One more number is that of the rounding.
  const count = section.match(/\d (?:kB|times)\b/g)?.length;
  assert.equal(count, FIGURES.length + 1, "each figure is compared");
});
