// What a run leaves behind: tables on the console, target/bench/results.json, a part of the README.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import process from "node:process";
import { CHROMIUM } from "../../pkg-template/tools/browser.mjs";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Table} Table */
/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {ReturnType<typeof circumstances> & { quick: boolean }} Circumstances */
/** @typedef {Record<string, Result & { what: string, circumstances?: Circumstances }>} Results */
/** @typedef {{ results: Results }} Report */

/** The measurements, in the order in which they run and are told. */
export const NAMES = ["size", "ready", "calls", "decode", "cache", "memory", "growth"];

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
  console.log("");
  for (const { name, value, bar, budget, unit, ok, inBudget } of checks) {
    const verdict = ok ? "reached" : inBudget ? "missed " : "FAILED ";
    console.log(`${verdict} ${name}: ${value} ${unit} (bar: ${bar}, budget: ${budget})`);
  }
}

/** @param {string} name */
const versionOf = (name) =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;

/** What the figures depend on. */
function circumstances() {
  let chromium = "not found";
  try {
    chromium = execFileSync(CHROMIUM, ["--version"], {
      encoding: "utf8",
      // Its start script has things to say that are nobody's business here.
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 20_000,
    }).trim();
  } catch {
    // Told as it is: the measurements that need it fail by themselves.
  }
  const packages = ["vite", "zod", "valibot", "ajv", "miniflare"];
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
  const all = Object.entries({ ...earlier, ...Object.fromEntries(marked) });
  const place = (/** @type {[string, unknown]} */ [name]) => NAMES.indexOf(name);
  const report = { results: Object.fromEntries(all.sort((a, b) => place(a) - place(b))) };
  mkdirSync("target/bench", { recursive: true });
  // The summaries are enough: the samples would be a hundred thousand lines.
  const brief = (/** @type {string} */ key, /** @type {unknown} */ value) =>
    key === "samples" ? undefined : value;
  writeFileSync(FILE, `${JSON.stringify(report, brief, 2)}\n`);
  return report;
}

/** @param {Circumstances} circumstances */
function told({ date, machine, system, node, chromium, packages, quick }) {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const few = quick ? " Few rounds (`--quick`)." : "";
  return `Measured ${date} on ${machine} (${system}): Node ${node}, ${chromium}, ${versions.join(", ")}.${few}`;
}

/**
 * Writes the tables between the two marks of the README. Where all of them are of one run, what they
 * depend on is told once.
 *
 * @param {Report} report
 */
export function writeReadme({ results }) {
  /** @type {string[]} */
  const parts = [];
  let before = "";
  for (const { what, tables, checks, circumstances: found } of Object.values(results)) {
    parts.push(`### ${what.charAt(0).toUpperCase()}${what.slice(1)}`);
    const now = found ? told(found) : "";
    if (now !== before) parts.push(now);
    before = now;
    for (const table of tables.filter(({ detail }) => !detail)) {
      parts.push(`${table.title}:`, markdown(table), ...(table.note ? [table.note] : []));
    }
    const missed = checks.filter(({ ok }) => !ok);
    parts.push(`Bars reached: ${checks.length - missed.length} of ${checks.length}.`);
    const lines = missed.map(
      ({ name, value, bar, unit }) =>
        `- missed: ${name}: ${shown(value)} ${unit}, the bar is ${shown(bar)}`,
    );
    if (lines.length > 0) parts.push(lines.join("\n"));
  }
  const path = "README.md";
  const readme = readFileSync(path, "utf8");
  const [head, rest] = [readme.split(BEGIN)[0], readme.split(END)[1]];
  if (head === undefined || rest === undefined) {
    throw new Error(`README.md has no place for the results: ${BEGIN} … ${END}`);
  }
  writeFileSync(path, `${head}${BEGIN}\n\n${parts.join("\n\n")}\n\n${END}${rest}`);
}
