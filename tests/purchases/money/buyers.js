// Buyers that do not let go: each asks under one reference until it is told how its purchase ended.
import { setTimeout as pause } from "node:timers/promises";
import { HANGS_MS } from "./hosts/times.js";

/** @typedef {import("./hosts/outcome.js").Outcome} Outcome */
/** @typedef {{ reference: string, iccid: string, package_id: string, price: number }} Order */
/** @typedef {Omit<Order, "reference">} Offer */
/**
 * Rejects where whoever was asked is gone. `again`: not for the first time.
 *
 * @typedef {(order: Order, lane: number, again: boolean) => Promise<Outcome>} Ask
 *
 * @typedef {object} Purchase
 * @property {Order} order
 * @property {Outcome} outcome the last that was told
 * @property {number} lost calls that ended with nothing, or with nothing done
 * @property {number} unknown calls that ended with an unknown outcome
 */

const UNKNOWN_TRIES = 2;
const AGAIN_MS = 50;
/** What proves that nothing was done, and may be tried again. */
const NOTHING_DONE = ["network", "timeout", "server", "rate_limited"];
const HUNG = { kind: "hung", message: "no end was told" };

/** @param {Outcome} outcome */
export const isUnknown = (outcome) => "kind" in outcome && outcome.kind === "outcome_unknown";

/**
 * @param {(again: boolean) => Promise<Outcome>} ask
 * @returns {Promise<Omit<Purchase, "order">>}
 */
async function untilTold(ask) {
  let [lost, unknown] = [0, 0];
  const begun = Date.now();
  while (Date.now() < begun + HANGS_MS) {
    const hangs = pause(HANGS_MS, HUNG, { ref: false });
    const outcome = await Promise.race([ask(lost + unknown > 0), hangs]).catch(() => undefined);
    if (outcome === HUNG) break;
    if (!outcome || ("kind" in outcome && NOTHING_DONE.includes(outcome.kind))) lost += 1;
    else if (isUnknown(outcome)) unknown += 1;
    else return { outcome, lost, unknown };
    if (outcome && unknown === UNKNOWN_TRIES) return { outcome, lost, unknown };
    await pause(AGAIN_MS);
  }
  console.error(`a purchase hangs after ${lost} lost calls and ${unknown} unknown outcomes`);
  return { outcome: HUNG, lost, unknown };
}

/**
 * @template Wanted
 * @param {readonly Wanted[]} all
 * @param {number} lanes how many at a time
 * @param {(one: Wanted, lane: number) => Promise<unknown>} work
 */
async function inLanes(all, lanes, work) {
  const waiting = [...all];
  const lane = async (/** @type {number} */ index) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next, index);
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
}

/**
 * @param {readonly string[]} references
 * @param {readonly Offer[]} offers as many buy at a time, each one of these
 * @param {Ask} ask
 */
export async function buyAll(references, offers, ask) {
  /** @type {Purchase[]} */
  const purchases = [];
  await inLanes(references, offers.length, async (reference, lane) => {
    const offer = offers[lane];
    if (!offer) throw new Error("there is no such offer");
    const order = { ...offer, reference };
    purchases.push({ order, ...(await untilTold((again) => ask(order, lane, again))) });
  });
  return purchases;
}

/**
 * Those who do not know ask once more, and some who do: their outcome is the newer one.
 *
 * @param {readonly Purchase[]} purchases
 * @param {number} lanes
 * @param {Ask} ask
 */
export async function askAgain(purchases, lanes, ask) {
  const some = purchases.filter(({ outcome }, n) => !("code" in outcome) || n % 5 === 0);
  await inLanes(some, lanes, async (one, lane) => {
    const { outcome } = await untilTold(() => ask(one.order, lane, true));
    one.outcome = outcome;
  });
}
