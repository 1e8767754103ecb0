// The shop's store on Node: a SQLite file, or the database that `STORE` names.
const NO_SQLITE =
  "a store in memory: Node 22.13 or `npm install better-sqlite3` keeps the purchases";

/** @typedef {{ store: import("pressone-esim/stores").Store, name: string }} Opened */

/** The SQLite drivers: Node's own since 22.13, and a package. @type {[string, string][]} */
const DRIVERS = [
  ["node:sqlite", "DatabaseSync"],
  ["better-sqlite3", "default"],
];
const MISSING = ["ERR_UNKNOWN_BUILTIN_MODULE", "ERR_MODULE_NOT_FOUND"];

/** Opens a database with the first driver that is installed. @param {string} path @returns {Promise<any>} null without a driver */
async function openDatabase(path) {
  for (const [driver, name] of DRIVERS) {
    const module = await import(driver).catch((error) => {
      if (!MISSING.includes(error.code)) throw error;
    });
    if (module) return new module[name](path);
  }
  return null;
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
  const database = await openDatabase(address);
  if (database === null) {
    const { memoryStore } = await import("pressone-esim/stores/memory");
    return { store: memoryStore(), name: NO_SQLITE };
  }
  const { sqliteStore } = await import("pressone-esim/stores/sqlite");
  return { store: sqliteStore(database), name: `SQLite, in ${address}` };
}
