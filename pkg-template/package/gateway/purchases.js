// One order for a reference. A purchase is written down before it leaves; whoever finds it written
// down, after a crash or at the same time, never sends it again but looks it up.
import * as answers from "./answers.js";
import { describe, ownedBy, ownPart } from "./description.js";
import { readJson, takeJson, writeJson } from "./store.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").Client} Client */
/**
 * @typedef {object} Wanted
 * @property {string} reference
 * @property {string} tag the shopper's
 * @property {string} iccid
 * @property {string} package_id
 * @property {string} text the shopper's own description
 *
 * @typedef {object} Record
 * @property {1} v
 * @property {"sending" | "done"} state
 * @property {string} of whose and which purchase it is: the same reference for another is refused
 * @property {number} at when it was written, in ms
 * @property {Answer} [answer] once it is done
 */

/** @param {string} reference */
const keyOf = (reference) => `pressone-gateway:purchase:${reference}`;

/**
 * @param {object} shop
 * @param {import("./store.js").SharedStorage} shop.storage
 * @param {readonly number[]} shop.lookUpMs when to look for an order whose answer was lost: the
 *   pauses before each look
 * @param {ReturnType<typeof answers.telling>} shop.told
 * @param {(what: string, record: string) => void} shop.report what became of a purchase, and where it
 *   is written down
 */
export function purchasing({ storage, lookUpMs, told, report }) {
  /**
   * Looks for an order by its reference, for the list can be behind. What the page wrote beside it may
   * be another text by now.
   *
   * @param {Client} client
   * @param {Wanted} wanted
   */
  async function lookUp(client, { tag, reference }) {
    const description = ownedBy(tag) + reference;
    for (const pause of lookUpMs) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      const list = await client.getOrderList({ description, limit: 100 }).catch(() => undefined);
      const found = list?.orders.find(
        (order) => ownPart(tag, order.description)?.reference === reference,
      );
      if (found) return found;
    }
    return undefined;
  }

  /**
   * Alone with its reference and its eSIM. Whatever it throws, nothing was ordered.
   *
   * @param {Client} client
   * @param {Wanted} wanted
   * @param {Record | null} found what is written down of the reference
   * @param {(offer: import("pressone-esim").TopupPackage) => Promise<unknown>} verify
   * @returns {Promise<Answer>}
   */
  async function settle(client, wanted, found, verify) {
    const { reference, tag, iccid, package_id, text } = wanted;
    const key = keyOf(reference);
    const of = [tag, iccid, package_id].join(" ");
    const description = describe(tag, reference, text);
    if (description === undefined) return answers.invalid({ description: "is too long" });

    if (found && found.of !== of) return answers.reused();
    if (found?.state === "done" && found.answer) {
      report("repeated", key);
      return found.answer;
    }
    /** @param {object} order */
    const done = async (order) => {
      const answer = told.order(order, text || null, iccid);
      // The order is made: that it cannot be written down loses nothing, since it can be looked up.
      await writeJson(storage, key, { v: 1, state: "done", of, at: Date.now(), answer }).catch(() =>
        report("not_recorded", key),
      );
      return answer;
    };
    if (found) {
      const order = await lookUp(client, wanted);
      report(order ? "found" : "unknown", key);
      return order ? done(order) : answers.outcomeUnknown();
    }

    const offer = (await client.getTopupPackages(iccid)).find(({ id }) => id === package_id);
    if (!offer) return answers.packageUnavailable();
    const paid = await verify(offer);
    if (paid === "price_changed") return answers.priceChanged();
    if (paid !== true) return answers.invalid({ payment: "is not confirmed" });
    const record = { v: 1, state: "sending", of, at: Date.now() };
    // Whoever has lost the lock meanwhile is stopped here: one alone finds the place empty.
    if (!(await takeJson(storage, key, null, record))) return answers.outcomeUnknown();
    try {
      // The package lists the offers again, and refuses where the price is no longer the one that
      // was paid.
      const order = { iccid, package_id, price: offer.price, description };
      const made = await client.submitTopupOrder(order);
      report("ordered", key);
      return await done(made);
    } catch (error) {
      if (answers.isPressOneError(error) && error.kind !== "outcome_unknown") {
        // Nothing was ordered: the reference is free again.
        await storage.removeItem(key);
        report("refused", key);
        throw error;
      }
      // Of anything else nobody knows when it happened.
      const order = await lookUp(client, wanted);
      report(order ? "found" : "unknown", key);
      return order ? done(order) : answers.outcomeUnknown();
    }
  }

  /**
   * @param {Client} client
   * @param {Wanted} wanted
   * @param {(offer: import("pressone-esim").TopupPackage) => Promise<unknown>} verify
   * @returns {Promise<Answer>}
   */
  return async (client, wanted, verify) => {
    const key = keyOf(wanted.reference);
    /** @type {unknown} */
    let certain;
    const alone = async () => {
      const found = await readJson(storage, key);
      return settle(client, wanted, found, verify).catch((error) => {
        certain = error;
        throw error;
      });
    };
    try {
      return await storage.lock(key, () =>
        storage.lock(`pressone-gateway:esim:${wanted.iccid}`, alone),
      );
    } catch (error) {
      if (error === certain) throw error;
      // The storage's own: what was written down before is not known, and if it lost the lock the
      // order may be on its way.
      report("unknown", key);
      return answers.outcomeUnknown();
    }
  };
}
