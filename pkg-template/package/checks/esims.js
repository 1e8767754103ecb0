// The check of eSIMs: which ones, and what is asked of each.
import { expiring, lowData } from "./conditions.js";
import { send } from "./send.js";

/** The eSIMs of one page of the account's list. */
const PAGE = 100;

/** @typedef {import("./rounds.js").Round} Round */
/** @typedef {AsyncGenerator<[item: string, cursor: unknown]>} Iccids */

/**
 * The account's eSIMs, from PressOne's list. A new eSIM moves the others on, so some are read twice.
 *
 * @param {import("./types.d.ts").CheckedPartner} partner
 * @param {Round} round
 * @returns {Iccids}
 */
async function* ofAccount(partner, { cursor, askForList }) {
  let { page, index } = /** @type {{ page: number, index: number }} */ (
    cursor ?? { page: 1, index: 0 }
  );
  for (;;) {
    const query = { page, limit: PAGE };
    const { esims, next } = await askForList((options) => partner.getEsims(query, options));
    for (; index < esims.length; index += 1) {
      const esim = esims[index];
      if (esim && esim.recycled !== true) yield [esim.iccid, { page, index: index + 1 }];
    }
    if (next === null) return;
    page = next;
    index = 0;
  }
}

/**
 * The shop's eSIMs. Of a list the first ones are left out. A function is called until it has no more.
 *
 * @param {import("./index.d.ts").EsimSource} source
 * @param {Round} round
 * @returns {Iccids}
 */
async function* ofShop(source, { cursor }) {
  let { last, count } = /** @type {{ last: string | null, count: number }} */ (
    cursor ?? { last: null, count: 0 }
  );
  if (typeof source !== "function") {
    let at = 0;
    for await (const iccid of source) {
      at += 1;
      if (at > count) yield [iccid, { last: iccid, count: at }];
    }
    return;
  }
  for (let first, before; ; before = first) {
    first = undefined;
    for await (const iccid of await source(last)) {
      if (first === undefined && iccid === before) {
        throw new TypeError(
          "esims returned the same ICCIDs again: it has to return those after its argument",
        );
      }
      first ??= iccid;
      last = iccid;
      count += 1;
      yield [iccid, { last, count }];
    }
    if (first === undefined) return;
  }
}

/** @param {import("./types.d.ts").Shared} shared */
export function createEsimCheck({ partner, rounds, deliver, esims, ...thresholds }) {
  /** @param {Round} round @param {string} iccid */
  async function check(round, iccid) {
    /** @type {import("pressone-esim/partner").Usage} */
    let usage;
    try {
      usage = await round.ask((options) => partner.getUsage(iccid, options));
    } catch (error) {
      round.failed(iccid, error);
      return false;
    }
    // A top-up changes the data or the end, and then an event is a new one.
    const { total, expired_at } = usage;
    const low = lowData(usage, thresholds.lowData);
    if (low) {
      const identity = ["lowData", iccid, low.threshold, total, expired_at];
      await send(deliver, round.tally, iccid, identity, { type: "lowData", iccid, usage, ...low });
    }
    const soon = expiring(usage, thresholds.expiring, Date.now());
    if (soon) {
      const identity = ["expiring", iccid, soon.threshold, expired_at];
      const event = { type: "expiring", iccid, usage, ...soon };
      await send(deliver, round.tally, iccid, identity, event);
    }
    return true;
  }

  /** @param {import("./index.d.ts").CheckCallOptions} [options] */
  return (options) =>
    rounds(
      "esims",
      options,
      (round) => (esims === undefined ? ofAccount(partner, round) : ofShop(esims, round)),
      check,
    );
}
