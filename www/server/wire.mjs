/**
 * What the shop says to its page, in PressOne's own shapes, so that the same package reads it there.
 *
 * Fields are named one by one: what the partner pays (net_price and the like) and whatever a later
 * server adds stays on this side.
 */

/**
 * An answer that can be given more than once, unlike a Response.
 * @typedef {{ status: number, body: unknown, headers?: Record<string, string> }} Answer
 */

const TOPUP = ["id", "type", "price", "amount", "day", "is_unlimited", "title", "data"];
TOPUP.push("short_info", "voice", "text");
const HISTORY = ["id", "status", "remaining", "remaining_voice", "remaining_text"];
HISTORY.push("activated_at", "expired_at", "finished_at");
const ORDER = ["id", "code", "package_id", "type", "created_at", "description", "price"];
ORDER.push("currency", "quantity", "package", "data", "validity", "esim_type");
const SIM = ["id", "iccid"];

/**
 * @param {object} from
 * @param {string[]} names
 * @returns {Record<string, unknown>}
 */
function pick(from, names) {
  const source = /** @type {Record<string, unknown>} */ (from);
  return Object.fromEntries(names.map((name) => [name, source[name] ?? null]));
}

/** @param {unknown} data @returns {Answer} */
const ok = (data) => ({ status: 200, body: { data, meta: { message: "success" } } });

/** @param {import("../../pkg/node.js").TopupPackage[]} packages */
export const topups = (packages) => ok(packages.map((one) => pick(one, TOPUP)));

/** When to ask again for figures that PressOne does not renew at the moment. */
const AGAIN_S = 300;

/** @param {import("../../pkg/node.js").PackageHistory} history @returns {Answer} */
export function history({ packages, fetched_at, source }) {
  // A page would take them for fresh. Told this, its client falls back to its own and says so.
  if (source === "stale") return tooMany(AGAIN_S);
  const data = packages.map((entry) => ({
    ...pick(entry, HISTORY),
    package: pick(entry.package, TOPUP),
  }));
  // HTTP's own way to say that an answer was kept for a while before it was passed on.
  const age = Math.max(0, Math.floor((Date.now() - fetched_at) / 1000));
  return { ...ok(data), headers: { Age: String(age) } };
}

/** @param {import("../../pkg/node.js").TopupOrder} order */
export const submitted = (order) => ok({ ...pick(order, ORDER), id: order.order_id });

/** @param {import("../../pkg/node.js").OrderList} list @returns {Answer} */
export function orders({ orders: list, meta }) {
  const data = list.map((order) => ({
    ...pick(order, ORDER),
    ...(order.sims ? { sims: order.sims.map((sim) => pick(sim, SIM)) } : {}),
    ...(order.status ? { status: pick(order.status, ["name", "slug"]) } : {}),
  }));
  return { status: 200, body: { data, meta: { message: "success", ...meta } } };
}

/** @param {import("../../pkg/node.js").Renewal} renewal @returns {Answer} */
export const renewed = ({ success, message }) => ({
  status: 200,
  body: { success, message, data: null },
});

/** @returns {Answer} */
export const notFound = () => ({
  status: 404,
  body: { data: [], meta: { message: "messages.resource_not_found" } },
});

/** @param {Record<string, string | string[]>} fields @returns {Answer} */
export const invalid = (fields) => ({
  status: 422,
  body: { data: fields, meta: { message: "the parameter is invalid" } },
});

/** @param {number} status @param {string} message @returns {Answer} */
export const refused = (status, message) => ({
  status,
  body: { data: [], meta: { message } },
});

/** @param {number | null} seconds null where PressOne did not say @returns {Answer} */
function tooMany(seconds) {
  const answer = { status: 429, body: { message: "Too Many Attempts." } };
  if (seconds === null) return answer;
  return { ...answer, headers: { "Retry-After": String(Math.ceil(seconds)) } };
}

/** @param {number} code @param {string} reason @returns {Answer} */
const business = (code, reason) => ({ status: 422, body: { code, reason } });

/**
 * The documented answer for an error of the package. PressOne's own words stay here: they may tell
 * the partner's balance or set-up.
 *
 * @param {import("../../pkg/node.js").PressOneError} error
 * @param {"read" | "write"} effect
 * @returns {Answer}
 */
export function failure(error, effect) {
  switch (error.kind) {
    case "not_found":
      return notFound();
    case "invalid_argument":
      return invalid({ [error.path ?? "request"]: "is not valid" });
    case "validation":
      return error.fields ? invalid(error.fields) : business(43, "The request was refused.");
    case "package_unavailable":
      return business(34, "This package is not on offer for this eSIM.");
    case "price_changed":
      return invalid({ price: "has changed since it was shown" });
    case "insufficient_balance":
      return business(11, "The shop cannot cover this order now.");
    case "sim_recycled":
      return business(73, "This eSIM was recycled.");
    case "rate_limited":
      return tooMany(error.retryAfterMs === undefined ? null : error.retryAfterMs / 1000);
    case "authentication":
    case "permission":
    case "configuration":
      return { status: 403, body: { reason: "The shop is not allowed to do this." } };
    case "outcome_unknown":
      // A 5xx leaves the outcome open for the page's client as well.
      return { status: 502, body: { message: "The outcome is not known." } };
    default:
      // For a write, everything else happened before it left: 422 says for certain that nothing
      // was done, where a 5xx would leave it open.
      return effect === "write"
        ? business(13, "PressOne cannot be reached now.")
        : { status: 502, body: { message: "PressOne cannot be reached now." } };
  }
}
