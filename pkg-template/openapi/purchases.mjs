// The schemas of purchases: the requests, and an entry of the journal in each of its states.
import { PUBLIC_FIELDS } from "../package/gateway/public-fields.js";
import { FAILURE_CODES, FAILURE_KINDS } from "../package/gateway/reasons.js";
import { pickFields, schemaOfType } from "./schemas-from-types.mjs";

/** @typedef {import("./schemas-from-types.mjs").Schema} Schema */

/** @param {string} name */
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });

const KINDS = ["topup", "sim", "renewal", "claim"];
const TIME = { type: "integer", minimum: 0 };
const ICCID = { type: "string", pattern: "^\\d{17,22}$" };

/**
 * The control and format characters up to U+FFFF. Few languages have `\p{Cf}` in their expressions, and none has
 * the same Unicode version.
 */
export const INVISIBLE =
  "\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e" +
  "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb";
/** The characters of an email address besides its `@`. */
const LOCAL = `[^@\\s${INVISIBLE}]`;

const TRIES = {
  description:
    "The number of failed tries that the sender knows of. If the journal has more, the answer is the stored failure, and nothing is sent.",
  type: ["integer", "null"],
  minimum: 0,
  maximum: 1_000_000,
  default: 0,
};

const PACKAGE_ID = { type: "string", minLength: 1, maxLength: 255, pattern: `^[^${INVISIBLE}]+$` };
const DESCRIPTION = {
  description: "A text of up to 100 bytes in UTF-8, without control characters.",
  type: ["string", "null"],
  maxLength: 100,
  pattern: `^[^${INVISIBLE}]*$`,
};
const PRICE = {
  description:
    "The price that the shopper saw, in US dollars. The shop compares it with the payment.",
  type: ["number", "null"],
  minimum: 0,
};

/** The members of each entry. @type {Record<string, Schema>} */
const COMMON = {
  reference: { description: "The `Idempotency-Key` of the request.", type: "string" },
  kind: { description: "Null if the journal does not say.", enum: [...KINDS, null] },
  tries: { description: "The number of failed tries.", type: "integer", minimum: 0 },
  created_at: {
    description: "The time of the first try, in ms since the epoch; null if it is not known.",
    type: ["integer", "null"],
    minimum: 0,
  },
};

/** Members of an entry that the journal has. @type {Record<string, Schema>} */
const STORED = {
  iccid: ICCID,
  package_id: { type: "string" },
  quantity: { description: "The number of new eSIMs.", type: "integer", minimum: 1 },
  email: { type: "string" },
  claimed_number: { type: "string" },
  open_since: {
    ...TIME,
    description: "The time since which the order may have been sent, in ms since the epoch.",
  },
};

const PAUSE = {
  retry_after_ms: {
    description: "The pause before another question or another try, in ms.",
    type: "number",
    minimum: 0,
  },
};

/**
 * @param {string} state
 * @param {string} description
 * @param {Record<string, Schema>} [members] further members
 * @param {string[]} [required] of these
 */
const entry = (state, description, members = {}, required = []) => ({
  description,
  type: "object",
  required: ["reference", "kind", "state", "tries", "created_at", ...required],
  properties: { ...COMMON, state: { const: state }, ...members },
});

/** @type {Record<string, string>} The schema of each state. */
const STATES = {
  none: "UnknownPurchase",
  open: "OpenPurchase",
  done: "DonePurchase",
  failed: "FailedPurchase",
  closed: "ClosedPurchase",
};

