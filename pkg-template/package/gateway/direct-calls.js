// Purchases by the shop's own code: webhooks and timers. No hook is asked. The journal is the same as for
// pages, so a page's request and a webhook make one order.
import { HookFailure, isOutcomeUnknown, PartnerFailure } from "./errors.js";
import { outcomeOf } from "./events.js";
import { concernsShop } from "./read-errors.js";
import { shopperId } from "./shopper-id.js";

/** @typedef {import("./partner-types.d.ts").Partner} Partner */
/** @typedef {import("./partner-types.d.ts").PurchaseKind} PurchaseKind */

/** A webhook that is called again must not buy again. @param {unknown} reference */
function checkReference(reference) {
  if (typeof reference === "string" && reference !== "") return;
  throw new TypeError("reference is missing; it is the payment's id. Nothing was sent");
}

/**
 * @param {object} options
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {import("./in-flight.js").InFlight} options.inFlight
 * @param {import("./events.js").Reporter} options.report
 */
export function createDirectCalls({ callPartner, inFlight, report }) {
  /**
   * @template T
   * @param {string} endpoint
   * @param {string} reference
   * @param {"write" | "journal"} limit
   * @param {(partner: Partner) => Promise<T>} call
   * @returns {Promise<T>} rejects with the client's own error
   */
  async function callDirectly(endpoint, reference, limit, call) {
    if (inFlight.closed) {
      throw new Error("the gateway is closed: nothing was sent; repeat the call on a running one");
    }
    const called = callPartner(limit, (partner) => {
      const work = call(partner);
      // It goes on if it outlives the gateway's limit.
      inFlight.track(work);
      return work;
    });
    inFlight.track(called);
    try {
      return await called;
    } catch (failure) {
      if (concernsShop(failure)) report.failure(failure, { endpoint, reference });
      const inner = failure instanceof HookFailure || failure instanceof PartnerFailure;
      throw inner ? failure.cause : failure;
    }
  }

  /**
   * @template {{ source?: string }} Made
   * @param {PurchaseKind} kind
   * @param {string} reference
   * @param {(partner: Partner) => Promise<Made>} send
   */
  async function write(kind, reference, send) {
    const endpoint = kind === "topup" ? "submitTopupOrder" : "renewNumber";
    /** @param {Partner} partner */
    const reported = async (partner) => {
      try {
        const made = await send(partner);
        report.write(kind, outcomeOf(made), reference);
        return made;
      } catch (error) {
        report.write(kind, isOutcomeUnknown(error) ? "unknown" : "failed", reference);
        throw error;
      }
    };
    return callDirectly(endpoint, reference, "write", reported);
  }

  const options = { waitUntil: inFlight.track };

  return {
    /** @param {{ id: unknown }} identity @param {import("./partner-types.d.ts").PartnerOrder} order */
    async purchase(identity, order) {
      const request = { ...order, shopper: shopperId(identity) };
      checkReference(request.reference);
      return write("topup", request.reference, (partner) =>
        partner.submitTopupOrder(request, options),
      );
    },

    /** @param {{ id: unknown }} identity @param {import("./partner-types.d.ts").PartnerRenewal} renewal */
    async renew(identity, renewal) {
      const request = { ...renewal, shopper: shopperId(identity) };
      checkReference(request.reference);
      return write("renewal", request.reference, (partner) =>
        partner.renewNumber(request, options),
      );
    },

    /** @param {string | import("./partner-types.d.ts").PurchaseKey} key */
    async closePurchase(key) {
      const reference = typeof key === "string" ? key : key.reference;
      // It waits for the lock, and a store that may forget makes it read the order list.
      return callDirectly("closePurchase", reference, "write", (partner) =>
        partner.closePurchase(key),
      );
    },
  };
}
