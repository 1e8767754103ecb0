// The part of a failure that a page receives: known kinds, known codes, and the gateway's own texts.
// PressOne's texts stay in the shop's log, because they may reveal the partner's balance or set-up.

/** @type {Record<string, string>} */
const BY_CODE = {
  11: "The shop cannot pay for this order now.",
  13: "The mobile operator is in maintenance.",
  14: "The order was not accepted.",
  23: "The mobile operator has switched this top-up off.",
  33: "The package is sold out.",
  34: "The package is not on offer for this eSIM.",
  43: "The order was not accepted.",
  53: "The order could not be made.",
  73: "This eSIM was recycled and cannot be used any more.",
};

/** @type {Record<string, string>} */
const BY_KIND = {
  aborted: "The shop did not confirm the offer.",
  insufficient_balance: "The shop cannot pay for this order now.",
  not_found: "The eSIM or number is not known.",
  package_unavailable: "The package is not on offer for this eSIM.",
  price_changed: "The price changed after it was shown.",
  rate_limited: "The shop has too many orders at the moment.",
  server: "The order could not be made.",
  sim_recycled: "This eSIM was recycled and cannot be used any more.",
  validation: "The order was not accepted.",
};

/** The kinds of failures that a page can receive. */
export const FAILURE_KINDS = Object.keys(BY_KIND);

/** The codes of failures that a page can receive. */
export const FAILURE_CODES = Object.keys(BY_CODE).map(Number);

/** The fields and parameters of requests, which a page knows. @type {readonly string[]} */
const FIELDS = [
  ...["package_id", "iccid", "email", "description", "price", "tries", "reference"],
  ...["number", "include", "created_at", "code", "order_status"],
  ...["page", "limit", "after", "kind", "state"],
];

/** @param {unknown} value @returns {value is number} */
const isAmount = (value) => typeof value === "number" && Number.isFinite(value);

/** @param {number} amount */
const dollars = (amount) => `${amount.toFixed(2)} US dollars`;

/**
 * The two prices, if both are numbers.
 *
 * @param {any} prices
 * @returns {import("./partner-types.d.ts").Prices | undefined}
 */
function readPrices(prices) {
  const { paid, offered } = prices ?? {};
  return isAmount(paid) && isAmount(offered) ? { paid, offered } : undefined;
}

/**
 * The failure of a purchase, as a page sees it. A kind that says something about the shop's set-up, such
 * as `authentication`, becomes `server`.
 *
 * @param {{ kind?: unknown, code?: unknown, prices?: unknown }} failure
 * @returns {import("./partner-types.d.ts").PurchaseFailure}
 */
export function presentFailure({ kind, code, prices }) {
  const knownKind = Object.hasOwn(BY_KIND, String(kind)) ? String(kind) : "server";
  const byCode = Object.hasOwn(BY_CODE, String(code)) ? BY_CODE[String(code)] : undefined;
  const changed = knownKind === "price_changed" ? readPrices(prices) : undefined;
  const reason = changed
    ? `The price is ${dollars(changed.offered)} now. ${dollars(changed.paid)} was paid.`
    : (byCode ?? BY_KIND[knownKind]);
  return {
    kind: knownKind,
    ...(byCode && { code: Number(code) }),
    reason: `${reason} Nothing was ordered.`,
    ...(changed && { prices: changed }),
  };
}

/** The code and the text of a refused read, if PressOne's code is known. @param {unknown} code */
export function knownCode(code) {
  if (!Object.hasOwn(BY_CODE, String(code))) return undefined;
  return { code: Number(code), reason: String(BY_CODE[String(code)]) };
}

/**
 * The fields of the request that an error names.
 *
 * @param {{ path?: string, fields?: Record<string, unknown> }} error
 * @returns {Record<string, string>}
 */
export function presentFields({ path, fields }) {
  const named = [...Object.keys(fields ?? {}), path ?? ""].flatMap((name) => name.split("."));
  const known = named.filter((name) => FIELDS.includes(name));
  const entries = (known.length > 0 ? known : ["request"]).map((name) => [name, "is not valid"]);
  return Object.fromEntries(entries);
}
