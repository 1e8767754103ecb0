// Purchases by the shop's own code: webhooks and timers. No hook is asked. The journal is the same as for
// pages, so a page's request and a webhook make one order.
import { readDirectArguments, referenceOf } from "./direct-arguments.js";
import { HookFailure, isOutcomeUnknown, isPressOneError, PartnerFailure } from "./errors.js";
import { outcomeOf } from "./events.js";
import { concernsShop } from "./read-errors.js";

/** @typedef {import("./partner-types.d.ts").Partner} Partner */
/** @typedef {import("./partner-types.d.ts").PurchaseKind} PurchaseKind */

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
   * @param {unknown} request
   * @param {(partner: Partner) => Promise<Made>} send
   */
  async function write(kind, request, send) {
    const reference = referenceOf(request);
    const endpoint = kind === "topup" ? "submitTopupOrder" : "renewNumber";
    /** @param {Partner} partner */
    const reported = async (partner) => {
      try {
        const made = await send(partner);
        report.write(kind, outcomeOf(made), reference);
        return made;
      } catch (error) {
        // A refused argument never reached the journal.
        if (!isPressOneError(error) || error.kind !== "invalid_argument") {
          report.write(kind, isOutcomeUnknown(error) ? "unknown" : "failed", reference);
        }
        throw error;
      }
    };
    return callDirectly(endpoint, reference, "write", reported);
  }

  const options = { waitUntil: inFlight.track };

  return {
    /** @param {{ id: unknown }} identity @param {import("./partner-types.d.ts").PartnerOrder} order */
    async purchase(identity, order) {
      const request = readDirectArguments(identity, order);
      return write("topup", request, (partner) => partner.submitTopupOrder(request, options));
    },

    /** @param {{ id: unknown }} identity @param {import("./partner-types.d.ts").PartnerRenewal} renewal */
    async renew(identity, renewal) {
      const request = readDirectArguments(identity, renewal);
      return write("renewal", request, (partner) => partner.renewNumber(request, options));
    },

    /** @param {string | import("./partner-types.d.ts").PurchaseKey} key */
    async closePurchase(key) {
      // It waits for the lock, and a store that may forget makes it read the order list.
      return callDirectly("closePurchase", referenceOf(key), "write", (partner) =>
        partner.closePurchase(key),
      );
    },
  };
}
