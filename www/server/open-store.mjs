// The shop's store on Node: a SQLite file, or the database that `STORE` names.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** @typedef {{ store: import("pressone-esim/stores").Store, name: string }} Opened */

/** @param {string} path */
function openDatabase(path) {
  try {
    return new (require("node:sqlite").DatabaseSync)(path);
  } catch (error) {
    if (/** @type {any} */ (error).code !== "ERR_UNKNOWN_BUILTIN_MODULE") throw error;
    // Node before 22.13.
    return new (require("better-sqlite3"))(path);
  }
}

/**
 * @param {string} address `postgres://…`, `redis://…`, or the path of a SQLite file
 * @returns {Promise<Opened>}
 */
export async function openShopStore(address) {
  if (/^postgres(ql)?:/.test(address)) {
    const { default: pg } = await import("pg");
    const { postgresStore } = await import("pressone-esim/stores/postgres");
    const pool = new pg.Pool({ connectionString: address, connectionTimeoutMillis: 5_000 });
    return { store: postgresStore(pool), name: "PostgreSQL" };
  }
  if (/^rediss?:/.test(address)) {
    const { createClient } = await import("redis");
    const { redisStore } = await import("pressone-esim/stores/redis");
    const client = createClient({ url: address });
    client.on("error", (error) => console.warn("Redis:", error.message));
    await client.connect();
    return { store: redisStore(client), name: "Redis" };
  }
  const { sqliteStore } = await import("pressone-esim/stores/sqlite");
  return { store: sqliteStore(openDatabase(address)), name: `SQLite, in ${address}` };
}
