// The store in PostgreSQL. Each command is one statement, so it needs no connection of its own, and works
// through PgBouncer in transaction mode.
import { MAX_TTL_MS } from "./arguments.js";
import { checkedStore } from "./checked-store.js";
import { keyRange } from "./key-range.js";
import { createLeaseLock } from "./lease-lock.js";
import { createConnection } from "./postgres-connection.js";
import { postgresSchema, schemaStatements, tablesOf } from "./postgres-schema.js";
import { timeoutOf } from "./timed-call.js";

export { postgresSchema };

const WRITES_PER_SWEEP = 200;
const SWEPT_ROWS = 1_000;

const ALIVE = "(e.ends_at IS NULL OR e.ends_at > clock_timestamp())";
const EXPIRED = "e.ends_at <= clock_timestamp()";
/** @param {string} parameter a number of ms, or null */
const endAfter = (parameter) =>
  `clock_timestamp() + ${parameter}::float8 * interval '1 millisecond'`;

/**
 * @param {import("./postgres.d.ts").PostgresClient} client
 * @param {import("./postgres.d.ts").PostgresOptions} [options]
 * @returns {import("./index.d.ts").Store}
 */
export function postgresStore(client, options) {
  if (typeof client?.query !== "function") {
    throw new TypeError("postgresStore needs a Pool of pg, or an object with query(text, values)");
  }
  const timeoutMs = timeoutOf(options);
  const tables = tablesOf(options);
  const { entries, leases } = tables;
  const connection = createConnection(client, {
    timeoutMs,
    tables,
    schema: schemaStatements(tables),
  });
  let writes = 0;

  /** Removes expired rows, now and then. Its failure is that of no call. */
  function sweep() {
    writes += 1;
    if (writes % WRITES_PER_SWEEP !== 0) return;
    for (const table of [entries, leases]) {
      const ended = `SELECT e.key FROM ${table} AS e WHERE ${EXPIRED} LIMIT ${SWEPT_ROWS} FOR UPDATE SKIP LOCKED`;
      const statement = (/** @type {string} */ onTime) =>
        `DELETE FROM ${table} AS e WHERE e.key IN (${ended}) AND ${EXPIRED} AND ${onTime}
        RETURNING 1 AS a, 1 AS b`;
      connection.write(statement, []).catch(() => {});
    }
  }

  /**
   * @param {(onTime: string) => string} statement
   * @param {unknown[]} values
   */
  function write(statement, values) {
    sweep();
    return connection.write(statement, values);
  }

  /** @param {number | undefined} ttlMs */
  const ttlOf = (ttlMs) => (ttlMs === undefined ? null : Math.min(ttlMs, MAX_TTL_MS));

  /** @param {string} key @returns {Promise<string | null>} */
  async function read(key) {
    const value = `(SELECT e.value FROM ${entries} AS e WHERE e.key = $1 AND ${ALIVE}) AS value`;
    return (await connection.read(value, [key])).value;
  }

  /**
   * Writes a value if the row that is there allows it.
   *
   * @param {string} condition
   * @param {[key: string, value: string, ttlMs: number | null]} values
   */
  const upsert = (condition, values) =>
    write(
      (onTime) => `INSERT INTO ${entries} AS e (key, value, ends_at)
        SELECT $1, $2, ${endAfter("$3")} WHERE ${onTime}
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = ${endAfter("$3")}
        WHERE ${condition} AND ${onTime} RETURNING 1 AS a, 1 AS b`,
      values,
    );

  /** @param {string} key @param {string} expected */
  async function removeIf(key, expected) {
    for (;;) {
      const { written } = await write(
        (onTime) => `DELETE FROM ${entries} AS e WHERE e.key = $1
          AND (${EXPIRED} OR e.value = $2) AND ${onTime} RETURNING 1 AS a, 1 AS b`,
        [key, expected],
      );
      if (written > 0) return true;
      // A concurrent call may have removed the row, or written it anew.
      const current = await read(key);
      if (current !== expected) return current === null;
    }
  }

  return checkedStore(
    "full",
    {
      async getMany(keys) {
        if (keys.length === 1) return [await read(String(keys[0]))];
        const values = `(SELECT json_agg((SELECT e.value FROM ${entries} AS e
          WHERE e.key = asked.key AND ${ALIVE}) ORDER BY asked.place)
          FROM json_array_elements_text($1::json) WITH ORDINALITY AS asked (key, place))::text AS values`;
        return JSON.parse((await connection.read(values, [JSON.stringify(keys)])).values);
      },
      async write(key, value, ttlMs) {
        if (value !== null) {
          await upsert("true", [key, value, ttlOf(ttlMs)]);
          return;
        }
        await write(
          (onTime) =>
            `DELETE FROM ${entries} AS e WHERE e.key = $1 AND ${onTime} RETURNING 1 AS a, 1 AS b`,
          [key],
        );
      },
      async compareAndSet(key, expected, value, ttlMs) {
        if (value === null && expected === null) return (await read(key)) === null;
        if (value === null) return removeIf(key, String(expected));
        if (expected === null) {
          const condition = `(${EXPIRED} OR e.value = excluded.value)`;
          return (await upsert(condition, [key, value, ttlOf(ttlMs)])).written > 0;
        }
        const { written } = await write(
          (onTime) => `UPDATE ${entries} AS e SET value = $2, ends_at = ${endAfter("$3")}
            WHERE e.key = $1 AND ${ALIVE} AND (e.value = $4 OR e.value = $2) AND ${onTime}
            RETURNING 1 AS a, 1 AS b`,
          [key, value, ttlOf(ttlMs), expected],
        );
        return written > 0;
      },
      async increment(key, ttlMs) {
        const row = await write(
          (onTime) => `INSERT INTO ${leases} AS e (key, count, ends_at)
            SELECT $1, 1, ${endAfter("$2")} WHERE ${onTime}
            ON CONFLICT (key) DO UPDATE SET (count, ends_at) = (
              SELECT CASE WHEN e.ends_at > at.now THEN e.count + 1 ELSE 1 END,
                CASE WHEN e.ends_at > at.now THEN e.ends_at
                ELSE at.now + $2::float8 * interval '1 millisecond' END
              FROM (SELECT clock_timestamp() AS now OFFSET 0) AS at)
            WHERE ${onTime}
            RETURNING count::int AS a,
              (extract(epoch FROM ends_at - clock_timestamp()) * 1000)::float8 AS b`,
          [`counter/${key}`, ttlOf(ttlMs)],
        );
        return { count: row.a, remainingMs: Math.max(1, Math.min(row.b, ttlMs)) };
      },
      async keys(prefix, after, limit) {
        const { comparison, start, end } = keyRange(prefix, after);
        const found = `(SELECT json_agg(found.key ORDER BY found.key COLLATE "C") FROM (
          SELECT e.key FROM ${entries} AS e WHERE e.key ${comparison} $1 AND e.key < $2 AND ${ALIVE}
          ORDER BY e.key LIMIT $3) AS found)::text AS keys`;
        return JSON.parse((await connection.read(found, [start, end, limit ?? null])).keys ?? "[]");
      },
    },
    createLeaseLock(createLeases(leases, write)),
  );
}

