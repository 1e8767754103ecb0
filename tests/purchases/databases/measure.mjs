// Measures what each store adds to a purchase, beside a bare proxy: `node tests/purchases/databases/measure.mjs`.
// Prints the table of tests/README.md.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { startSandbox } from "../../../pkg-template/package/sandbox/server.js";
import { startPgBouncer, startPostgres } from "../../stores/servers/postgres.js";
import { startRedis } from "../../stores/servers/redis.js";
import { openAccount } from "../shared/account.js";
import { inLanes } from "../shared/lanes.js";
import { plainOrder } from "../shared/plain-order.js";
import { startFleet } from "./fleet.js";

const WARM_UP = 20;
const SEQUENTIAL = 60;
const CONCURRENT = 300;
const LANES = 32;
/** The stores and the proxy take turns, so that other work of the machine falls on all of them. */
const ROUNDS = 3;

/** @typedef {{ buy: (reference: string) => Promise<unknown>, close: () => Promise<unknown> }} Subject */

/** A proxy that adds the token and forwards, without a journal. @returns {Promise<Subject>} */
async function startProxy() {
  const pressone = await startSandbox({ balance: 10_000_000 });
  const { token, offers } = await openAccount(pressone.url, pressone.sandbox);
  const server = createServer((incoming, outgoing) => {
    const { method, url = "", headers } = incoming;
    const all = { ...headers, authorization: `Bearer ${token}` };
    const sent = request(pressone.url + url, { method, headers: all }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(sent);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    async buy(reference) {
      const offer = /** @type {(typeof offers)[number]} */ (offers[0]);
      const { path, init } = plainOrder({ ...offer, reference });
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
      if (!answer.ok) throw new Error(await answer.text());
      await answer.json();
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await pressone.close();
    },
  };
}

/** @param {import("../../stores/open-store.js").Description} store @returns {Promise<Subject>} */
async function startShop(store) {
  const fleet = await startFleet(store, 1);
  return {
    async buy(reference) {
      const ending = await fleet.buy(reference, 0);
      if (!("code" in ending)) throw new Error(JSON.stringify(ending));
    },
    close: fleet.close,
  };
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

let purchases = 0;
const nextReference = () => {
  purchases += 1;
  return `measured-${purchases}`;
};

/** @param {Subject} subject @param {number} count @returns {Promise<number[]>} the time of each purchase */
async function buyInTurn({ buy }, count) {
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const startedAt = performance.now();
    await buy(nextReference());
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** @param {Subject} subject @returns {Promise<number>} purchases per second */
async function buyAtOnce({ buy }) {
  const references = Array.from({ length: CONCURRENT }, nextReference);
  const startedAt = performance.now();
  await inLanes(references, LANES, buy);
  return CONCURRENT / ((performance.now() - startedAt) / 1_000);
}

const folder = mkdtempSync(join(tmpdir(), "pressone-measure-"));
const postgres = await startPostgres();
const bouncer = await startPgBouncer(postgres);
const redis = await startRedis();
/** @type {[name: string, subject: Subject][]} */
const subjects = [
  ["bare proxy, no journal", await startProxy()],
  ["SQLite", await startShop({ client: "better-sqlite3", url: join(folder, "shop.db") })],
  ["PostgreSQL", await startShop({ client: "pg", url: postgres.url, prefix: "direct" })],
  [
    "PostgreSQL through PgBouncer",
    await startShop({ client: "pg", url: bouncer.url, prefix: "pooled" }),
  ],
  ["Redis, appendfsync always", await startShop({ client: "redis", url: redis.url })],
];

/** @type {Map<string, { times: number[], rates: number[] }>} */
const results = new Map(subjects.map(([name]) => [name, { times: [], rates: [] }]));
for (const [, subject] of subjects) await buyInTurn(subject, WARM_UP);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, subject] of subjects) {
    const result = results.get(name);
    result?.times.push(...(await buyInTurn(subject, SEQUENTIAL / ROUNDS)));
    result?.rates.push(await buyAtOnce(subject));
  }
}

const base = median(results.get("bare proxy, no journal")?.times ?? []);
console.log(
  "| store | median of a purchase, ms | added, ms | purchases per second |\n| --- | --- | --- | --- |",
);
for (const [name, { times, rates }] of results) {
  const ms = median(times);
  console.log(
    `| ${name} | ${ms.toFixed(1)} | ${(ms - base).toFixed(1)} | ${Math.round(median(rates))} |`,
  );
}
for (const [, { close }] of subjects) await close();
await bouncer.close();
await postgres.close();
await redis.close();
rmSync(folder, { recursive: true, force: true });
process.exit();
