// The answers to requests that succeeded, in PressOne's shapes.
import { tooManyRequests } from "./answers.js";
import { pageDescription } from "./description.js";
import { PUBLIC_FIELDS } from "./public-fields.js";

/**
 * @typedef {import("./answers.js").Answer} Answer
 * @typedef {import("./index.d.ts").Exposed} Exposed
 */

const PAGE_META = ["current_page", "last_page", "per_page", "total", "from", "to"];

/** The time after which a page may request a stale history again. */
const STALE_RETRY_S = 300;

/** @param {unknown} data @returns {Answer} */
const success = (data) => ({ status: 200, body: { data, meta: { message: "success" } } });

/** @param {object} source @param {readonly string[]} names */
const pick = (source, names) =>
  Object.fromEntries(names.map((name) => [name, /** @type {any} */ (source)[name] ?? null]));

/** @param {Exposed} exposed further public fields */
export function createPresenter(exposed) {
  /** @param {keyof Exposed} type @param {object} source */
  const present = (type, source) =>
    pick(source, [...PUBLIC_FIELDS[type], ...(exposed[type] ?? [])]);

  /** @param {import("pressone-esim").Order} order */
  const presentListed = (order) => ({
    ...present("order", order),
    description: pageDescription(order),
    ...(order.sims && { sims: order.sims.map((sim) => present("sim", sim)) }),
    ...(order.status && { status: pick(order.status, ["name", "slug"]) }),
  });

  return {
    /** @param {import("pressone-esim").TopupPackage[]} packages */
    topups: (packages) => success(packages.map((offer) => present("topup", offer))),

    /** @param {import("pressone-esim").PackageHistory} history @returns {Answer} */
    history({ packages, fetched_at, source }) {
      // The page client would take a stale history for a fresh one. At a 429 it returns its own stored
      // history, marked as stale.
      if (source === "stale") return tooManyRequests(STALE_RETRY_S);
      const data = packages.map((entry) => ({
        ...present("history", entry),
        ...(entry.provisional && { provisional: true, reference: entry.reference }),
        package: present("topup", entry.package),
      }));
      const age = Math.max(0, Math.floor((Date.now() - fetched_at) / 1000));
      return { ...success(data), headers: { Age: String(age) } };
    },

    /** @param {import("pressone-esim").OrderList} list @returns {Answer} */
    orders: ({ orders, meta }) => ({
      status: 200,
      body: {
        data: orders.map(presentListed),
        meta: { message: "success", ...pick(meta, PAGE_META) },
      },
    }),

    /** @param {import("pressone-esim").TopupOrder} order @returns {Answer} */
    order: (order) =>
      success({
        ...present("order", order),
        description: pageDescription(order),
        iccid: order.iccid,
      }),

    /** @param {import("pressone-esim").Renewal} renewal @returns {Answer} */
    renewal: ({ success: succeeded, message }) => ({
      status: 200,
      body: { success: succeeded, message, data: null },
    }),
  };
}
