// The delivery of events: each is claimed in the store by compare-and-set before it is sent.
import { digestOf } from "./digest.js";

/** The time that an event is remembered. It is longer than a package lasts. */
const REMEMBERED_MS = 400 * 86_400_000;
/** The time after which a claim counts as that of a process that has ended. */
const CLAIM_MS = 15 * 60_000;
/** The longest wait for `notify`. */
const NOTIFY_MS = 10_000;
const SENT = "sent";
const KEPT = { ttlMs: REMEMBERED_MS };

/** @typedef {"sent" | "known" | "unknown" | "refused"} Outcome */

/**
 * @param {object} options
 * @param {import("pressone-esim/stores").Store} options.store
 * @param {string} options.prefix
 * @param {(event: import("./index.d.ts").CheckEvent) => unknown} options.notify
 */
export function createDelivery({ store, prefix, notify }) {
  /** @param {number} at */
  const claimAt = (at) => JSON.stringify({ by: crypto.randomUUID(), at });

  /**
   * Sends an event, unless a process has sent it or is sending it.
   *
   * @param {readonly unknown[]} identity two events with the same identity are one
   * @param {Record<string, unknown>} fields
   * @returns {Promise<{ outcome: Outcome, error?: unknown }>} `unknown`: `notify` did not end in time; `refused`: it
   *   rejected, and the event is sent again later
   */
  return async function deliver(identity, fields) {
    const id = await digestOf([...identity]);
    const key = `${prefix}e/${id}`;
    const found = await store.get(key);
    if (found === SENT || (found !== null && isFresh(found))) return { outcome: "known" };
    const claim = claimAt(Date.now());
    if (!(await store.compareAndSet(key, found, claim, KEPT))) return { outcome: "known" };
    // A process claimed it and did not record an end.
    const repeated = found !== null;
    const event = /** @type {any} */ ({ ...fields, id, repeated });
    const work = (async () => notify(event))();
    const finished = work.then(
      async () => {
        await store.compareAndSet(key, claim, SENT, KEPT);
        return { outcome: /** @type {const} */ ("sent") };
      },
      async (error) => {
        await store.compareAndSet(key, claim, repeated ? claimAt(0) : null, repeated ? KEPT : {});
        return { outcome: /** @type {const} */ ("refused"), error };
      },
    );
    return within(finished, NOTIFY_MS);
  };
}

/** True for a claim whose process may still be at work. @param {string} claim */
function isFresh(claim) {
  try {
    // The clock of another process may be ahead.
    return Math.abs(Date.now() - JSON.parse(claim).at) < CLAIM_MS;
  } catch {
    return false;
  }
}

/**
 * @param {Promise<{ outcome: Outcome, error?: unknown }>} finished
 * @param {number} ms
 * @returns {Promise<{ outcome: Outcome, error?: unknown }>}
 */
async function within(finished, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    const error = new Error(`notify did not end within ${ms} ms`);
    timer = setTimeout(resolve, ms, { outcome: "unknown", error });
  });
  try {
    return await Promise.race([finished, late]);
  } finally {
    clearTimeout(timer);
    // Its failure is that of the store, and the claim stays.
    finished.catch(() => {});
  }
}
