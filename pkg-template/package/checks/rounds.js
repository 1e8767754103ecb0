// Rounds over many eSIMs or users. A call goes on where the last one ended, in any process.
import { MAX_PAUSE_MS, openPosition, restMs } from "./position.js";
import { createRequests, isTooMany } from "./requests.js";
import { createTally } from "./tally.js";

const TIME_MS = 25_000;
/** The items between two records of the position. */
const GROUP = 50;
/** The items that are checked at once. The pace limits their requests. */
const LANES = 4;
/** The wait after a 429 without `Retry-After`. */
const REFUSED_MS = 60_000;
/** The wait if another process is at work. */
const BUSY_MS = 5_000;

/**
 * The tools of a call.
 *
 * @typedef {import("./requests.js").Requests & { cursor: unknown, tally: import("./tally.js").Tally }} Round
 */

/**
 * Checks a group of items.
 *
 * @template Item
 * @param {[item: Item, cursor: unknown][]} group
 * @param {(item: Item) => Promise<boolean>} check resolves to false for an item that failed
 * @param {AbortSignal} signal
 */
async function checkGroup(group, check, signal) {
  /** The result of each item; undefined for one that was not checked to its end. @type {(boolean | undefined)[]} */
  const results = group.map(() => undefined);
  /** @type {{ error: unknown } | undefined} */
  let failure;
  let next = 0;
  async function lane() {
    while (next < group.length && !failure && !signal.aborted) {
      const index = next;
      next += 1;
      try {
        results[index] = await check(/** @type {[Item, unknown]} */ (group[index])[0]);
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane));
  return { results, failure };
}

/** @template T @param {AsyncIterator<T>} iterator @param {T[]} group @returns {Promise<boolean>} true at the end */
async function fill(iterator, group) {
  while (group.length < GROUP) {
    const step = await iterator.next();
    if (step.done) return true;
    group.push(step.value);
  }
  return false;
}

/**
 * @param {object} options
 * @param {import("pressone-esim/stores").Store} options.store
 * @param {string} options.prefix
 * @param {number} options.everyMs
 * @param {number} options.requestsPerSecond
 */
export function createRounds({ store, prefix, everyMs, requestsPerSecond }) {
  /**
   * Checks items until the round or the time ends.
   *
   * @template Item
   * @param {string} name
   * @param {import("./index.d.ts").CheckCallOptions | undefined} options
   * @param {(round: Round) => AsyncIterable<[item: Item, cursor: unknown]>} itemsOf
   * @param {(round: Round, item: Item) => Promise<boolean>} check resolves to false for an item that failed
   * @returns {Promise<import("./index.d.ts").CheckResult>}
   */
  return async function run(name, { timeMs = TIME_MS, signal } = {}, itemsOf, check) {
    if (!(Number.isFinite(timeMs) && timeMs > 0)) {
      throw new TypeError("timeMs must be a number of ms above 0");
    }
    signal?.throwIfAborted();
    const key = `${prefix}${name}`;
    const tally = createTally();

    /** @param {AbortSignal} stop */
    async function goOn(stop) {
      const position = await openPosition(store, key);
      const waitMs = position.waitMs(everyMs);
      if (waitMs > 0) return tally.result("waiting", waitMs);
      const requests = createRequests({ requestsPerSecond, signal: stop, tally });
      const round = { ...requests, cursor: position.cursor, tally };
      let { cursor } = position;

      /** Records how far the items are checked. @param {[Item, unknown][]} group @param {(boolean | undefined)[]} results */
      function passed(group, results) {
        // In an outage the items that failed are checked again.
        const isPast = requests.isOutage()
          ? (/** @type {boolean | undefined} */ each) => each === true
          : (/** @type {boolean | undefined} */ each) => each !== undefined;
        const end = results.findIndex((each) => !isPast(each));
        const count = end === -1 ? group.length : end;
        if (count > 0) [, cursor] = /** @type {[Item, unknown]} */ (group[count - 1]);
        return count === group.length;
      }

      const iterator = itemsOf(round)[Symbol.asyncIterator]();
      try {
        for (let isLast = false; !isLast; ) {
          /** @type {[Item, unknown][]} */
          const group = [];
          isLast = await fill(iterator, group);
          const { results, failure } = await checkGroup(
            group,
            async (item) => {
              const isChecked = await check(round, item);
              if (isChecked) tally.add("checked");
              return isChecked;
            },
            stop,
          );
          const isWhole = passed(group, results);
          await position.save(isLast && isWhole ? { done: true } : { cursor });
          if (failure) throw failure.error;
          if (isLast && isWhole) {
            return tally.result("done", restMs(position.started_at, everyMs));
          }
          if (!isWhole || stop.aborted) break;
        }
        return tally.result("more", 0);
      } catch (error) {
        if (isTooMany(error)) {
          const { retryAfterMs = REFUSED_MS } = /** @type {{ retryAfterMs?: number }} */ (error);
          const pauseMs = Math.min(retryAfterMs, MAX_PAUSE_MS);
          await position.save({ cursor, resume_at: Date.now() + pauseMs });
          return tally.result("waiting", pauseMs);
        }
        if (stop.aborted) return tally.result("more", 0);
        throw error;
      } finally {
        await iterator.return?.();
      }
    }

    /** @param {AbortSignal} lease */
    async function hold(lease) {
      const stop = new AbortController();
      const end = () => stop.abort();
      const timer = setTimeout(end, timeMs);
      lease.addEventListener("abort", end);
      signal?.addEventListener("abort", end);
      try {
        return await goOn(stop.signal);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
      }
    }

    try {
      const result = await store.lock(key, hold, { waitMs: 0 });
      signal?.throwIfAborted();
      return result;
    } catch (error) {
      if (error instanceof Error && error.name === "LockBusyError") {
        return tally.result("busy", BUSY_MS);
      }
      throw error;
    }
  };
}
