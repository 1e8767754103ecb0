// Package histories of a page. An answer is kept until PressOne may be asked again.
import { pressoneError } from "../wasm/error.js";
import { firstFulfilled } from "../wasm/single-flight.js";
import { readAnswer, tokenOf } from "./attempts.js";
import { PREFIX } from "./history-store.js";
import { check, detachedDeadline, emit, inTime } from "./shell.js";

/**
 * @typedef {import("./shell.js").Shell} Shell
 * @typedef {import("./shell.js").Deadline} Deadline
 * @typedef {{ startedAt: number, promise: Promise<Outcome>, line: object, isOver: boolean }} Flight A request
 * and the one that replaced it are of the same line.
 * @typedef {{ entry: Entry, source: string, text: string }} Outcome
 *
 * @typedef {object} Entry A stored history. Times are in ms since the epoch.
 * @property {number} v
 * @property {number} stored_at
 * @property {number} fetched_at
 * @property {number} next_at The time from which PressOne may be asked again.
 * @property {unknown[] | null} packages null before the first answer
 *
 * @typedef {object} Checks The module's checks of a history.
 * @property {(text: unknown, now?: number) => any} decode Throws the error of an answer that cannot be read.
 * @property {(packages: unknown[]) => boolean} recheck Checks stored packages.
 *
 * @typedef {import("./shell.js").Work & import("./failure.js").Meaning & Checks} Work
 */

const VERSION = 2;
/** PressOne allows one request per eSIM in this time. */
const WINDOW_MS = 900_000;
const MAX_WAIT_MS = 86_400_000;
/** The age from which a request counts as hung. */
const HUNG_AFTER_MS = 10_000;

/**
 * Returns a number of ms if it can be one. A negative one, or more than a day, is a mistake.
 *
 * @param {unknown} ms
 * @param {number} otherwise
 */
const duration = (ms, otherwise) =>
  typeof ms === "number" && ms >= 0 && ms <= MAX_WAIT_MS ? ms : otherwise;

/**
 * A hash of what identifies an account or an eSIM: FNV-1a with 64 bits, over the text's code units. It does
 * not reveal a random token.
 *
 * @param {...string} parts
 */
export function hash(...parts) {
  const text = parts.join("\n");
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let index = 0; index < text.length; index += 1) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    // Times 2^40 + 0x1b3. Numbers of 32 bits are much quicker than a `BigInt`.
    const product = low * 0x1b3;
    high = (high * 0x1b3 + low * 256 + Math.floor(product / 2 ** 32)) >>> 0;
    low = product >>> 0;
  }
  return `${high.toString(36)}-${low.toString(36)}`;
}

/**
 * Returns the prefix of an account's keys.
 *
 * @param {Shell} shell
 * @param {Deadline} deadline
 */
async function accountOf(shell, deadline) {
  const { baseUrl, partition, token } = shell.options;
  const prefixOf = (/** @type {string[]} */ ...scope) => `${PREFIX}${hash(...scope)}:`;
  if (!partition && typeof token === "function") {
    return prefixOf("token", baseUrl, (await tokenOf(shell, deadline)) ?? "");
  }
  // Nothing of it changes.
  shell.account ??= partition
    ? prefixOf("partition", baseUrl, partition)
    : prefixOf(...(token ? ["token", baseUrl, String(token)] : ["session", baseUrl]));
  return shell.account;
}

/** Returns a stored history that can be used. @param {unknown} value @param {number} now @param {Checks} work */
function usable(value, now, work) {
  const entry = /** @type {Entry | null | undefined} */ (value);
  if (entry?.v !== VERSION) return undefined;
  const { stored_at, fetched_at, next_at, packages } = entry;
  if (![stored_at, fetched_at, next_at].every(Number.isFinite)) return undefined;
  // One from the future was stored before the clock was set back.
  if (fetched_at > stored_at || stored_at > now || next_at > stored_at + MAX_WAIT_MS) {
    return undefined;
  }
  return packages === null || (Array.isArray(packages) && work.recheck(packages))
    ? entry
    : undefined;
}

/** @param {Entry} entry @param {string} source */
function result({ packages, fetched_at, next_at }, source) {
  return { packages, fetched_at, expires_at: next_at, source };
}

/**
 * Returns the history of an eSIM.
 *
 * @param {Shell} shell
 * @param {Deadline} deadline
 * @param {Work} work
 * @param {import("./attempts.js").Sent} request
 * @param {string} iccid
 */
export async function getHistory(shell, deadline, work, request, iccid) {
  const account = await accountOf(shell, deadline);
  const key = account + hash(account, iccid);
  const now = Date.now();
  const kept = usable(shell.store.read(key), now, work);
  let history;
  if (kept && now < kept.next_at) {
    if (!kept.packages) {
      const message = "the server allows one request per eSIM in 15 minutes";
      const retryAfterMs = kept.next_at - now;
      throw pressoneError({ kind: "rate_limited", message, retryAfterMs });
    }
    history = result(kept, now - kept.fetched_at < WINDOW_MS ? "cache" : "stale");
  } else {
    history = await share(shell, deadline, key, work, (isCurrent) =>
      fetchHistory(shell, work, request, key, kept, isCurrent),
    );
  }
  emit(shell, { type: "cache", endpoint: request.endpoint, source: history.source });
  return history;
}

