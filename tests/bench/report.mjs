// What a run leaves behind: tables on the console, target/bench/results.json, a part of the README.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import process from "node:process";
import { CHROMIUM } from "../../pkg-template/tools/browser.mjs";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Table} Table */
/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {Record<string, Result & { what: string }>} Results */
/** @typedef {{ results: Results }} Report */

const FILE = "target/bench/results.json";
const BEGIN = "<!-- bench -->";
const END = "<!-- /bench -->";

/** @param {Cell} cell */
function shown(cell) {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  if (!Number.isFinite(cell)) return "–";
  if (Number.isInteger(cell)) return cell.toLocaleString("en-US");
  return cell.toLocaleString("en-US", { maximumSignificantDigits: cell < 100 ? 3 : 4 });
}

/** As the formatter writes it: columns of one width. @param {Table} table */
function markdown({ columns, rows }) {
  const lines = [columns, ...rows.map((row) => row.map(shown))];
  const widths = columns.map((_, at) => Math.max(3, ...lines.map((line) => line[at]?.length ?? 0)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  const [head = [], ...body] = lines;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

/** @param {Result} result */
export function printResults({ tables, checks }) {
  for (const table of tables) {
    console.log(`\n${table.title}\n\n${markdown(table)}`);
    if (table.note) console.log(`\n${table.note}`);
  }
  for (const { name, value, bar, unit, ok } of checks) {
    console.log(`\n${ok ? "ok  " : "FAIL"} ${name}: ${value} ${unit} (bar: ${bar})`);
  }
}

/** @param {string} name */
const versionOf = (name) =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;

/** What the figures depend on. */
function circumstances() {
  let chromium = "not found";
  try {
    chromium = execFileSync(CHROMIUM, ["--version"], { encoding: "utf8", timeout: 20_000 }).trim();
  } catch {
    // Told as it is: the measurements that need it fail by themselves.
  }
  const packages = ["vite", "zod", "valibot", "ajv", "typia", "airalo-sdk", "miniflare"];
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    chromium,
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  };
}

/**
 * Writes the results of this run over those of an earlier one; what was not measured now stays.
 *
 * @param {Results} results
 * @param {boolean} quick
 * @returns {Report}
 */
export function writeResults(results, quick) {
  /** @type {Results} */
  let earlier = {};
  try {
    earlier = JSON.parse(readFileSync(FILE, "utf8")).results;
  } catch {
    // The first run.
  }
  const marked = Object.entries(results).map(([name, result]) => [
    name,
    { ...result, circumstances: { ...circumstances(), quick } },
  ]);
  const report = { results: { ...earlier, ...Object.fromEntries(marked) } };
  mkdirSync("target/bench", { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

/** @param {Report} report */
export function writeReadme({ results }) {
  const parts = Object.values(results).flatMap(({ tables, checks }) => [
    ...tables.map((table) =>
      [`#### ${table.title}`, markdown(table), ...(table.note ? [table.note] : [])].join("\n\n"),
    ),
    ...checks.map(
      ({ name, value, bar, unit, ok }) =>
        `- ${ok ? "held" : "**missed**"}: ${name}: ${shown(value)} ${unit}, the bar is ${shown(bar)}`,
    ),
  ]);
  const path = "README.md";
  const readme = readFileSync(path, "utf8");
  const [before, rest] = [readme.split(BEGIN)[0], readme.split(END)[1]];
  if (before === undefined || rest === undefined) {
    throw new Error(`README.md has no place for the results: ${BEGIN} … ${END}`);
  }
  writeFileSync(path, `${before}${BEGIN}\n\n${parts.join("\n\n")}\n\n${END}${rest}`);
}
