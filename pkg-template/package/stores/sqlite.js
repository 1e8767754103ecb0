// The store in a SQLite file, for the processes of one machine.
import { LAST_TIME } from "./arguments.js";
import { checkedStore } from "./checked-store.js";
import { keyRange } from "./key-range.js";
import { createLeaseLock } from "./lease-lock.js";
import { checkDatabaseFile } from "./sqlite-file.js";
import { createWrites, isBusy } from "./sqlite-writes.js";
import { timedCall, timeoutOf } from "./timed-call.js";

const TABLE = `CREATE TABLE IF NOT EXISTS pressone (
  kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, ends_at INTEGER, PRIMARY KEY (kind, key)
) WITHOUT ROWID`;
const INDEX =
  "CREATE INDEX IF NOT EXISTS pressone_end ON pressone (ends_at) WHERE ends_at IS NOT NULL";
/** The driver blocks the event loop while it waits for a lock. */
const BUSY_TIMEOUT_MS = 5;
const PAUSE_MS = 5;
const WRITES_PER_SWEEP = 500;
const SWEPT_ROWS = 1_000;

/** @typedef {"entry" | "counter" | "lease"} Kind */

/**
 * @param {import("./sqlite.d.ts").SqliteDatabase} database
 * @param {import("./sqlite.d.ts").SqliteOptions} [options]
 * @returns {import("./index.d.ts").Store}
 */
