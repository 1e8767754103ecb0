// What the gateway says to the page, in PressOne's own shapes, so that the same package reads it
// there.
//
// Fields are named one by one: what the partner pays, what installs an eSIM and whatever a later
// server adds stays on this side unless the shop exposes it by name.

import { seen } from "./description.js";

/**
 * An answer that can be kept and given again, unlike a Response.
 * @typedef {{ status: number, body: unknown, headers?: Record<string, string> }} Answer
 * @typedef {import("./index.d.ts").Exposed} Exposed
 */

/** @type {Record<keyof Exposed, readonly string[]>} */
const TOLD = {
  topup: [
    ...["id", "type", "price", "amount", "day", "is_unlimited", "title", "data"],
    ...["short_info", "voice", "text"],
  ],
  history: [
    ...["id", "status", "remaining", "remaining_voice", "remaining_text"],
    ...["activated_at", "expired_at", "finished_at"],
  ],
  order: [
    ...["id", "code", "package_id", "type", "created_at", "price", "currency", "quantity"],
    ...["package", "data", "validity", "esim_type"],
  ],
  sim: ["id", "iccid"],
};

/** Where a page of a list stands. */
const PAGE = ["current_page", "last_page", "per_page", "total", "from", "to"];

/** @param {unknown} data @returns {Answer} */
const ok = (data) => ({ status: 200, body: { data, meta: { message: "success" } } });

/** When to ask again for figures that PressOne does not renew at the moment. */
const AGAIN_S = 300;

/** The answers to what succeeded. @param {Exposed} exposed further fields, by name */
export function telling(exposed) {
  /** @param {keyof Exposed} what @param {object} from */
  const told = (what, from) => {
    const source = /** @type {Record<string, unknown>} */ (from);
    const names = [...TOLD[what], ...(exposed[what] ?? [])];
    return Object.fromEntries(names.map((name) => [name, source[name] ?? null]));
  };
  return {
    /** @param {import("pressone-esim").TopupPackage[]} packages */
    topups: (packages) => ok(packages.map((one) => told("topup", one))),

    /** @param {import("pressone-esim").PackageHistory} history @returns {Answer} */
    history({ packages, fetched_at, source }) {
      // A page would take them for fresh. Told this, its client falls back to its own and says so.
      if (source === "stale") return tooMany(AGAIN_S);
      const data = packages.map((entry) => ({
        ...told("history", entry),
        ...(entry.provisional && { provisional: true, reference: entry.reference }),
        package: told("topup", entry.package),
      }));
      // HTTP's own way to say that an answer was kept for a while before it was passed on.
      const age = Math.max(0, Math.floor((Date.now() - fetched_at) / 1000));
      return { ...ok(data), headers: { Age: String(age) } };
    },

    /**
     * @param {import("pressone-esim").OrderList["orders"]} orders
     * @param {object} meta
     * @returns {Answer}
     */
    orders: (orders, meta) => ({
      status: 200,
      body: {
        data: orders.map((order) => ({
          ...told("order", order),
          description: seen(order),
          ...(order.sims ? { sims: order.sims.map((sim) => told("sim", sim)) } : {}),
          ...(order.status ? { status: { name: order.status.name, slug: order.status.slug } } : {}),
        })),
        meta: {
          message: "success",
          ...Object.fromEntries(
            PAGE.map((name) => [name, /** @type {any} */ (meta)[name] ?? null]),
          ),
        },
      },
    }),

    /** @param {import("pressone-esim").TopupOrder} order @returns {Answer} */
    order: (order) => ok({ ...told("order", order), description: seen(order), iccid: order.iccid }),
  };
}

/** @param {import("pressone-esim").Renewal} renewal @returns {Answer} */
export const renewed = ({ success, message }) => ({
  status: 200,
  body: { success, message, data: null },
});

/** @returns {Answer} */
export const notFound = () => refused(404, "messages.resource_not_found");

