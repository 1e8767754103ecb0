// Decoding and checking an order list, against `JSON.parse` alone and the other checkers.
//
// Decoding: all contestants get the text from the same canned `fetch`, because the package decodes
// only inside a call. So the package's figures include its arguments, timers, abort signal and promise,
// and the other figures do not. That part is the same for 25 and for 1,000 orders; the figures for 0
// orders show it. Ratios are against `JSON.parse` of the same answer; the row "JSON.parse, bare" is
// without any `fetch`.
//
// Whole calls: each contestant's client makes the call, and the text comes from the platform's
// `Response`. This compares fixed parts with fixed parts.
import { checkBudget } from "../budget.mjs";
import { formatCount, formatRatio, medianAndSpread, RATIO_NOTE } from "../format.js";
import { decileRatio } from "../measure.js";
import { MIN_TIMING_MS, openSession, PLATFORMS } from "../platforms/index.mjs";

/** @typedef {import("../platforms/index.mjs").Platform} Platform */
/** @typedef {Record<string, import("../measure.js").Summary>} Summaries */
/** @typedef {Map<number, Summaries>} SummariesByCount by the number of orders */

const BASE = "JSON.parse";
/** The libraries that the package aims to beat. */
const RIVALS = ["zod", "zod/mini", "valibot"];
const LARGEST = 1_000;
const COUNTS = [0, 25, 100, LARGEST];
/** The platforms of a quick run. The others compile and check like one of these two. @type {readonly string[]} */
const QUICK_PLATFORMS = ["Node", "Chromium"];

/** The kinds of lists, with their titles. @type {Record<string, string>} */
const KINDS = {
  regular: "regular orders",
  documented: "orders as documented (price and validity are text)",
  irregular: "orders irregular in every field",
  "long ids": "orders with ids beyond 2^53",
};
/** The kinds with a budget and a column in the summary. @type {Record<string, string>} */
const BUDGETS = {
  regular: "decode: 1,000 regular orders, against JSON.parse",
  irregular: "decode: 1,000 irregular orders, against JSON.parse",
};

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "an order list from its text to checked orders",
  async run({ quick, log }) {
    /** @type {import("../types.js").Result} */
    const result = { tables: [], checks: [] };
    const summary = createSummary();
    const kinds = quick ? Object.keys(BUDGETS) : Object.keys(KINDS);
    const platforms = quick
      ? PLATFORMS.filter((name) => QUICK_PLATFORMS.includes(name))
      : PLATFORMS;
    for (const platform of platforms) {
      for (const kind of kinds) {
        log(`${platform}, ${kind}`);
        const measured = await measure({ platform, kind, job: "decode", quick });
        result.tables.push(tableOf(`Decoding ${KINDS[kind]}: ${platform}`, measured));
        if (!BUDGETS[kind]) continue;
        summary.add(kind, platform, measured);
        result.checks.push(...checksOf(BUDGETS[kind], platform, kind, measured));
      }
      if (quick) continue;
      log(`${platform}, whole calls`);
      const measured = await measure({ platform, kind: "regular", job: "whole", quick });
      result.tables.push(tableOf(`A whole call for regular orders: ${platform}`, measured));
      result.checks.push(...rivalChecks("whole call: ", platform, "regular", measured));
    }
    result.tables.unshift(summary.table());
    return { ...result, headline: summary.headline() };
  },
};

/**
 * Measures one kind of list in a process or page of its own, because an engine that is optimised for
 * one kind is slower with the next.
 *
 * @param {{ platform: Platform, kind: string, job: string, quick: boolean }} options
 */
async function measure({ platform, kind, job, quick }) {
  const slow = platform === "workerd";
  const rounds = quick
    ? { rounds: slow ? 9 : 21, warmup: 4 }
    : { rounds: slow ? 21 : 61, warmup: 8 };
  const session = await openSession(platform, "decode");
  /** @type {SummariesByCount} */
  const measured = new Map();
  try {
    const plan = { kind, minMs: MIN_TIMING_MS[platform] };
    // Before the first figure, so the engine has compiled what is called often.
    await session.call(job, { ...plan, count: 100, rounds: 1, warmup: slow ? 10 : 60 });
    for (const count of COUNTS) {
      // Long timings need more rounds until enough of them are not interrupted by other processes.
      const times = count === LARGEST && quick ? 3 : 1;
      const { rounds: few, warmup } = rounds;
      const call = { ...plan, count, warmup, rounds: few * times };
      measured.set(count, await session.call(job, call));
    }
  } finally {
    await session.close();
  }
  return measured;
}

/** @param {string} title @param {SummariesByCount} measured @returns {import("../types.js").Table} */
function tableOf(title, measured) {
  const names = Object.keys(measured.get(1_000) ?? {});
  const columns = COUNTS.flatMap((count) => [`${formatCount(count)} orders, ms`, "×"]);
  const rows = names.map((name) => {
    const cells = COUNTS.flatMap((count) => {
      const results = measured.get(count) ?? {};
      const [one, base] = [results[name], results[BASE]];
      return one && base
        ? [medianAndSpread(one), formatRatio(decileRatio(one, base))]
        : [null, null];
    });
    return [name === BASE ? "JSON.parse, of the same fetch" : name, ...cells];
  });
  return {
    title,
    detail: true,
    columns: ["", ...columns],
    rows,
    note: `${RATIO_NOTE} JSON.parse of the same fetch.`,
  };
}

/** The ratios of 1,000 orders, with all platforms side by side. */
function createSummary() {
  /** @type {string[]} */
  const columns = [""];
  /** @type {Map<string, (string | null)[]>} */
  const rows = new Map();
  return {
    /** @param {string} kind @param {Platform} platform @param {SummariesByCount} measured */
    add(kind, platform, measured) {
      const at = columns.push(`${kind}, ${platform}`) - 1;
      const results = measured.get(LARGEST) ?? {};
      for (const [name, result] of Object.entries(results)) {
        const row = rows.get(name) ?? [name];
        row[at] = formatRatio(decileRatio(result, results[BASE]));
        rows.set(name, row);
      }
    },
    table: () => ({
      title: "Decoding and checking 1,000 orders, against JSON.parse of the same text",
      columns,
      rows: [...rows.values()].map((row) => columns.map((_, at) => row[at] ?? null)),
      note: "Ratios of first deciles. target/bench/results.json has all sizes and times.",
    }),
    headline: () => {
      const row = rows.get("pressone-esim") ?? [];
      const cells = columns.map((column, at) => `${column} ${row[at]}`).slice(1);
      return `1,000 orders against JSON.parse: ${cells.join("; ")}`;
    },
  };
}

/** @param {string} budget @param {Platform} platform @param {string} kind @param {SummariesByCount} measured */
function checksOf(budget, platform, kind, measured) {
  const large = measured.get(LARGEST) ?? {};
  return [
    checkBudget(budget, decileRatio(large["pressone-esim"], large[BASE]), platform),
    ...rivalChecks("decode: ", platform, kind, measured),
  ];
}

/** @param {string} prefix @param {Platform} platform @param {string} kind @param {SummariesByCount} measured */
function rivalChecks(prefix, platform, kind, measured) {
  return [...measured]
    .filter(([count]) => count > 0)
    .map(([count, results]) => {
      const ratios = RIVALS.map((name) => decileRatio(results["pressone-esim"], results[name]));
      const scope = `${formatCount(count)} ${kind} orders, ${platform}`;
      return checkBudget(
        `${prefix}against the fastest of valibot and zod`,
        Math.max(...ratios),
        scope,
      );
    });
}