export function sqliteStore(database, options) {
  if (typeof database?.prepare !== "function" || typeof database.exec !== "function") {
    throw new TypeError(
      "sqliteStore needs a database of better-sqlite3, node:sqlite or bun:sqlite",
    );
  }
  const timeoutMs = timeoutOf(options);
  checkDatabaseFile(database);
  const runWrite = createWrites(database, timeoutMs);
  /** @type {Map<string, import("./sqlite.d.ts").SqliteStatement>} */
  const statements = new Map();
  let prepared = false;
  let writes = 0;

  /** @param {string} sql */
  function statement(sql) {
    const known = statements.get(sql);
    if (known) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  }

  /** @param {string} sql @param {...(string | number | null)} values @returns {any[]} */
  const query = (sql, ...values) => statement(sql).all(...values);
  /** @param {string} sql @param {...(string | number | null)} values */
  const run = (sql, ...values) => statement(sql).run(...values);

  function prepare() {
    if (prepared) return;
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    const [mode] = /** @type {any[]} */ (database.prepare("PRAGMA journal_mode = WAL").all());
    if (mode?.journal_mode !== "wal") {
      throw new TypeError("sqliteStore needs a file that SQLite can switch to journal_mode WAL");
    }
    database.exec("PRAGMA synchronous = FULL");
    const table = "SELECT 1 FROM sqlite_master WHERE name = 'pressone_end'";
    if (database.prepare(table).all().length === 0) {
      database.exec(TABLE);
      database.exec(INDEX);
    }
    prepared = true;
  }

  /** @template T @param {() => T} work @returns {Promise<T>} */
  const whenFree = (work) =>
    timedCall({ timeoutMs, pauseMs: PAUSE_MS, passes: isBusy }, async () => {
      prepare();
      return work();
    });

  function sweep() {
    writes += 1;
    if (writes % WRITES_PER_SWEEP !== 0) return;
    const ended = "SELECT kind, key FROM pressone WHERE ends_at <= ? LIMIT ?";
    run(`DELETE FROM pressone WHERE (kind, key) IN (${ended})`, Date.now(), SWEPT_ROWS);
  }

  /**
   * Runs `work` in a transaction.
   *
   * @template T
   * @param {() => T} work
   * @param {{ durable: boolean }} options
   * @returns {Promise<T>}
   */
  async function write(work, options) {
    if (!prepared) await whenFree(() => {});
    return runWrite(() => {
      sweep();
      return work();
    }, options);
  }

  /** @param {Kind} kind @param {string} key @returns {{ value: string, endsAt: number | null } | undefined} */
  function read(kind, key) {
    const alive = "(ends_at IS NULL OR ends_at > ?)";
    const sql = `SELECT value, ends_at FROM pressone WHERE kind = ? AND key = ? AND ${alive}`;
    const [found] = query(sql, kind, key, Date.now());
    return found && { value: found.value, endsAt: found.ends_at };
  }

  /** @param {Kind} kind @param {string} key @param {string | null} value @param {number | null} endsAt */
  function set(kind, key, value, endsAt) {
    if (value === null) {
      run("DELETE FROM pressone WHERE kind = ? AND key = ?", kind, key);
      return;
    }
    const insert = "INSERT OR REPLACE INTO pressone (kind, key, value, ends_at)";
    run(`${insert} VALUES (?, ?, ?, ?)`, kind, key, value, endsAt);
  }

  /** The end of an entry. The clock has whole ms, so it adds one. @param {number | undefined} ttlMs */
  const entryEnd = (ttlMs) =>
    ttlMs === undefined ? null : Math.min(Math.ceil(Date.now() + ttlMs) + 1, LAST_TIME);

  /** @param {string} key */
  const entry = (key) => read("entry", key)?.value ?? null;

  return checkedStore(
    "full",
    {
      getMany: (keys) => whenFree(() => keys.map(entry)),
      write: (key, value, ttlMs) =>
        write(() => set("entry", key, value, entryEnd(ttlMs)), { durable: true }),
      compareAndSet: (key, expected, value, ttlMs) =>
        write(
          () => {
            const current = entry(key);
            if (current !== expected && current !== value) return false;
            set("entry", key, value, entryEnd(ttlMs));
            return true;
          },
          { durable: true },
        ),
      increment: (key, ttlMs) =>
        write(
          () => {
            const time = Date.now();
            const current = read("counter", key);
            const count = Number(current?.value ?? 0) + 1;
            const endsAt = Number(current?.endsAt ?? Math.min(Math.ceil(time + ttlMs), LAST_TIME));
            set("counter", key, String(count), endsAt);
            return { count, remainingMs: Math.max(1, Math.min(endsAt - time, ttlMs)) };
          },
          { durable: false },
        ),
      keys: (prefix, after, limit = -1) =>
        whenFree(() => {
          const { comparison, start, end } = keyRange(prefix, after);
          const found = query(
            `SELECT key FROM pressone WHERE kind = 'entry' AND key ${comparison} ? AND key < ?
            AND (ends_at IS NULL OR ends_at > ?) ORDER BY key LIMIT ?`,
            start,
            end,
            Date.now(),
            limit,
          );
          return found.map(({ key }) => key);
        }),
    },
    createLeaseLock(createLeases({ read, set, write })),
  );
}

/**
 * The leases of the locks, as rows. A lease need not survive a crash of the machine, so no disk confirms it.
 *
 * @param {object} table
 * @param {(kind: Kind, key: string) => { value: string } | undefined} table.read
 * @param {(kind: Kind, key: string, value: string | null, endsAt: number | null) => void} table.set
 * @param {<T>(work: () => T, options: { durable: boolean }) => Promise<T>} table.write
 * @returns {import("./lease-lock.js").Leases}
 */
function createLeases({ read, set, write }) {
  /** @param {string} name */
  const ownerOf = (name) => read("lease", name)?.value;
  return {
    acquire: (name, owner, leaseMs) =>
      write(
        () => {
          if ((ownerOf(name) ?? owner) !== owner) return false;
          set("lease", name, owner, Date.now() + leaseMs);
          return true;
        },
        { durable: false },
      ),
    renew: (name, owner, leaseMs) =>
      write(
        () => {
          if (ownerOf(name) !== owner) return false;
          set("lease", name, owner, Date.now() + leaseMs);
          return true;
        },
        { durable: false },
      ),
    release: (name, owner) =>
      write(
        () => {
          if (ownerOf(name) === owner) set("lease", name, null, null);
        },
        { durable: false },
      ),
  };
}
