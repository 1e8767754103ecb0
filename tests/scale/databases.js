// The databases whose journals are filled with generated rows. Each records the statements of its store, so their
// plans can be read.
import { join } from "node:path";
import pg from "pg";
import { postgresStore } from "../../pkg/stores/postgres.js";
import { sqliteStore } from "../../pkg/stores/sqlite.js";
import { openDatabase } from "../stores/open-store.js";
import { startPostgres } from "../stores/servers/postgres.js";
import { serverFolder } from "../stores/servers/process.js";

/** Recent purchases, all of the template's shopper. Each other shopper has ten old ones. */
const RECENT = 1_000;
const OLD_EACH = 10;
/** The part of SQLite's plan that reads all entries. A read of one kind without a first key does so, too. */
const READ_OF_ALL = /^SCAN pressone|\(kind=\?(?: AND key<\?)?\)$/;

/**
 * @typedef {object} Template A settled purchase, as the store has it.
 * @property {string} recent the entry of a recent one
 * @property {string} tombstone the entry of an old one
 * @property {string} indexKey its key in the index of its shopper
 *
 * @typedef {object} Database
 * @property {import("pressone-esim/stores").Store} store
 * @property {(template: Template, rows: number) => Promise<void>} fill Adds settled purchases to the journal.
 * @property {() => Promise<string[]>} scans The statements of the store that read a whole table of entries.
 * @property {() => Promise<void>} close
 */

/** The key of a generated entry. @param {number} row */
export const entryKey = (row) => `c/${row.toString(16).padStart(32, "0")}`;

/** @returns {Promise<Database>} */
export async function openSqlite() {
  const { folder, remove } = serverFolder("rows");
  const database = openDatabase("better-sqlite3", join(folder, "shop.db"));
  /** @type {Set<string>} */
  const statements = new Set();
  const recorded = {
    exec: (/** @type {string} */ sql) => database.exec(sql),
    prepare(/** @type {string} */ sql) {
      if (!sql.startsWith("PRAGMA")) statements.add(sql);
      return database.prepare(sql);
    },
  };
  return {
    store: sqliteStore(recorded),
    async fill({ recent, tombstone, indexKey }, rows) {
      const [, shopper, time] = indexKey.split("/");
      const numbers =
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)";
      const digest = "printf('%032x', i)";
      const owner = `iif(i < ${RECENT}, ?, printf('%024x', i / ${OLD_EACH}))`;
      const insert = "INSERT INTO pressone (kind, key, value)";
      database.exec("PRAGMA synchronous = OFF");
      database
        .prepare(
          `${insert} ${numbers} SELECT 'entry', 'c/' || ${digest}, iif(i < ${RECENT}, ?, ?) FROM n`,
        )
        .run(rows, recent, tombstone);
      database
        .prepare(
          `${insert} ${numbers} SELECT 'entry', 's/' || ${owner} || '/' || ? || '/' || ${digest}, '1' FROM n`,
        )
        .run(rows, shopper, time);
      database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous = FULL");
    },
    async scans() {
      return [...statements].filter((sql) => {
        const parameters = Array(sql.split("?").length - 1).fill(null);
        const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
        return plan.some((/** @type {any} */ { detail }) => READ_OF_ALL.test(detail));
      });
    },
    async close() {
      database.close();
      remove();
    },
  };
}

/** @param {any} plan @returns {boolean} true if a part of it reads all entries */
function readsAllEntries(plan) {
  if (plan["Node Type"] === "Seq Scan" && /_entries$/.test(plan["Relation Name"])) return true;
  return (plan.Plans ?? []).some(readsAllEntries);
}

/** @returns {Promise<Database>} */
export async function openPostgres() {
  const server = await startPostgres();
  const pool = new pg.Pool({ connectionString: server.url, max: 10 });
  /** The statements of the store with the values of one call. @type {Map<string, unknown[]>} */
  const statements = new Map();
  const recorded = {
    query(/** @type {string} */ text, /** @type {any[]} */ values) {
      statements.set(text, values);
      return pool.query(text, values);
    },
  };
  return {
    store: postgresStore(recorded),
    async fill({ recent, tombstone, indexKey }, rows) {
      const [, shopper, time] = indexKey.split("/");
      const digest = "lpad(to_hex(i), 32, '0')";
      const owner = `CASE WHEN i < ${RECENT} THEN $2
        ELSE lpad(to_hex(i / ${OLD_EACH}), 24, '0') END`;
      const numbers = "generate_series(0, $1::bigint - 1) AS i";
      const insert = "INSERT INTO pressone_entries (key, value)";
      await pool.query(
        `${insert} SELECT 'c/' || ${digest}, CASE WHEN i < ${RECENT} THEN $2 ELSE $3 END FROM ${numbers}`,
        [rows, recent, tombstone],
      );
      await pool.query(
        `${insert} SELECT 's/' || ${owner} || '/' || $3::text || '/' || ${digest}, '1' FROM ${numbers}`,
        [rows, shopper, time],
      );
      // autovacuum does this after so many writes.
      await pool.query("VACUUM ANALYZE pressone_entries");
    },
    async scans() {
      const read = [...statements].filter(([text]) => /^\s*(SELECT|WITH)/.test(text));
      const found = [];
      for (const [text, values] of read) {
        const { rows } = await pool.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
        if (readsAllEntries(rows[0]["QUERY PLAN"][0].Plan)) found.push(text);
      }
      return found;
    },
    async close() {
      await pool.end();
      await server.close();
    },
  };
}

/** @type {Record<string, () => Promise<Database>>} */
export const DATABASES = { SQLite: openSqlite, PostgreSQL: openPostgres };
