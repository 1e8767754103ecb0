// The page's reads of the journal: the state of a reference, and the shopper's purchases.
import * as answers from "./answers.js";
import { keysOf } from "./journal-keys.js";
import { readParameters } from "./parameters.js";
import { decodeReference } from "./reference.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./partner-types.d.ts").PurchaseKind} PurchaseKind */
/** @typedef {import("./partner-types.d.ts").PurchaseQuery} PurchaseQuery */

/** The state of a reference that the journal does not have for this shopper. */
const NONE = { state: "none", tries: 0, created_at: null };

const KIND = { kind: /^(topup|sim|renewal|claim)$/ };
const LIST = {
  ...KIND,
  state: /^(open|done|failed|closed)$/,
  limit: /^([1-9]\d?|100)$/,
  after: /^[\w.~:/+=-]{1,200}$/,
};

/** A position in the list of a shopper's purchases is a key of the journal: `s/<digest of the shopper>/…`. */
const POSITION = /^s\/([^/]+)\//;

/**
 * Replaces the digest in a position by its index, because no page may see a digest.
 *
 * @param {string} next
 * @param {readonly string[]} digests
 */
const hideDigest = (next, digests) =>
  next.replace(POSITION, (_all, digest) => `s/${digests.indexOf(digest)}/`);

/** Replaces the index in a position by its digest. @param {string} after @param {readonly string[]} digests */
const showDigest = (after, digests) =>
  after.replace(POSITION, (_all, index) => `s/${digests[Number(index)]}/`);

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
      const read = readParameters(call.url.searchParams, KIND);
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
    async purchases({ url, shopper, digests }) {
      const read = readParameters(url.searchParams, LIST);
      if ("refusal" in read) return read.refusal;
      const { limit, after, ...filters } = read.values;
      const query = /** @type {PurchaseQuery} */ ({
        ...filters,
        ...(limit && { limit: Number(limit) }),
        ...(after && { after: showDigest(after, digests) }),
        shopper,
      });
      const { purchases, next } = await callPartner("journal", (partner) =>
        partner.purchases(query),
      );
      return answers.success(
        purchases.map((purchase) => viewOf(purchase)),
        { next: next && hideDigest(next, digests) },
      );
    },
  };
}