/**
 * The leases of the locks, as rows that the server's clock ends.
 *
 * @param {string} leases
 * @param {(statement: (onTime: string) => string, values: unknown[]) => Promise<Record<string, any>>} write
 * @returns {import("./lease-lock.js").Leases}
 */
function createLeases(leases, write) {
  /** @param {string} name */
  const keyOf = (name) => `lock/${name}`;
  return {
    async acquire(name, owner, leaseMs) {
      const { written } = await write(
        (onTime) => `INSERT INTO ${leases} AS e (key, owner, count, ends_at)
          SELECT $1, $2, 0, ${endAfter("$3")} WHERE ${onTime}
          ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, ends_at = ${endAfter("$3")}
          WHERE (e.owner = excluded.owner OR ${EXPIRED}) AND ${onTime} RETURNING 1 AS a, 1 AS b`,
        [keyOf(name), owner, leaseMs],
      );
      return written > 0;
    },
    async renew(name, owner, leaseMs) {
      const { written } = await write(
        (onTime) => `UPDATE ${leases} AS e SET ends_at = ${endAfter("$3")}
          WHERE e.key = $1 AND e.owner = $2 AND ${onTime} RETURNING 1 AS a, 1 AS b`,
        [keyOf(name), owner, leaseMs],
      );
      return written > 0;
    },
    release: (name, owner) =>
      write(
        (onTime) => `DELETE FROM ${leases} AS e
          WHERE e.key = $1 AND e.owner = $2 AND ${onTime} RETURNING 1 AS a, 1 AS b`,
        [keyOf(name), owner],
      ),
  };
}
