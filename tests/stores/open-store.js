// Opens the stores of the tests by a description that another process can get, too. It loads only the client
// that is asked for, because not every runtime can load each one.
import { createRequire } from "node:module";
import { postgresStore } from "../../pkg/stores/postgres.js";
import { redisStore } from "../../pkg/stores/redis.js";
import { sqliteStore } from "../../pkg/stores/sqlite.js";

const require = createRequire(import.meta.url);

/**
 * @typedef {object} Description
 * @property {"better-sqlite3" | "node:sqlite" | "bun:sqlite" | "pg" | "redis" | "ioredis" | "upstash"} client
 * @property {string} url The server's address, or the file's path.
 * @property {number} [connections] of the pool
 * @property {string} [prefix]
 *
 * @typedef {object} Opened
 * @property {import("pressone-esim/stores").Store} store
 * @property {() => Promise<unknown> | void} close
 */

/** A SQLite database of a driver. @param {string} driver @param {string} path */
export function openDatabase(driver, path) {
  if (driver === "better-sqlite3") return new (require("better-sqlite3"))(path);
  if (driver === "node:sqlite") return new (require("node:sqlite").DatabaseSync)(path);
  return new (require("bun:sqlite").Database)(path);
}

/** @param {Description} description @returns {Promise<Opened>} */
export async function openStore({ client, url, connections = 10, prefix = "test" }) {
  switch (client) {
    case "pg": {
      const { default: pg } = await import("pg");
      const pool = new pg.Pool({
        connectionString: url,
        max: connections,
        connectionTimeoutMillis: 5_000,
      });
      return { store: postgresStore(pool, { prefix }), close: () => pool.end() };
    }
    case "redis": {
      const { createClient } = await import("redis");
      const redis = createClient({ url });
      redis.on("error", () => {});
      await redis.connect();
      return { store: redisStore(redis, { prefix }), close: () => redis.destroy() };
    }
    case "ioredis": {
      const { Redis } = await import("ioredis");
      const redis = new Redis(url);
      redis.on("error", () => {});
      return { store: redisStore(redis, { prefix }), close: () => redis.disconnect() };
    }
    case "upstash": {
      const { Redis } = await import("@upstash/redis");
      const redis = new Redis({ url, token: "any" });
      return { store: redisStore(redis, { prefix }), close() {} };
    }
    default: {
      const database = openDatabase(client, url);
      return { store: sqliteStore(database), close: () => database.close() };
    }
  }
}