/** @type {Record<string, Schema>} */
export const PURCHASE_SCHEMAS = {
  PurchaseRequest: {
    oneOf: [ref("TopupRequest"), ref("SimRequest"), ref("RenewalRequest"), ref("ClaimRequest")],
    discriminator: {
      propertyName: "kind",
      mapping: {
        topup: "#/components/schemas/TopupRequest",
        sim: "#/components/schemas/SimRequest",
        renewal: "#/components/schemas/RenewalRequest",
        claim: "#/components/schemas/ClaimRequest",
      },
    },
  },
  TopupRequest: {
    description: "A top-up of an eSIM.",
    type: "object",
    required: ["kind", "iccid", "package_id"],
    additionalProperties: false,
    properties: {
      kind: { const: "topup" },
      iccid: { ...ICCID, description: "The eSIM: 17 to 22 digits." },
      package_id: {
        ...PACKAGE_ID,
        description: "The `id` of one of the eSIM's top-up packages.",
      },
      description: DESCRIPTION,
      price: PRICE,
      tries: TRIES,
    },
  },
  SimRequest: {
    description: "New eSIMs.",
    type: "object",
    required: ["kind", "package_id"],
    additionalProperties: false,
    properties: {
      kind: { const: "sim" },
      package_id: { ...PACKAGE_ID, description: "The `id` of a package of type `sim`." },
      quantity: {
        description: "The number of eSIMs.",
        type: ["integer", "null"],
        minimum: 1,
        maximum: 50,
        default: 1,
      },
      description: DESCRIPTION,
      price: {
        ...PRICE,
        description: "The price of one package that the shopper saw, in US dollars.",
      },
      country: {
        description: "The country of the package, such as `SE`: the part of the list that has it.",
        type: ["string", "null"],
        pattern: "^[A-Z]{2}$",
      },
      type: { description: "The part of the list that has it.", enum: ["local", "global", null] },
      tries: TRIES,
    },
  },
  RenewalRequest: {
    description: "A renewal of a phone number.",
    type: "object",
    required: ["kind", "email"],
    additionalProperties: false,
    properties: {
      kind: { const: "renewal" },
      email: {
        description: "The address that the number was claimed with.",
        type: "string",
        maxLength: 254,
        pattern: `^${LOCAL}+@${LOCAL}+$`,
      },
      tries: TRIES,
    },
  },
  ClaimRequest: {
    description: "A claim of a phone number.",
    type: "object",
    required: ["kind", "number", "email"],
    additionalProperties: false,
    properties: {
      kind: { const: "claim" },
      number: {
        description: "The number, as the list of numbers has it.",
        type: "string",
        pattern: "^\\+?[0-9A-Za-z][0-9A-Za-z ().-]{0,62}$",
      },
      email: {
        description: "The shopper's address. It names the number in renewals.",
        type: "string",
        maxLength: 254,
        pattern: `^${LOCAL}+@${LOCAL}+$`,
      },
      tries: TRIES,
    },
  },
  PurchasedOrder: purchasedOrder(),
  PurchasedRenewal: numberOutcome("A renewal that was carried out.", "Renewal"),
  PurchasedClaim: numberOutcome("A claim that was carried out.", "Claim"),
  PurchaseFailure: {
    type: "object",
    required: ["kind", "reason"],
    properties: {
      kind: { description: "The kind of the failure.", enum: FAILURE_KINDS },
      code: { description: "PressOne's code of the failure.", enum: FAILURE_CODES },
      reason: { description: "The gateway's own text, for the shopper.", type: "string" },
      prices: {
        description: "Of `price_changed`: both prices, in US dollars.",
        type: "object",
        required: ["paid", "offered"],
        properties: { paid: { type: "number" }, offered: { type: "number" } },
      },
    },
  },
  Purchase: {
    description: "A purchase, renewal or claim, in one of its states.",
    oneOf: Object.values(STATES).map(ref),
    discriminator: {
      propertyName: "state",
      mapping: Object.fromEntries(
        Object.entries(STATES).map(([state, name]) => [state, `#/components/schemas/${name}`]),
      ),
    },
  },
  UnknownPurchase: entry("none", "The journal does not have the purchase for this shopper."),
  OpenPurchase: entry("open", "The outcome is not known yet.", { ...STORED, ...PAUSE }, [
    "retry_after_ms",
  ]),
  DonePurchase: entry(
    "done",
    "The purchase is done: `order`, `renewal` or `claim` has the outcome.",
    {
      ...STORED,
      order: ref("PurchasedOrder"),
      renewal: ref("PurchasedRenewal"),
      claim: ref("PurchasedClaim"),
    },
  ),
  FailedPurchase: entry(
    "failed",
    "The last try failed, and nothing was ordered. The reference may buy again.",
    {
      ...STORED,
      ...PAUSE,
      error: ref("PurchaseFailure"),
      stored: {
        description: "The failure is that of an earlier request. This one did nothing.",
        const: true,
      },
    },
    ["error"],
  ),
  ClosedPurchase: entry("closed", "Nothing was ordered, and the reference never buys again.", {
    ...STORED,
    ...PAUSE,
  }),
};

/** @param {string} description @param {string} type */
function numberOutcome(description, type) {
  return {
    description,
    type: "object",
    required: ["success", "message", "data", "reference"],
    properties: {
      success: { const: true },
      message: { type: "string" },
      data: { type: "null" },
      reference: { type: "string" },
      source: sourceOf(type),
    },
  };
}

/** @param {string} type */
function sourceOf(type) {
  return schemaOfType(type).properties.source;
}

function purchasedOrder() {
  const schema = pickFields("TopupOrder", PUBLIC_FIELDS.order, { lenient: true });
  return {
    ...schema,
    description:
      "The order of a purchase. After 90 days it has `id` and `code`, and null for all else.",
    properties: {
      ...schema.properties,
      iccid: { ...ICCID, type: ["string", "null"], description: "Null for new eSIMs." },
      source: sourceOf("TopupOrder"),
      sims: {
        description: "New eSIMs. `GET /customer/v2/sims/{iccid}` has their codes.",
        type: ["array", "null"],
        items: ref("Sim"),
      },
    },
  };
}
