// The tables of a run on the console and in RESULTS.md.
import { writeFileSync } from "node:fs";
import { BUDGET } from "./budget.mjs";
import { describeEnvironment } from "./environment.mjs";
import { REASONS } from "./reasons.mjs";

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

/** The verdict on a bar that is missed. */
const MISSED = "**missed**";

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

/** @param {string} name @param {string} scope */
export const nameWithScope = (name, scope) => (scope ? `${name} (${scope})` : name);

/** @param {Result} result */
export function printResult({ tables, checks }) {
  for (const table of tables) {
    console.log(`\n${table.title}\n\n${formatTable(table)}`);
    if (table.note) console.log(`\n${table.note}`);
  }
  console.log("");
  for (const { name, scope, value, bar, budget, unit, reached, withinBudget } of checks) {
    const verdict = !withinBudget ? "FAILED " : reached ? "reached" : "missed ";
    console.log(
      `${verdict} ${nameWithScope(name, scope)}: ${value} ${unit} (bar: ${bar}, budget: ${budget})`,
    );
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
    else {
      for (const { name: check, scope, value, unit } of checks)
        console.log(`${nameWithScope(check, scope)}: ${value} ${unit}`);
    }
  }
}

/**
 * The bars of budget.json with the worst value of each.
 *
 * @param {Results} results
 * @returns {Table}
 */
function tableOfBars(results) {
  const checks = Object.values(results).flatMap((result) => result.checks);
  const rows = Object.entries(BUDGET).map(([name, { bar, aim, unit }]) => {
    const values = checks.filter((check) => check.name === name);
    const [worst] = values.toSorted((one, other) => other.value - one.value);
    const target = `${formatCell(bar)}${aim ? `; aim ${formatCell(aim)}` : ""} ${unit}`;
    if (!worst) return [name, target, null, null, "not measured"];
    const reached = values.every((check) => check.reached);
    const scope = values.length > 1 ? `${worst.scope} (worst of ${values.length})` : worst.scope;
    return [name, target, worst.value, scope, reached ? "reached" : MISSED];
  });
  return {
    title: "Bars",
    columns: ["what", "bar", "measured", "where", "verdict"],
    rows,
  };
}

/** The reasons of the bars that are missed. @param {Table} bars */
function partsOfReasons(bars) {
  const missed = bars.rows.filter((row) => row.at(-1) === MISSED).map(([name]) => String(name));
  return missed.flatMap((name) => {
    const { reason, command } = REASONS[name] ?? {};
    return reason ? [`**${name}.** ${reason} The bar's command: \`${command}\`.`] : [];
  });
}

/**
 * Writes the tables of all results into RESULTS.md. Consecutive results of one environment name it
 * once.
 *
 * @param {Results} results
 */
export function writeResultsPage(results) {
  const bars = tableOfBars(results);
  const reached = bars.rows.filter((row) => row.at(-1) === "reached").length;
  const parts = [
    INTRODUCTION,
    "## The bars",
    `Reached: ${reached} of ${bars.rows.length}. A ratio compares the quickest tenth of alternating rounds, that of the gateway medians.`,
    formatTable(bars),
    "## Missed bars, and why",
    ...partsOfReasons(bars),
  ];
  let previous = "";
  for (const { title, tables, environment } of Object.values(results)) {
    parts.push(`## ${title.charAt(0).toUpperCase()}${title.slice(1)}`);
    const current = environment ? describeEnvironment(environment) : "";
    if (current !== previous) parts.push(current);
    previous = current;
    for (const table of tables.filter(({ detail }) => !detail)) {
      parts.push(`${table.title}:`, formatTable(table), ...(table.note ? [table.note] : []));
    }
  }
  writeFileSync(PAGE, `${parts.join("\n\n")}\n`);
}
