// The statements of one store: bounded in time, repeated after a broken connection, sent to a primary alone.
import { createServerClock, LateWriteError } from "./server-clock.js";
import { shareFlight } from "./shared-flight.js";
import { msUntil, now, timedCall } from "./timed-call.js";

const PAUSE_MS = 25;
/** Broken connections, conflicts of transactions, too many clients, a server that starts or stops. */
const PASSING = /^(08|40|53|57P|58)/;
const SQLSTATE = /^[0-9A-Z]{5}$/;
/** Another process created the same table at the same moment. */
const CREATED_TWICE = /^(23505|42P07|42710|XX000)$/;

/** Wrong settings of the server. The same command would fail again. */
class PostgresSettingsError extends Error {
  name = "PostgresSettingsError";
}

/** @param {any} error */
function passes(error) {
  if (error instanceof LateWriteError) return true;
  if (error instanceof PostgresSettingsError || error instanceof TypeError) return false;
  // Drivers have no such code for errors of the connection.
  const { code } = error ?? {};
  return !SQLSTATE.test(code) || PASSING.test(code) || CREATED_TWICE.test(code);
}

/**
 * @typedef {import("./postgres.d.ts").PostgresClient} PostgresClient
 * @typedef {Record<string, any>} Row
 */

/** A failure that passes: a call that began later has time left. */
const lateError = () => new Error("no answer before the deadline");

/**
 * Sends a statement. A connection of a pool that did not answer in time is closed: it may never answer again.
 *
 * @param {any} client
 * @param {string} text
 * @param {unknown[]} values
 * @param {number} deadline
 * @returns {Promise<Row[]>}
 */
async function send(client, text, values, deadline) {
  const isPool = typeof client.connect === "function" && typeof client.totalCount === "number";
  if (!isPool) return rowsOf(await client.query(text, values));
  const connection = await client.connect();
  if (now() >= deadline) {
    connection.release();
    throw lateError();
  }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Error | undefined} */
  let failure;
  // A connection that breaks between two statements emits an event, which would end the process.
  const onError = (/** @type {Error} */ error) => {
    failure = error;
  };
  connection.on("error", onError);
  try {
    const timeout = new Promise((_, reject) => {
      timer = setTimeout(() => reject(lateError()), msUntil(deadline));
    });
    return rowsOf(await Promise.race([connection.query(text, values), timeout]));
  } catch (error) {
    if (!SQLSTATE.test(/** @type {any} */ (error)?.code)) failure = /** @type {Error} */ (error);
    throw error;
  } finally {
    clearTimeout(timer);
    connection.off("error", onError);
    connection.release(failure);
  }
}

/** @param {any} result Some clients return the rows alone. @returns {Row[]} */
const rowsOf = (result) => (Array.isArray(result) ? result : result.rows);

/** @param {Row} row */
function checkPrimary({ standby }) {
  if (!standby) return;
  throw new PostgresSettingsError(
    "postgresStore needs the primary server, and this one is a standby: its answers may be old. " +
      "Connect to the primary (target_session_attrs=read-write, or the provider's address of the primary).",
  );
}

/** @param {Row} row */
function checkSettings({ encoding, fsync }) {
  if (encoding !== "UTF8") {
    throw new PostgresSettingsError(
      `postgresStore needs a database whose encoding is UTF8, not ${encoding}: CREATE DATABASE … ENCODING 'UTF8'`,
    );
  }
  if (fsync !== "on") {
    throw new PostgresSettingsError(
      "postgresStore needs a server with fsync = on: without it a crash loses confirmed purchases",
    );
  }
}

const NOW_MS = "(extract(epoch FROM clock_timestamp()) * 1000)::float8";

/**
 * @param {PostgresClient} client
 * @param {{ timeoutMs: number, schema: readonly string[], tables: { entries: string, leases: string } }} options
 */
export function createConnection(client, { timeoutMs, schema, tables }) {
  const clock = createServerClock();
  /** The settings are checked, and the tables exist. */
  let ready = false;
  // A pool without a listener ends the process when an idle connection breaks.
  /** @type {any} */ (client).on?.("error", () => {});

  const getReady = shareFlight(async (deadline) => {
    const [row = {}] = await send(
      client,
      `SELECT pg_is_in_recovery() AS standby, ${NOW_MS} AS now,
        current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
        to_regclass($1) IS NOT NULL AND to_regclass($2) IS NOT NULL AS complete`,
      [tables.entries, tables.leases],
      deadline,
    );
    checkPrimary(row);
    checkSettings(row);
    if (!row.complete) for (const each of schema) await send(client, each, [], deadline);
    clock.observe(row.now);
    ready = true;
  });

  /**
   * @template T
   * @param {(deadline: number) => Promise<T>} attempt
   * @returns {Promise<T>}
   */
  const call = (attempt) =>
    timedCall({ timeoutMs, pauseMs: PAUSE_MS, passes }, async (deadline) => {
      if (!ready) await getReady(deadline);
      return attempt(deadline);
    });

  return {
    /**
     * Reads one row from the primary.
     *
     * @param {string} columns
     * @param {unknown[]} values
     * @returns {Promise<Row>}
     */
    read: (columns, values) =>
      call(async (deadline) => {
        const text = `SELECT pg_is_in_recovery() AS standby, ${columns}`;
        const [row = {}] = await send(client, text, values, deadline);
        checkPrimary(row);
        return row;
      }),

    /**
     * Runs a statement that writes and returns its rows. The statement must write only while `time.late` is
     * false, where `time` is the text that `statement` gets.
     *
     * @param {(onTime: string) => string} statement
     * @param {unknown[]} values
     * @returns {Promise<Row>} the columns of the written row, and `written`, the number of written rows
     */
    write: (statement, values) =>
      call(async (deadline) => {
        const end = clock.endAt(deadline);
        const onTime = `clock_timestamp() < to_timestamp($${values.length + 1}::float8 / 1000)`;
        const sent = statement(onTime);
        const text = `WITH changed AS (${sent})
          SELECT count(*)::int AS written, min(changed.a) AS a, min(changed.b) AS b, ${NOW_MS} AS now,
          CASE WHEN current_setting('synchronous_commit') IN ('on', 'remote_apply') THEN ''
          ELSE set_config('synchronous_commit', 'on', true) END AS confirmed FROM changed`;
        const [row = {}] = await send(client, text, [...values, end], deadline);
        clock.observe(row.now);
        if (row.written === 0 && row.now >= end) throw new LateWriteError();
        return row;
      }),
  };
}
