// The cost of a shopper in each store: `node tests/scale/shoppers.mjs`. Shoppers buy and read through the gateway.
// Prints the figures of the gateway's README for a million shoppers.
import { join } from "node:path";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import pg from "pg";
import { createClient } from "redis";
import { memoryStore } from "../../pkg/stores/memory.js";
import { postgresStore } from "../../pkg/stores/postgres.js";
import { redisStore } from "../../pkg/stores/redis.js";
import { sqliteStore } from "../../pkg/stores/sqlite.js";
import { openDatabase } from "../stores/open-store.js";
import { startPostgres } from "../stores/servers/postgres.js";
import { serverFolder } from "../stores/servers/process.js";
import { startRedis } from "../stores/servers/redis.js";
import { contentsOf } from "./contents.js";
import { sumOf } from "./counted-store.js";
import { openObjects } from "./durable-objects.js";
import { LANES, openShoppers } from "./shoppers.js";

/** The first shoppers pay what a store needs once. The later ones are counted. */
const WARM_UP = 100;
const COUNTED = Number(process.argv[2] ?? 400);
const MILLION = 1_000_000;
/** A shopper's own keys have fewer calls. */
const HOT = 50;

/**
 * @typedef {object} Subject
 * @property {import("pressone-esim/stores").Store} store
 * @property {() => number | Promise<number>} bytes that the store occupies
 * @property {() => Map<string, number>} [take] the calls of each Durable Object since the last call
 * @property {() => unknown} close
 */

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** @returns {Subject} */
function openMemory() {
  const store = memoryStore();
  return {
    store,
    // PressOne's imitation is in the same memory, so this measures a copy of the store.
    async bytes() {
      const copy = memoryStore();
      collect();
      const before = process.memoryUsage().heapUsed;
      for (const key of await store.keys("")) {
        const value = String(await store.get(key));
        await copy.put(Buffer.from(key).toString(), Buffer.from(value).toString());
      }
      collect();
      const after = process.memoryUsage().heapUsed;
      return (await copy.keys("")).length > 0 ? after - before : 0;
    },
    close() {},
  };
}

/** @returns {Subject} */
function openSqlite() {
  const { folder, remove } = serverFolder("shoppers");
  const database = openDatabase("better-sqlite3", join(folder, "shop.db"));
  const pragma = (/** @type {string} */ name) => database.pragma(name, { simple: true });
  return {
    store: sqliteStore(database),
    bytes: () => pragma("page_count") * pragma("page_size"),
    close() {
      database.close();
      remove();
    },
  };
}

/** @returns {Promise<Subject>} */
async function openPostgres() {
  const server = await startPostgres();
  const pool = new pg.Pool({ connectionString: server.url, max: LANES });
  return {
    store: postgresStore(pool),
    async bytes() {
      await pool.query("VACUUM pressone_entries");
      const size = "SELECT pg_total_relation_size('pressone_entries') AS bytes";
      return Number((await pool.query(size)).rows[0].bytes);
    },
    async close() {
      await pool.end();
      await server.close();
    },
  };
}

/** @returns {Promise<Subject>} */
async function openRedis() {
  const server = await startRedis();
  const client = createClient({ url: server.url });
  await client.connect();
  return {
    store: redisStore(client),
    bytes: async () => Number(/used_memory_dataset:(\d+)/.exec(await client.info("memory"))?.[1]),
    async close() {
      client.destroy();
      await server.close();
    },
  };
}

/** @returns {Subject} */
const openCloudflare = () => ({ ...openObjects(), close() {} });

/** @type {Record<string, () => Subject | Promise<Subject>>} */
const SUBJECTS = {
  memory: openMemory,
  SQLite: openSqlite,
  PostgreSQL: openPostgres,
  Redis: openRedis,
  Cloudflare: openCloudflare,
};

/** @param {string} name @param {Subject} subject */
async function measure(name, { store, bytes, take }) {
  const run = await openShoppers(store, take);
  await run(0, WARM_UP);
  const before = await bytes();
  const costs = await run(WARM_UP, COUNTED);
  const occupied = ((await bytes()) - before) / COUNTED;
  console.log(`\n${name}`);
  const hot = [];
  for (const [what, { calls, kinds, keys, objects }] of Object.entries(costs)) {
    const each = kinds.map(([call, count]) => `${call} ${count.toFixed(2)}`);
    console.log(`  ${what}: ${calls.toFixed(2)} calls (${each.join(", ")})`);
    for (const [key, count] of keys) if (count > HOT) hot.push(`${key} (${what}: ${count})`);
    if (!objects) continue;
    const [busiest, most] = [...objects].reduce((one, other) => (other[1] > one[1] ? other : one));
    const requests = (sumOf(objects) / COUNTED).toFixed(2);
    const share = ((100 * most) / sumOf(objects)).toFixed(1);
    console.log(`    ${requests} requests to ${objects.size} objects; ${busiest} has ${share} %`);
  }
  console.log(`  hot keys: ${hot.join(", ") || "none"}`);
  for (const [kind, { keys, bytes: size }] of Object.entries(await contentsOf(store))) {
    const perShopper = (keys / (WARM_UP + COUNTED)).toFixed(2);
    console.log(`  keys ${kind} ${perShopper} a shopper, ${Math.round(size / keys)} bytes each`);
  }
  const gigabytes = ((occupied * MILLION) / 1e9).toFixed(1);
  console.log(`  occupied: ${Math.round(occupied)} bytes a shopper, ${gigabytes} GB a million`);
}

for (const [name, open] of Object.entries(SUBJECTS)) {
  const subject = await open();
  try {
    await measure(name, subject);
  } finally {
    await subject.close();
  }
}
