// Many pages that buy at once, while somebody does harm to what they buy through.
import { setTimeout as pause } from "node:timers/promises";
import { exchange, multipart, TOPUPS } from "../../gateway/rig.js";
import { askUntilCertain } from "./page.js";

/**
 * @typedef {object} Load
 * @property {() => Promise<string>} url of the worker; waits while it is not there
 * @property {string} world
 * @property {string[]} iccids
 * @property {number} purchases
 * @property {number} pages how many buy at the same time
 * @property {() => number} random
 * @property {(market: Market) => Promise<unknown>} harm done again and again until all is bought
 *
 * @typedef {object} Market
 * @property {() => string[]} underway the references that wait for their answers
 * @property {(more: number) => Promise<void>} settled resolves when so many more have theirs, or all
 *
 * @typedef {Awaited<ReturnType<typeof askUntilCertain>> & { reference: string, send: () => Promise<any> }} Purchase
 */

/**
 * @param {Load} load
 * @returns {Promise<Purchase[]>}
 */
export async function buyUnderHarm({ url, world, iccids, purchases, pages, random, harm }) {
  /** @type {Purchase[]} */
  const bought = [];
  /** @type {Set<string>} */
  const underway = new Set();
  const offers = await Promise.all(
    iccids.map(async (iccid) => offerFor(await url(), world, iccid)),
  );
  let next = 0;

  /** @param {number} number of the purchase @param {string} reference */
  const sender = (number, reference) => {
    const order = { ...offers[number % offers.length], description: reference };
    const { headers, ...init } = multipart(Object.entries(order));
    const all = new Headers({ ...headers, "Idempotency-Key": reference, ...AS_ADA });
    return async () => exchange(await url(), `/${world}${TOPUPS}`, { ...init, headers: all });
  };

  async function page() {
    while (next < purchases) {
      const reference = `paid-ada-k${next}`;
      const send = sender(next, reference);
      next += 1;
      underway.add(reference);
      bought.push({ reference, send, ...(await askUntilCertain(send, random)) });
      underway.delete(reference);
    }
  }

  let over = false;
  const market = {
    underway: () => [...underway],
    async settled(/** @type {number} */ more) {
      const enough = bought.length + more;
      while (!over && bought.length < enough) await pause(5);
    },
  };
  const harming = (async () => {
    while (!over) await harm(market);
  })();
  await Promise.all(Array.from({ length: pages }, page));
  over = true;
  await harming;
  // In the calm that follows, whoever does not know asks once more.
  for (const one of bought) if (one.status !== 200) Object.assign(one, await one.send());
  return bought;
}

const AS_ADA = { Authorization: "Bearer shopper-ada", Accept: "application/json" };

/** @param {string} url @param {string} world @param {string} iccid */
async function offerFor(url, world, iccid) {
  const path = `/${world}/customer/v2/sims/${iccid}/topups`;
  const { body } = await exchange(url, path, { headers: new Headers(AS_ADA) });
  return { iccid, package_id: String(body.data[0].id) };
}
