// Purchases by the shop's own code: webhooks and timers. No hook is asked. The journal is the same as for
// pages, so a page's request and a webhook make one order.
import { isFinalKind } from "../is-refused.js";
import { readDirectArguments, referenceOf } from "./direct-arguments.js";
import { HookFailure, isOutcomeUnknown, isPressOneError, PartnerFailure } from "./errors.js";
import { outcomeOf } from "./events.js";
import { PURCHASE_ENDPOINTS } from "./purchase-endpoints.js";
import { concernsShop } from "./read-errors.js";
import { shopperId } from "./shopper-id.js";

/** @typedef {import("./partner-types.d.ts").Partner} Partner */

/** The most calls of one purchase. More mean that other calls with its reference fail meanwhile. */
const MAX_CALLS = 5;

/**
 * Buys again after a failure that the journal has, unless that was a refusal for good. A caller that names
 * `tries` decides itself.
 *
 * @template {{ tries?: number }} Request
 * @template Made
 * @param {Request} request
 * @param {(request: Request) => Promise<Made>} send
 * @returns {Promise<Made>}
 */
async function sendUnlessRefused(request, send) {
  if (request === null || request.tries != null) return send(request);
  let tries = 0;
  for (let calls = 1; ; calls += 1) {
    try {
      return await send({ ...request, tries });
    } catch (error) {
      const isTransient = isPressOneError(error) && error.stored && !isFinalKind(error.kind);
      if (!isTransient || calls === MAX_CALLS) throw error;
      tries = error.tries ?? tries;
    }
  }
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
   * @param {keyof typeof PURCHASE_ENDPOINTS} kind
   * @param {unknown} request
   * @param {(partner: Partner) => Promise<Made>} send
   */
  async function write(kind, request, send) {
    const reference = referenceOf(request);
    const endpoint = PURCHASE_ENDPOINTS[kind];
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
    /** @param {{ id: unknown }} identity @param {any} order with its kind @returns {Promise<any>} */
    async purchase(identity, order) {
      const { kind = "topup", ...args } = readDirectArguments(identity, order) ?? {};
      const isSim = kind === "sim";
      if (!isSim && kind !== "topup") throw new TypeError("order.kind must be topup or sim");
      // An order that cannot be read is refused by the client.
      const request = Object.keys(args).length > 0 ? args : /** @type {any} */ (null);
      return write(kind, request, (partner) => {
        /** @param {any} known @returns {Promise<any>} */
        const send = (known) =>
          isSim ? partner.submitOrder(known, options) : partner.submitTopupOrder(known, options);
        return sendUnlessRefused(request, send);
      });
    },

    /** @param {{ id: unknown }} identity @param {import("./partner-types.d.ts").PartnerRenewal} renewal */
    async renew(identity, renewal) {
      const request = readDirectArguments(identity, renewal);
      return write("renewal", request, (partner) =>
        sendUnlessRefused(request, (known) => partner.renewNumber(known, options)),
      );
    },

    /** @param {{ id: unknown }} identity @param {import("./partner-types.d.ts").PartnerClaim} claim */
    async claim(identity, claim) {
      const request = readDirectArguments(identity, claim);
      return write("claim", request, (partner) =>
        sendUnlessRefused(request, (known) => partner.claimNumber(known, options)),
      );
    },

    /** @param {{ id: unknown }} from @param {{ id: unknown }} to @param {string} iccid */
    async transfer(from, to, iccid) {
      const [giver, taker] = [shopperId(from), shopperId(to)];
      return callDirectly("transfer", "", "journal", async (partner) =>
        partner.transferEsim(iccid, giver, taker),
      );
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
