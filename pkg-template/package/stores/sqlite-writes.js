// The writes of one process to a SQLite file. Writes that wait at the same time share a transaction, so the
// disk confirms them together. No transaction is held across an `await`.
import { jitter, now, StoreTimeoutError, sleep } from "./timed-call.js";

/** The most writes of a transaction. The driver blocks the event loop meanwhile. */
const MAX_BATCH = 32;
const MIN_PAUSE_MS = 2;
const MAX_PAUSE_MS = 25;

/**
 * @typedef {object} Job
 * @property {() => unknown} work
 * @property {boolean} durable
 * @property {boolean} alone It shares no transaction, because one that it shared has failed.
 * @property {number} deadline
 * @property {(value: any) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** SQLITE_BUSY and SQLITE_LOCKED, of which other connections are the cause. */
const BUSY_CODES = new Set([5, 6]);

/**
 * True if another connection has the file locked. The drivers name the code differently, and Deno's `exec`
 * names none.
 *
 * @param {any} error
 */
export const isBusy = (error) =>
  BUSY_CODES.has(Number(error?.errcode) & 0xff) ||
  /^SQLITE_(BUSY|LOCKED)/.test(error?.code) ||
  /^database (table )?is locked/.test(error?.message);

/**
 * @param {import("./sqlite.d.ts").SqliteDatabase} database
 * @param {number} timeoutMs
 */
export function createWrites(database, timeoutMs) {
  /** @type {Job[]} */
  let jobs = [];
  let running = false;
  let confirming = true;

  /** Makes the next commit wait for the disk, or not. @param {boolean} confirm */
  function setConfirming(confirm) {
    if (confirming === confirm) return;
    database.exec(`PRAGMA synchronous = ${confirm ? "FULL" : "NORMAL"}`);
    confirming = confirm;
  }

  /** @param {Job[]} batch @returns {unknown[]} the results */
  function runTransaction(batch) {
    setConfirming(batch.some(({ durable }) => durable));
    database.exec("BEGIN IMMEDIATE");
    try {
      const results = batch.map(({ work }) => work());
      database.exec("COMMIT");
      return results;
    } catch (error) {
      try {
        database.exec("ROLLBACK");
      } catch {
        // Some errors end the transaction by themselves.
      }
      throw error;
    }
  }

  function rejectLate() {
    const time = now();
    for (const { deadline, reject } of jobs) {
      if (deadline <= time) reject(new StoreTimeoutError(timeoutMs));
    }
    jobs = jobs.filter(({ deadline }) => deadline > time);
  }

  async function runAll() {
    running = true;
    let pause = MIN_PAUSE_MS;
    while (jobs.length > 0) {
      // Lets callers of the same moment join, and other processes take their turn.
      await sleep(0);
      rejectLate();
      const batch = jobs.slice(0, jobs[0]?.alone ? 1 : MAX_BATCH);
      if (batch.length === 0) break;
      try {
        const results = runTransaction(batch);
        jobs = jobs.slice(batch.length);
        for (const [index, { resolve }] of batch.entries()) resolve(results[index]);
        pause = MIN_PAUSE_MS;
      } catch (error) {
        if (isBusy(error)) {
          await sleep(jitter(pause));
          pause = Math.min(2 * pause, MAX_PAUSE_MS);
        } else if (batch.length > 1) {
          // One write must not fail the others.
          for (const job of batch) job.alone = true;
        } else {
          jobs = jobs.slice(1);
          batch[0]?.reject(error);
        }
      }
    }
    running = false;
  }

  /**
   * Runs `work` in an immediate transaction, and returns its result when the transaction is committed.
   *
   * @template T
   * @param {() => T} work It may run again if the transaction failed.
   * @param {{ durable: boolean }} options
   * @returns {Promise<T>}
   */
  return (work, { durable }) =>
    new Promise((resolve, reject) => {
      jobs.push({ work, durable, alone: false, deadline: now() + timeoutMs, resolve, reject });
      if (!running) void runAll();
    });
}
