// Events that a run has to contain often. A run without some fault proves nothing about it.
import { OPERATIONS, STORE_FAULTS } from "../environment/store.js";
import { PAGE_FAULTS, WIRE_FAULTS, withoutEffect } from "../environment/wire-faults.js";

/** The number of schedules from which on every event occurs often enough. */
export const MIN_SCHEDULES = 5_000;
/** The least number of times in 10,000 schedules. */
const MIN_COUNT = 6;
const RUN = 10_000;

const MOMENTS = ["before", "after"];
/** The interactions at which processes of a host, and pages, die. */
const INTERACTIONS = [
  ...["get", "put", "compareAndSet", "delete", "keys", "lock", "increment"],
  ...["token", "topups", "submit", "orders", "purchase", "question"],
];
/** Results of purchases. Others may occur as well. */
const RESULTS = [
  ...["an order from answer", "an order from journal", "an order from list"],
  ...["outcome_unknown", "reference_reused", "purchase_closed", "timeout", "aborted", "server"],
  ...["validation", "insufficient_balance", "package_unavailable", "price_changed"],
  ...["payment_required", "payment_pending", "rate_limited"],
];
const STATES = ["claimed", "open", "done", "failed", "closed"];
/** Faults of compare-and-set, and those that delay a write. */
const isForWrites = (/** @type {string} */ fault) => fault.includes("lands late");
const isForComparing = (/** @type {string} */ fault) => fault.startsWith("says");

const wireFaults = WIRE_FAULTS.map(({ kind }) => kind);
const pageFaults = PAGE_FAULTS.map(({ kind }) => kind);
const general = STORE_FAULTS.filter((fault) => !isForWrites(fault) && !isForComparing(fault));

export const REQUIRED_EVENTS = [
  ...wireFaults.map((kind) => `write: ${kind}`),
  ...new Set(wireFaults.map((kind) => `read: ${withoutEffect(kind)}`)),
  ...pageFaults.flatMap((kind) => [`page write: ${kind}`, `page read: ${kind}`]),
  ...general.flatMap((fault) => OPERATIONS.map((operation) => `store ${fault}: ${operation}`)),
  ...STORE_FAULTS.filter(isForWrites).flatMap((fault) => [
    `store ${fault}: put`,
    `store ${fault}: delete`,
    `store ${fault}: compareAndSet`,
  ]),
  ...STORE_FAULTS.filter(isForComparing).map((fault) => `store ${fault}: compareAndSet`),
  ...MOMENTS.flatMap((moment) => INTERACTIONS.map((name) => `killed ${moment} ${name}`)),
  ...["killed by a power cut", "a deployment", "lease lost", "a call waits for a lock"],
  ...["compareAndSet found another value", "entry removed", "entry shrinks"],
  ...["done", "failed", "closed", "open"].map((state) => `store forgets: ${state}`),
  ...STATES.map((state) => `entry: ${state}`),
  ...["done", "failed", "closed", "open"].map((state) => `at the end: ${state}`),
  ...["a late copy of a request arrives", "clock jumps back", "clock jumps ahead"],
  ...["true", "false", "pending"].map((answer) => `verifyPayment: ${answer}`),
  ...["hook fails: verifyPayment", "hook fails: verifyRenewal"],
  ...["others' orders fill pages", "order failed", "order refunded", "a person is wrong"],
  ...["told: nothing was ordered", "told: failed", "told: closed"],
  ...RESULTS.map((result) => `buy ends: ${result}`),
  ...["a value", "outcome_unknown", "number_busy"].map((result) => `renew ends: ${result}`),
  ...["an order from answer", "an order from journal", "an order from list", "outcome_unknown"].map(
    (result) => `webhook ends: ${result}`,
  ),
  ...["closed", "done", "open"].map((state) => `close ends: state ${state}`),
  ...["done", "failed", "closed"].map((state) => `settle ends: state ${state}`),
  ...["recover ends: a value", "settle ends: in_progress", "close ends: in_progress"],
  ...["event purchase not_recorded", "event purchase unknown", "event purchase overdue"],
];

/**
 * Returns the events that did not occur often enough.
 *
 * @param {ReadonlyMap<string, number>} counts
 * @param {number} schedules
 */
export function missingEvents(counts, schedules) {
  if (schedules < MIN_SCHEDULES) return [];
  const least = Math.floor((MIN_COUNT * schedules) / RUN);
  return REQUIRED_EVENTS.filter((event) => (counts.get(event) ?? 0) < least);
}
