// Reads the request of a purchase: its reference and its fields.
import { invalid } from "./answers.js";
import { readJsonObject } from "./body.js";
import { readIdempotencyKey } from "./reference.js";

/** @typedef {import("./answers.js").Answer} Answer */
/**
 * @typedef {object} TopupRequest
 * @property {"topup"} kind
 * @property {string} reference
 * @property {string} iccid
 * @property {string} package_id
 * @property {string | null} description
 * @property {number | null} price the price that the page showed
 * @property {number} tries the number of failed tries that the page knows of
 *
 * @typedef {object} SimRequest
 * @property {"sim"} kind
 * @property {string} reference
 * @property {string} package_id
 * @property {number} quantity
 * @property {string | null} description
 * @property {number | null} price of one package, that the page showed
 * @property {string | null} country
 * @property {"local" | "global" | null} type
 * @property {number} tries
 *
 * @typedef {object} RenewalRequest
 * @property {"renewal"} kind
 * @property {string} reference
 * @property {string} email
 * @property {number} tries
 *
 * @typedef {object} ClaimRequest
 * @property {"claim"} kind
 * @property {string} reference
 * @property {string} number
 * @property {string} email
 * @property {number} tries
 *
 * @typedef {TopupRequest | SimRequest | RenewalRequest | ClaimRequest} PurchaseRequest
 */

const MAX_DESCRIPTION_BYTES = 100;
const MAX_TRIES = 1_000_000;
const MAX_QUANTITY = 50;

/** @param {unknown} value @param {RegExp} form @param {number} maxLength */
const isText = (value, form, maxLength) =>
  typeof value === "string" && value.length <= maxLength && form.test(value);

// A rule names control and format characters and halves of a pair. What else `\p{C}` has depends on the Unicode
// version of the platform: a new emoji is an unassigned character on an older one.
/** The rule of each field. @type {Record<string, (value: any) => boolean>} */
const RULES = {
  iccid: (value) => isText(value, /^\d{17,22}$/, 22),
  package_id: (value) => isText(value, /^[^\p{Cc}\p{Cf}\p{Cs}]+$/u, 255),
  email: (value) => isText(value, /^[^@\s\p{Cc}\p{Cf}\p{Cs}]+@[^@\s\p{Cc}\p{Cf}\p{Cs}]+$/u, 254),
  number: (value) => isText(value, /^\+?[0-9A-Za-z][0-9A-Za-z ().-]{0,62}$/, 64),
  // Control and format characters could change the meaning of a filter or a log line.
  description: (value) =>
    isText(value, /^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, MAX_DESCRIPTION_BYTES) &&
    new TextEncoder().encode(value).length <= MAX_DESCRIPTION_BYTES,
  price: (value) => typeof value === "number" && Number.isFinite(value) && value >= 0,
  quantity: (value) => Number.isSafeInteger(value) && value >= 1 && value <= MAX_QUANTITY,
  country: (value) => isText(value, /^[A-Z]{2}$/, 2),
  type: (value) => value === "local" || value === "global",
  tries: (value) => Number.isSafeInteger(value) && value >= 0 && value <= MAX_TRIES,
};

/** The fields of each kind: those that are needed, and the others. */
const FIELDS = /** @type {Record<string, { needed: string[], optional: string[] }>} */ ({
  topup: { needed: ["iccid", "package_id"], optional: ["description", "price", "tries"] },
  sim: {
    needed: ["package_id"],
    optional: ["quantity", "description", "price", "country", "type", "tries"],
  },
  renewal: { needed: ["email"], optional: ["tries"] },
  claim: { needed: ["number", "email"], optional: ["tries"] },
});

/** @param {string} field @param {string} [problem] */
const refuse = (field, problem = "is not valid") => ({
  refusal: invalid({ [field.slice(0, 64)]: problem }),
});

/**
 * @param {Request} request
 * @param {number} limit bytes
 * @returns {Promise<{ purchase: PurchaseRequest } | { refusal: Answer }>}
 */
export async function readPurchase(request, limit) {
  const body = await readJsonObject(request, limit);
  if ("refusal" in body) return body;
  const key = readIdempotencyKey(request.headers.get("Idempotency-Key"));
  if ("problem" in key) return refuse("reference", key.problem);
  const members = new Map(body.members);
  const kind = members.get("kind");
  members.delete("kind");
  if (typeof kind !== "string" || !Object.hasOwn(FIELDS, kind)) {
    return refuse("kind", "must be topup, sim, renewal or claim");
  }
  const { needed = [], optional = [] } = FIELDS[kind] ?? {};
  for (const [name, value] of members) {
    if (![...needed, ...optional].includes(name))
      return refuse(name, `is not a field of a ${kind}`);
    // A field without a value is the same as no field.
    if (value === null) members.delete(name);
    else if (!RULES[name]?.(value)) return refuse(name);
  }
  for (const name of needed) if (!members.has(name)) return refuse(name, "is missing");
  const { reference } = key;
  const tries = /** @type {number} */ (members.get("tries") ?? 0);
  const fields = /** @type {any} */ (Object.fromEntries(members));
  if (kind === "renewal") return { purchase: { kind, reference, email: fields.email, tries } };
  if (kind === "claim") {
    const { number, email } = fields;
    return { purchase: { kind, reference, number, email, tries } };
  }
  const { iccid, package_id, description = null, price = null } = fields;
  const order = { reference, package_id, description: description || null, price, tries };
  if (kind === "topup") return { purchase: { kind, ...order, iccid } };
  const { quantity = 1, country = null, type = null } = fields;
  return { purchase: { kind: "sim", ...order, quantity, country, type } };
}
