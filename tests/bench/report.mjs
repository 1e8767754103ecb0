// The tables of a run on the console and in RESULTS.md.
import { writeFileSync } from "node:fs";
import { describeEnvironment } from "./environment.mjs";

/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("./types.js").Table} Table */
/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {import("./results.mjs").Results} Results */

const PAGE = "tests/bench/RESULTS.md";
const INTRODUCTION = `# Results of the benchmark

\`npm run bench -- --results\` writes this page. It compares the package with hand-written clients of the
same endpoints: bare, and with the libraries that check answers. [README.md](README.md) says how
it measures, and how to check a claim. Sizes and times that are too long for this page are in
\`target/bench/results.json\`.`;

/** @param {Cell} cell */
function formatCell(cell) {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  if (!Number.isFinite(cell)) return "–";
  if (Number.isInteger(cell)) return cell.toLocaleString("en-US");
  return cell.toLocaleString("en-US", { maximumSignificantDigits: cell < 100 ? 3 : 4 });
}

/** A table as the formatter writes it, with columns of one width. @param {Table} table */
function formatTable({ columns, rows }) {
  const lines = [columns, ...rows.map((row) => row.map(formatCell))];
  const widths = columns.map((_, at) => Math.max(3, ...lines.map((line) => line[at]?.length ?? 0)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  const [head = [], ...body] = lines;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

/** @param {Result} result */
export function printResult({ tables, checks }) {
  for (const table of tables) {
    console.log(`\n${table.title}\n\n${formatTable(table)}`);
    if (table.note) console.log(`\n${table.note}`);
  }
  console.log("");
  for (const { name, value, bar, budget, unit, reached, withinBudget } of checks) {
    const verdict = reached ? "reached" : withinBudget ? "missed " : "FAILED ";
    console.log(`${verdict} ${name}: ${value} ${unit} (bar: ${bar}, budget: ${budget})`);
  }
}

/**
 * Prints the figures of a run in a form that fits into a commit message.
 *
 * @param {Record<string, Result>} results
 */
export function printFigures(results) {
  console.log("\nFigures for a commit message:\n");
  for (const [name, { headline, checks }] of Object.entries(results)) {
    if (headline) console.log(`${name}: ${headline}`);
    else for (const { name, value, unit } of checks) console.log(`${name}: ${value} ${unit}`);
  }
}

/**
 * Writes the tables of all results into RESULTS.md. Consecutive results of one environment name it
 * once.
 *
 * @param {Results} results
 */
export function writeResultsPage(results) {
  const parts = [INTRODUCTION];
  let previous = "";
  for (const { title, tables, checks, environment } of Object.values(results)) {
    parts.push(`## ${title.charAt(0).toUpperCase()}${title.slice(1)}`);
    const current = environment ? describeEnvironment(environment) : "";
    if (current !== previous) parts.push(current);
    previous = current;
    for (const table of tables.filter(({ detail }) => !detail)) {
      parts.push(`${table.title}:`, formatTable(table), ...(table.note ? [table.note] : []));
    }
    const missed = checks.filter(({ reached }) => !reached);
    parts.push(`Bars reached: ${checks.length - missed.length} of ${checks.length}.`);
    const lines = missed.map(
      ({ name, value, bar, unit }) =>
        `- missed: ${name}: ${formatCell(value)} ${unit}, the bar is ${formatCell(bar)}`,
    );
    if (lines.length > 0) parts.push(lines.join("\n"));
  }
  writeFileSync(PAGE, `${parts.join("\n\n")}\n`);
}