/**
 * For an eSIM or number that is somebody else's, and for one that there is not: whoever asks cannot
 * tell which.
 *
 * @returns {Answer}
 */
export const forbidden = () => refused(403, "This action is unauthorized.");

/** @param {Record<string, string | string[]>} fields @returns {Answer} */
export const invalid = (fields) => ({
  status: 422,
  body: { data: fields, meta: { message: "the parameter is invalid" } },
});

/** @param {number} status @param {string} message @returns {Answer} */
export const refused = (status, message) => ({ status, body: { data: [], meta: { message } } });

/** @param {number | null} seconds null where PressOne did not say @returns {Answer} */
export function tooMany(seconds) {
  const answer = { status: 429, body: { message: "Too Many Attempts." } };
  if (seconds === null) return answer;
  return { ...answer, headers: { "Retry-After": String(Math.max(1, Math.ceil(seconds))) } };
}

/** The reference belongs to another purchase. @returns {Answer} */
export const reused = () => ({
  status: 409,
  body: { code: "reference_reused", reason: "This reference belongs to another purchase." },
});

/** A status of 5xx leaves the outcome open for the page's client as well. @returns {Answer} */
export const outcomeUnknown = () => ({
  status: 502,
  body: { code: "outcome_unknown", reason: "The outcome is not known yet." },
});

/** @param {number} code @param {string} reason @returns {Answer} */
const business = (code, reason) => ({ status: 422, body: { code, reason } });

/** @returns {Answer} */
export const priceChanged = () => ({
  status: 422,
  body: { code: "price_changed", reason: "The price has changed since it was shown." },
});

/** @returns {Answer} */
export const packageUnavailable = () => business(34, "This package is not on offer for this eSIM.");

/**
 * The shop itself cannot do it now. For a write that means that nothing was done, which 422 with a
 * documented body says for certain, where a 5xx would leave it open.
 *
 * @param {"read" | "write"} effect
 * @returns {Answer}
 */
export const unavailable = (effect) =>
  effect === "write"
    ? business(13, "This cannot be done now; nothing was done.")
    : { status: 503, body: { message: "This cannot be done now." } };

/** What leaves open whether a write was carried out, whatever threw it. */
class Open extends Error {}

/** @param {unknown} cause */
export const open = (cause) => new Open("the outcome is not known", { cause });

/** Whether an error of a write leaves open what happened. @param {unknown} error */
export const isOpen = (error) =>
  error instanceof Open || (isPressOneError(error) && error.kind === "outcome_unknown");

/** @param {unknown} error @returns {error is import("pressone-esim").PressOneError} */
export const isPressOneError = (error) =>
  error instanceof Error && typeof (/** @type {any} */ (error).kind) === "string";

/**
 * The documented answer for an error of the package. PressOne's own words stay here: they may tell
 * the partner's balance or set-up.
 *
 * @param {import("pressone-esim").PressOneError} error
 * @param {"read" | "write"} effect
 * @returns {Answer}
 */
export function failure(error, effect) {
  if (effect === "write" && isOpen(error)) return outcomeUnknown();
  switch (error.kind) {
    case "not_found":
    case "permission":
      return forbidden();
    case "invalid_argument":
      return invalid({ [error.path?.replace(/^\w+\./, "") ?? "request"]: "is not valid" });
    case "validation":
      return error.fields
        ? invalid(
            Object.fromEntries(Object.keys(error.fields).map((name) => [name, "is not valid"])),
          )
        : business(43, "The request was refused.");
    case "package_unavailable":
      return packageUnavailable();
    case "price_changed":
      return priceChanged();
    case "insufficient_balance":
      return business(11, "The shop cannot cover this order now.");
    case "sim_recycled":
      return business(73, "This eSIM was recycled.");
    case "rate_limited":
      return tooMany(error.retryAfterMs === undefined ? null : error.retryAfterMs / 1000);
    case "reference_reused":
      return reused();
    default:
      return unavailable(effect);
  }
}
