// The schemas of the gateway's answers, and the refusals that several operations share.
import { PUBLIC_FIELDS } from "../package/gateway/public-fields.js";
import { FAILURE_CODES } from "../package/gateway/reasons.js";
import { pickFields, schemaOfType } from "./schemas-from-types.mjs";

/** @typedef {import("./schemas-from-types.mjs").Schema} Schema */

/** @param {string} name */
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });

const META = {
  gateway: { description: "The mark of a gateway: the version of its answers.", const: 1 },
  message: { description: "`success`, or the reason of a refusal.", type: "string" },
};

/** @param {Record<string, Schema>} [members] further members, each of them required */
const metaOf = (members = {}) => ({
  type: "object",
  required: ["gateway", "message", ...Object.keys(members)],
  properties: { ...META, ...members },
});

/** @param {Schema} data @param {Record<string, Schema>} [meta] further members of `meta` */
export const answerOf = (data, meta) => ({
  type: "object",
  required: ["data", "meta"],
  properties: { data, meta: meta ? metaOf(meta) : ref("Meta") },
});

/**
 * The body of a refusal.
 *
 * @param {{ code?: Schema, members?: Record<string, Schema>, required?: string[] }} [options]
 */
const refusal = ({ code, members = {}, required = [] } = {}) => ({
  type: "object",
  required: [...required, "reason", "meta"],
  properties: {
    ...(code && { code }),
    reason: { description: "The gateway's own text.", type: "string" },
    ...members,
    meta: ref("Meta"),
  },
});

/** @param {string} text */
const codeIs = (text) => refusal({ code: { const: text }, required: ["code"] });

/** @type {Record<string, Schema>} */
export const ANSWER_SCHEMAS = {
  Meta: metaOf(),
  TopupPackage: {
    description: "A package that an eSIM can be topped up with.",
    ...pickFields("TopupPackage", PUBLIC_FIELDS.topup),
  },
  HistoryPackage: {
    description: "The package of an entry of the history.",
    ...pickFields("HistoryPackage", PUBLIC_FIELDS.topup),
  },
  HistoryEntry: historyEntry(),
  Sim: { description: "An eSIM of an order.", ...pickFields("Sim", PUBLIC_FIELDS.sim) },
  OrderStatus: schemaOfType("OrderStatus"),
  Order: order(),
  Refusal: refusal(),
  ClosedEndpoint: codeIs("configuration"),
  OriginOrOwner: refusal({
    code: {
      description: "`origin_refused`: the request came from another origin.",
      const: "origin_refused",
    },
  }),
  UnpaidPurchase: codeIs("payment_required"),
  OtherPurchase: refusal({
    code: {
      description:
        "`payment_pending`, `in_progress`: ask again after `Retry-After`. `reference_reused`: the reference belongs to another purchase. `number_busy`: another renewal or claim of this number is open.",
      enum: ["payment_pending", "in_progress", "reference_reused", "number_busy"],
    },
    members: {
      reference: {
        description: "Of `number_busy`: the reference of your open renewal or claim.",
        type: "string",
      },
    },
    required: ["code"],
  }),
  InvalidFields: refusal({
    members: {
      data: {
        description: "The problem of each field that is not valid.",
        type: "object",
        minProperties: 1,
        additionalProperties: { type: "string" },
      },
    },
    required: ["data"],
  }),
  KnownProblem: refusal({
    code: { description: "PressOne's code of the problem.", enum: FAILURE_CODES },
    required: ["code"],
  }),
  UnconfirmedOffer: codeIs("offer_refused"),
};

function historyEntry() {
  const schema = pickFields("HistoryEntry", PUBLIC_FIELDS.history);
  const all = schemaOfType("HistoryEntry").properties;
  return {
    description: "A package that an eSIM has had.",
    ...schema,
    required: [...schema.required, "package"],
    properties: {
      ...schema.properties,
      provisional: all.provisional,
      reference: all.reference,
      package: ref("HistoryPackage"),
    },
  };
}

function order() {
  const schema = pickFields("Order", PUBLIC_FIELDS.order);
  return {
    description: "An order.",
    ...schema,
    properties: {
      ...schema.properties,
      sims: {
        description: "Only with `include=sims`. Empty for a top-up.",
        type: "array",
        items: ref("Sim"),
      },
      status: { description: "Only with `include=status`.", ...ref("OrderStatus") },
    },
  };
}

export const RETRY_AFTER = {
  "Retry-After": {
    description: "Seconds to wait.",
    schema: { type: "integer", minimum: 1 },
  },
};

/**
 * @param {string} description
 * @param {...string} schemas
 */
export const answer = (description, ...schemas) => ({
  description,
  content: {
    "application/json": {
      schema:
        schemas.length === 1
          ? ref(/** @type {string} */ (schemas[0]))
          : { oneOf: schemas.map((name) => ref(name)) },
    },
  },
});

/** The refusals by their names. */
export const RESPONSES = {
  BadRequest: answer("A header overrides the method, or the body cannot be read.", "Refusal"),
  Unauthorized: answer("The shop does not know the shopper.", "Refusal"),
  PaymentRequired: answer("The payment is not confirmed.", "UnpaidPurchase"),
  Forbidden: answer(
    "Another origin, or an eSIM or number that is not the shopper's.",
    "OriginOrOwner",
  ),
  NotFound: answer("The shop does not offer this.", "ClosedEndpoint"),
  TooLarge: answer("The body is too large.", "Refusal"),
  UnsupportedType: answer("The body is not JSON, or it has an encoding.", "Refusal"),
  Invalid: answer(
    "A parameter is not valid, or PressOne refused the read.",
    "InvalidFields",
    "KnownProblem",
  ),
  TooMany: {
    ...answer("The shopper's limit, or PressOne's.", "Refusal"),
    headers: RETRY_AFTER,
  },
  ServerError: answer("The shop's server is set up wrongly.", "Refusal"),
  Unavailable: answer("The shop cannot do this now.", "Refusal"),
};
