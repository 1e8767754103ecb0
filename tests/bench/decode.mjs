// An order list, checked and put right: against `JSON.parse` alone, which everybody starts with, and
// against what others check with.
//
// Decoding: everybody gets the text from the same prepared `fetch`, for ours decodes nowhere else.
// What our client does besides (arguments, timers, an abort signal, a promise of the module's) is in
// our figures and in nobody else's. It is the same for 25 orders and for 1,000, and the figures for 0
// orders show how much it is. Ratios are against `JSON.parse` of the same answer; the row of bare
// `JSON.parse` is the same without any `fetch`.
//
// Whole calls: everybody's own client does what a client does besides, and the text comes out of the
// platform's `Response`. There alone are fixed parts compared with fixed parts.
import { held } from "./budget.mjs";
import { LEAST_MS, open, PLATFORMS } from "./rig/platforms.mjs";
import { NOTE, ratio, spread, times } from "./rig/show.js";

/** @typedef {import("./rig/platforms.mjs").Platform} Platform */
/** @typedef {Record<string, import("./measure.js").Summary>} Summaries */

const BASE = "JSON.parse";
/** Those that ours promises to be ahead of. */
const RIVALS = ["zod", "zod/mini", "valibot"];
const COUNTS = [0, 25, 100, 1_000];
/** The platforms of a quick run. @type {readonly string[]} */
const QUICK = ["Node", "Chromium"];

/** @type {Record<string, string>} */
const ABOUT = {
  regular: "regular orders",
  documented: "orders as documented (price and validity are text)",
  irregular: "orders irregular in every field",
  "long ids": "orders with ids beyond 2^53",
};
/** @type {Record<string, string>} */
const BARS = {
  regular: "decode: 1,000 regular orders, against JSON.parse",
  irregular: "decode: 1,000 irregular orders, against JSON.parse",
};

/** @type {import("./types.ts").Measurement} */
export const measurement = {
  name: "decode",
  what: "an order list from its text to checked orders",
  async run({ quick, log }) {
    /** @type {import("./types.ts").Result} */
    const result = { tables: [], checks: [] };
    const summary = summaryTable();
    const kinds = quick ? ["regular", "irregular"] : Object.keys(ABOUT);
    // The other platforms compile and check like one of these two.
    const platforms = quick ? PLATFORMS.filter((name) => QUICK.includes(name)) : PLATFORMS;
    for (const platform of platforms) {
      for (const kind of kinds) {
        log(`${platform}, ${kind}`);
        const measured = await measure({ platform, kind, job: "decode", quick });
        result.tables.push(table(`Decoding ${ABOUT[kind]}: ${platform}`, measured));
        if (SUMMED.includes(kind)) summary.add(kind, platform, measured);
        result.checks.push(...checks(platform, kind, measured));
      }
      if (quick) continue;
      log(`${platform}, whole calls`);
      const measured = await measure({ platform, kind: "regular", job: "whole", quick });
      result.tables.push(table(`A whole call for regular orders: ${platform}`, measured));
      result.checks.push(...againstRivals("whole call: ", platform, "regular", measured));
    }
    result.tables.unshift(summary.table());
    return result;
  },
};

/** @typedef {Map<number, Summaries>} Measured by the number of orders */

/**
 * In a process or page of its own, so that what one kind of list made of the engine's guesses does
 * not slow the next one.
 *
 * @param {{ platform: Platform, kind: string, job: string, quick: boolean }} what
 */
async function measure({ platform, kind, job, quick }) {
  const slow = platform === "workerd";
  const rounds = quick
    ? { rounds: slow ? 9 : 21, warmup: 4 }
    : { rounds: slow ? 21 : 61, warmup: 8 };
  const session = await open(platform, "decode");
  /** @type {Measured} */
  const measured = new Map();
  try {
    const plan = { kind, leastMs: LEAST_MS[platform] };
    // The engine compiles what is called often while it is called: before the first figure.
    await session.call(job, { ...plan, count: 100, rounds: 1, warmup: slow ? 10 : 60 });
    for (const count of COUNTS) {
      measured.set(count, await session.call(job, { ...plan, ...rounds, count }));
    }
  } finally {
    await session.close();
  }
  return measured;
}

/** @param {string} title @param {Measured} measured */
function table(title, measured) {
  const names = Object.keys(measured.get(1_000) ?? {});
  const columns = COUNTS.flatMap((count) => [`${count.toLocaleString("en-US")} orders, ms`, "×"]);
  const rows = names.map((name) => {
    const cells = COUNTS.flatMap((count) => {
      const results = measured.get(count) ?? {};
      const [one, base] = [results[name], results[BASE]];
      return one && base ? [spread(one), times(ratio(one, base))] : [null, null];
    });
    return [name === BASE ? "JSON.parse, of the same fetch" : name, ...cells];
  });
  return {
    title,
    detail: true,
    columns: ["contestant", ...columns],
    rows,
    note: `${NOTE} with that of JSON.parse of the same fetch.`,
  };
}

/** The kinds of lists that the summary tells of. */
const SUMMED = ["regular", "irregular"];

/** The ratios of 1,000 orders, all platforms beside each other. */
function summaryTable() {
  /** @type {string[]} */
  const columns = ["contestant"];
  /** @type {Map<string, string[]>} */
  const rows = new Map();
  return {
    /** @param {string} kind @param {Platform} platform @param {Measured} measured */
    add(kind, platform, measured) {
      columns.push(`${kind}, ${platform}`);
      const results = measured.get(1_000) ?? {};
      for (const [name, result] of Object.entries(results)) {
        const row = rows.get(name) ?? [name];
        row.push(times(ratio(result, results[BASE])));
        rows.set(name, row);
      }
    },
    table: () => ({
      title: "Decoding and checking 1,000 orders, against JSON.parse of the same text",
      columns,
      rows: [...rows.values()],
      note: "Of each the tenth that was quickest. target/bench/results.json holds all sizes and times.",
    }),
  };
}

/** @param {Platform} platform @param {string} kind @param {Measured} measured */
function checks(platform, kind, measured) {
  const bar = BARS[kind];
  if (!bar) return [];
  const large = measured.get(1_000) ?? {};
  const found = [held(bar, platform, ratio(large.ours, large[BASE]))];
  return [...found, ...againstRivals("decode: ", platform, kind, measured)];
}

/** @param {string} what @param {Platform} platform @param {string} kind @param {Measured} measured */
function againstRivals(what, platform, kind, measured) {
  const bar = `${what}against the fastest of valibot and zod`;
  return [...measured]
    .filter(([count]) => count > 0)
    .map(([count, results]) => {
      const against = RIVALS.map((name) => ratio(results.ours, results[name]));
      const where = `${count.toLocaleString("en-US")} ${kind} orders, ${platform}`;
      return held(bar, where, Math.max(...against));
    });
}
