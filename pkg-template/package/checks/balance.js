// The check of the partner's balance.
import { lowBalance } from "./conditions.js";
import { restMs } from "./position.js";
import { send } from "./send.js";
import { createTally } from "./tally.js";

/** The shortest time between two requests of all processes. */
const EVERY_MS = 5 * 60_000;
const BUSY_MS = 5_000;
const REQUEST_MS = 10_000;

/**
 * @typedef {object} Found
 * @property {number} at the time of the last request
 * @property {number | null} threshold the lowest threshold that the balance is below
 * @property {number} rises the number of rises above a threshold; after each, a fall is a new event
 * @property {boolean} isTold false if the event has to be sent again
 */

/** @param {string | null} text @returns {Found} */
function foundOf(text) {
  const nothing = { at: Number.NEGATIVE_INFINITY, threshold: null, rises: 0, isTold: true };
  try {
    return { ...nothing, ...JSON.parse(text ?? "{}") };
  } catch {
    return nothing;
  }
}

/** @param {import("./types.d.ts").Shared} shared */
export function createBalanceCheck({ partner, store, prefix, deliver, lowBalance: thresholds }) {
  const key = `${prefix}balance`;

  /** @param {AbortSignal | undefined} signal @returns {Promise<import("./index.d.ts").BalanceResult>} */
  async function check(signal) {
    const tally = createTally();
    const text = await store.get(key);
    const before = foundOf(text);
    const rest = restMs(before.at, EVERY_MS);
    if (rest > 0) return { ...tally.result("waiting", rest), balance: null };
    const at = Date.now();
    const { balances } = await partner.getBalance({
      timeoutMs: REQUEST_MS,
      ...(signal && { signal }),
    });
    const [account] = balances;
    if (!account) {
      await store.compareAndSet(key, text, JSON.stringify({ ...before, at }));
      return { ...tally.result("done", EVERY_MS), balance: null };
    }
    tally.add("checked");
    const { amount: balance, currency } = account.availableBalance;
    const threshold = lowBalance(balance, thresholds);
    const hasRisen =
      before.threshold !== null && (threshold === null || threshold > before.threshold);
    const rises = before.rises + (hasRisen ? 1 : 0);
    // A balance that has risen is no news, even if it is below another threshold.
    const isNews = !hasRisen && (threshold !== before.threshold || !before.isTold);
    let isTold = true;
    if (threshold !== null && isNews) {
      const event = { type: "lowBalance", threshold, balance, currency };
      isTold = await send(deliver, tally, "balance", ["lowBalance", threshold, rises], event);
    }
    await store.compareAndSet(key, text, JSON.stringify({ at, threshold, rises, isTold }));
    return { ...tally.result("done", EVERY_MS), balance };
  }

  /** @param {{ signal?: AbortSignal | undefined }} [options] */
  return async ({ signal } = {}) => {
    try {
      return await store.lock(key, () => check(signal), { waitMs: 0 });
    } catch (error) {
      if (error instanceof Error && error.name === "LockBusyError") {
        return { ...createTally().result("busy", BUSY_MS), balance: null };
      }
      throw error;
    }
  };
}
