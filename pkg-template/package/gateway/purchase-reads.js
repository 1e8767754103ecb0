// The page's reads of the journal: the state of a reference, and the shopper's purchases.
import * as answers from "./answers.js";
import { keysOf } from "./journal-keys.js";
import { decodeReference } from "./reference.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./partner-types.d.ts").PurchaseKind} PurchaseKind */
/** @typedef {import("./partner-types.d.ts").PurchaseQuery} PurchaseQuery */

const MAX_PAGE_SIZE = 100;
/** The state of a reference that the journal does not have for this shopper. */
const NONE = { state: "none", tries: 0, created_at: null };

/** The rule of each parameter. @type {Record<string, RegExp>} */
const PARAMETERS = {
  kind: /^(topup|renewal)$/,
  state: /^(open|done|failed|closed)$/,
  limit: /^[1-9]\d{0,2}$/,
  after: /^[\w.~:/+=-]{1,200}$/,
};

/**
 * @param {URLSearchParams} params
 * @param {readonly string[]} names
 * @returns {{ values: Record<string, string> } | { refusal: Answer }}
 */
function readParameters(params, names) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of params) {
    const valid = names.includes(name) && !Object.hasOwn(values, name);
    if (!valid || !PARAMETERS[name]?.test(value)) {
      return { refusal: answers.invalid({ [name.slice(0, 64)]: "is not valid" }) };
    }
    values[name] = value;
  }
  return { values };
}

/**
 * @param {object} options
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {ReturnType<typeof import("./purchase-view.js").createPurchaseView>} options.viewOf
 */
export function createPurchaseReads({ callPartner, viewOf }) {
  return {
    /** @param {import("./endpoints.js").Call} call @returns {Promise<Answer>} */
    async getPurchase(call) {
      const reference = decodeReference(call.parameter);
      if (reference === undefined) {
        return answers.invalid({ reference: "must be a reference in base64url without padding" });
      }
      call.reference = reference;
      const read = readParameters(call.url.searchParams, ["kind"]);
      if ("refusal" in read) return read.refusal;
      const kind = /** @type {PurchaseKind | undefined} */ (read.values.kind);
      for (const key of keysOf(reference, call.shopper, kind)) {
        const entry = await callPartner("journal", (partner) =>
          partner.getPurchase(key, { waitUntil: call.waitUntil }),
        );
        if (entry.state === "none" || (kind && entry.kind !== kind)) continue;
        const view = viewOf(entry);
        return { ...answers.purchaseAnswer(view), ...answers.success(view) };
      }
      return answers.success({ reference, kind: kind ?? null, ...NONE });
    },

    /** @param {import("./endpoints.js").Call} call @returns {Promise<Answer>} */
    async purchases({ url, shopper }) {
      const read = readParameters(url.searchParams, ["limit", "after", "kind", "state"]);
      if ("refusal" in read) return read.refusal;
      const { limit, ...filters } = read.values;
      const query = /** @type {PurchaseQuery} */ ({
        ...filters,
        ...(limit && { limit: Math.min(Number(limit), MAX_PAGE_SIZE) }),
        shopper,
      });
      const { purchases, next } = await callPartner("journal", (partner) =>
        partner.purchases(query),
      );
      return answers.success(
        purchases.map((purchase) => viewOf(purchase)),
        { next: next ?? null },
      );
    },
  };
}
