// The gateway on workerd, against a worker that adds a token and forwards: the load test of the gateway.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { promisify } from "node:util";
import { checkBudget } from "../budget.mjs";
import { formatRatio } from "../format.js";

const LOAD = "tests/gateway/load.mjs";
const REPORT = "target/gateway/load.json";
const COLUMNS = ["requests per second", "p50 ms", "p99 ms"];

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "a read through the gateway on workerd",
  async run({ quick, log }) {
    const [rounds, seconds] = quick ? [3, 2] : [7, 4];
    log(`${rounds} rounds of ${seconds} s for each worker`);
    const args = [LOAD, "--rounds", String(rounds), "--seconds", String(seconds)];
    await promisify(execFile)(process.execPath, args);
    const { results, ratio, connections } = JSON.parse(readFileSync(REPORT, "utf8"));
    /** @type {[string, Record<string, number>][]} */
    const workers = Object.entries(results);
    const p50 = (/** @type {string} */ name) => results[name]?.["p50 ms"] ?? Number.NaN;
    for (const [name, { failed, requests }] of workers) {
      if (failed || !requests) throw new Error(`${name}: ${failed} of ${requests} requests failed`);
    }
    return {
      tables: [
        {
          title: `Offers of an eSIM over ${connections} busy connections`,
          columns: ["", ...COLUMNS, "p50 against the proxy's"],
          rows: workers.map(([name, figures]) => [
            name,
            ...COLUMNS.map((column) => figures[column] ?? null),
            formatRatio(p50(name) / p50("proxy")),
          ]),
          note:
            "Medians of the rounds. Load generator, workers and upstream share the machine's cores. " +
            "The proxy adds a token and checks nothing. The counter is the proxy with a rate limit in a Durable Object.",
        },
      ],
      checks: [
        checkBudget("gateway: the median of a read on workerd, against a bare proxy worker", ratio),
      ],
      headline: `the median of a read on workerd ${formatRatio(ratio)} of a bare proxy`,
      figures: { results, ratio },
    };
  },
};
