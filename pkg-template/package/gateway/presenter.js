// The page's view of the partner client's results.
import { success } from "./answers.js";
import { PUBLIC_FIELDS } from "./public-fields.js";

/**
 * @typedef {import("./answers.js").Answer} Answer
 * @typedef {import("./index.d.ts").Exposed} Exposed
 * @typedef {ReturnType<typeof createPresenter>} Presenter
 */

const PAGE_META = ["current_page", "last_page", "per_page", "total", "from", "to"];

/** @param {object} source @param {readonly string[]} names */
const pick = (source, names) =>
  Object.fromEntries(names.map((name) => [name, /** @type {any} */ (source)[name] ?? null]));

/** @param {Exposed} exposed further public fields */
export function createPresenter(exposed) {
  /** @param {keyof Exposed} type @param {object} source */
  const present = (type, source) =>
    pick(source, [...PUBLIC_FIELDS[type], ...(exposed[type] ?? [])]);

  return {
    /** @param {import("pressone-esim").TopupPackage[]} packages */
    topups: (packages) => success(packages.map((offer) => present("topup", offer))),

    /**
     * @param {import("pressone-esim").PackageHistory} history
     * @param {string} shopper the digest of the shopper
     * @returns {Answer}
     */
    history({ packages, fetched_at, expires_at, source }, shopper) {
      const now = Date.now();
      const data = packages.map((/** @type {any} */ entry) => ({
        ...present("history", entry),
        ...(entry.provisional && { provisional: true }),
        // Another owner of a shared eSIM has payments of their own.
        ...(entry.reference && entry.shopper === shopper && { reference: entry.reference }),
        package: present("topup", entry.package),
      }));
      // Durations, because the page's clock may be wrong.
      const age_ms = Math.max(0, now - fetched_at);
      const next_ms = Math.max(0, expires_at - now);
      return success(data, { age_ms, next_ms, source });
    },

    /** @param {import("pressone-esim").OrderList} list @returns {Answer} */
    orders: ({ orders, meta }) =>
      success(
        orders.map((order) => ({
          ...present("order", order),
          ...(order.sims && { sims: order.sims.map((sim) => present("sim", sim)) }),
          ...(order.status && { status: pick(order.status, ["name", "slug"]) }),
        })),
        pick(meta, PAGE_META),
      ),

    /** @param {import("pressone-esim").TopupOrder} order */
    order: (order) => ({ ...present("order", order), iccid: order.iccid, source: order.source }),
  };
}
