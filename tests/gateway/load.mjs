// Measures the gateway under load: `node tests/gateway/load.mjs [--rounds 3] [--seconds 4] [--check]`.
//
// wrk requests the offers of an eSIM as a hundred shoppers in turn, over connections that stay open and
// busy, so the rate is the worker's own. Three workers are compared. One is the gateway with its Durable
// Objects, set up as in its README. The proxy adds a token and forwards. The counter is the proxy with a
// rate limit. Each runs in a workerd of its own on a loopback port. All have the same upstream, which sends
// a recorded answer from a thread of its own.
//
// The workers take turns, so other load on the machine affects all. The first round of each warms up
// and is not counted. The figures are medians of the rounds. The budget is for the ratio of the median
// latencies, because a ratio holds on any machine. wrk, the upstream and the workers share the machine's
// cores, so the rates are lower than a server's.
//
// Prints the table and writes target/gateway/load.json. With `--check` it fails if a request failed or
// the ratio exceeds the budget.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startServer } from "../bench/server.mjs";
import { wrk } from "./load/wrk.mjs";
import { startServer as startWorker, workerd } from "./server-process.js";

const TARGET = fileURLToPath(new URL("../../target/gateway/", import.meta.url));
/** Measured: 3 to 4. On a busy machine the ratio grows, because the gateway makes more calls. */
const BUDGET = 12;
const CONNECTIONS = 16;
const WORKERS = ["proxy", "counter", "gateway"];

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "4" },
    check: { type: "boolean", default: false },
  },
});
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];

const upstream = await startServer();
const { iccid, credentials } = upstream.args;
const folder = mkdtempSync(join(tmpdir(), "pressone-load-"));
const contestants = WORKERS.map((name) => ({
  name,
  /** @type {import("./load/wrk.mjs").Round[]} */
  measured: [],
  worker: startWorker(
    workerd({
      scripts: [fileURLToPath(new URL(`load/${name}.js`, import.meta.url))],
      folder: join(folder, name),
      bindings: {
        PRESSONE: upstream.url,
        CREDENTIALS: credentials,
        SECRET: "a secret of the load test's own, long enough",
        ICCID: iccid,
      },
    }),
  ),
}));

try {
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, worker, measured } of contestants) {
      const url = `${await worker.url()}/customer/v2/sims/${iccid}/topups`;
      if (round === 0) await assertOffers(url);
      const load = { connections: CONNECTIONS, seconds: round ? seconds : 1 };
      const result = await wrk(url, load);
      if (round > 0) measured.push(result);
      else console.log(`${name} is warm: ${result.perSecond} requests per second`);
    }
  }
} finally {
  for (const { worker } of contestants) await worker.end();
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
}

const results = Object.fromEntries(
  contestants.map(({ name, measured }) => [
    name,
    {
      "requests per second": median(measured.map(({ perSecond }) => perSecond)),
      "p50 ms": median(measured.map(({ p50 }) => p50)),
      "p99 ms": median(measured.map(({ p99 }) => p99)),
      requests: measured.reduce((sum, { requests }) => sum + requests, 0),
      failed: measured.reduce((sum, { failed }) => sum + failed, 0),
    },
  ]),
);
const ratio = (results.gateway?.["p50 ms"] ?? 0) / (results.proxy?.["p50 ms"] ?? 0);
console.table(results);
console.log(`the gateway's median latency is ${ratio.toFixed(2)} times the proxy's`);
mkdirSync(TARGET, { recursive: true });
const report = { rounds, seconds, connections: CONNECTIONS, results, ratio, budget: BUDGET };
writeFileSync(`${TARGET}load.json`, `${JSON.stringify(report, null, 2)}\n`);

const failed = Object.values(results).some((result) => result.failed > 0 || !result.requests);
if (failed) console.error("some requests failed, or none was sent");
if (!(ratio <= BUDGET)) console.error(`the ratio exceeds its budget of ${BUDGET}`);
if (values.check && (failed || !(ratio <= BUDGET))) process.exitCode = 1;

/** @param {string} url */
async function assertOffers(url) {
  const response = await fetch(url, {
    headers: { Accept: "application/json", Authorization: "Bearer shopper-0" },
  });
  const { data } = await response.json();
  assert.equal(response.status, 200);
  assert.ok(data.length > 0 && data[0].id);
}

/** @param {number[]} list */
function median(list) {
  const sorted = list.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