/**
 * Waits for the request in flight of another caller, or starts one. A caller waits for half of its time at
 * most, and not for a request that seems to hang. The hung request and the new one can both answer.
 *
 * @param {Shell} shell
 * @param {Deadline} deadline
 * @param {string} key
 * @param {Work} work
 * @param {(isCurrent: () => boolean) => Promise<Outcome>} start
 */
async function share({ flights }, deadline, key, work, start) {
  /** @type {Flight | undefined} */
  let earlier;
  /** @type {Flight | undefined} */
  let hung;
  for (;;) {
    earlier = flights.get(key);
    if (!earlier || earlier === hung) break;
    const age = Math.max(Date.now() - earlier.startedAt, 0);
    const patience = Math.min(HUNG_AFTER_MS - age, deadline.remaining() / 2);
    if (patience > 0) {
      const shared = /** @type {Outcome | undefined} */ (
        await deadline.raceFor(earlier.promise, patience)
      );
      // Each caller owns a copy.
      if (shared) return result(JSON.parse(shared.text), shared.source);
    }
    hung = earlier;
  }
  const line = earlier?.line ?? {};
  const own = start(() => flights.get(key)?.line === line);
  work.flight = own;
  const first = earlier ? firstFulfilled(earlier.promise, own) : own;
  const end = (/** @type {boolean} */ isAnswered) => {
    flight.isOver = true;
    if (flights.get(key) !== flight) return;
    // The hung request may still bring the answer that this one did not.
    if (isAnswered || !earlier || earlier.isOver) flights.delete(key);
    else flights.set(key, earlier);
  };
  const promise = /** @type {typeof own} */ (first);
  promise.then(
    (outcome) => end(outcome.source === "network"),
    () => end(false),
  );
  const flight = { startedAt: Date.now(), promise, line, isOver: false };
  flights.set(key, flight);
  const { entry, source, text } = await deadline.race(promise);
  return result(earlier ? JSON.parse(text) : entry, source);
}

/**
 * Asks the gateway, with the client's timeout rather than the caller's.
 *
 * @param {Shell} shell
 * @param {Work} work
 * @param {import("./attempts.js").Sent} request
 * @param {string} key
 * @param {Entry | undefined} kept
 * @param {() => boolean} isCurrent False if the account's histories were removed meanwhile.
 * @returns {Promise<Outcome>}
 */
async function fetchHistory(shell, work, request, key, kept, isCurrent) {
  const deadline = detachedDeadline(shell);
  /** @type {Entry} */
  let entry;
  let source = "stale";
  let failure;
  try {
    const answer = await readAnswer(shell, deadline, work, request, !kept?.packages);
    const { packages, meta } = work.decode(answer.text);
    const stored_at = Date.now();
    const age = duration(meta?.age_ms ?? answer.ageMs, 0);
    const fetched_at = stored_at - age;
    const next_at = stored_at + duration(meta?.next_ms, Math.max(WINDOW_MS - age, 0));
    entry = { v: VERSION, stored_at, fetched_at, next_at, packages };
    // The gateway could not refresh it either.
    if (meta?.source !== "stale") source = "network";
  } catch (/** @type {any} */ thrown) {
    if (thrown?.kind !== "rate_limited") throw thrown;
    const stored_at = Date.now();
    const { fetched_at = stored_at, packages = null } = kept ?? {};
    const next_at = stored_at + duration(thrown.retryAfterMs, WINDOW_MS);
    entry = { v: VERSION, stored_at, fetched_at, next_at, packages };
    failure = thrown;
  } finally {
    deadline.close();
  }
  const text = JSON.stringify(entry);
  if (isCurrent()) shell.store.write(key, text);
  if (!entry.packages) throw failure;
  return { entry, source, text };
}

/** Removes the entries and flights of these keys. @param {Shell} shell @param {string} prefix */
function remove({ store, flights }, prefix) {
  for (const key of flights.keys()) if (key.startsWith(prefix)) flights.delete(key);
  store.remove(prefix);
}

/**
 * Removes the history of an eSIM whose purchase has ended: it is older than the top-up. The caller does not
 * wait for a function that returns the token.
 *
 * @param {Shell} shell
 * @param {unknown} iccid
 */
export async function forgetHistory(shell, iccid) {
  if (typeof iccid !== "string") return;
  const forgotten = forget(shell, iccid);
  const { partition, token } = shell.options;
  if (partition || typeof token !== "function") await forgotten;
}

/** @param {Shell} shell @param {string} iccid */
async function forget(shell, iccid) {
  const deadline = detachedDeadline(shell);
  try {
    const account = await accountOf(shell, deadline);
    remove(shell, account + hash(account, iccid));
  } catch {
    // The purchase has ended all the same.
  } finally {
    deadline.close();
  }
}

/**
 * Removes the histories of the account.
 *
 * @param {Shell} shell
 * @param {import("./shell.js").CallOptions | undefined} callOptions
 */
export const clearHistories = (shell, callOptions) =>
  inTime(shell, callOptions, undefined, async (deadline) => {
    check(deadline);
    remove(shell, await accountOf(shell, deadline));
  });
