// Purchases and renewals. The client makes at most one order of a reference; this file adds the shop's
// check of the payment, the lock per eSIM, and the events.
import * as answers from "./answers.js";
import { isOutcomeUnknown, isPressOneError, UncertainWriteError } from "./errors.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").Client} Client */
/** @typedef {import("pressone-esim").TopupPackage} TopupPackage */
/** @typedef {import("./write-requests.js").OrderRequest & { shopper: string }} Order */

/** The outcome in events, by the `source` that the client returns. */
const OUTCOMES = { answer: "done", list: "found", journal: "repeated" };

/**
 * @param {object} options
 * @param {import("./storage.js").SharedStorage} options.storage
 * @param {ReturnType<typeof import("./presenter.js").createPresenter>} options.present
 * @param {import("./events.js").Reporter} options.report
 */
export function createWrites({ storage, present, report }) {
  /**
   * Calls `work` and reports its outcome.
   *
   * @template {{ source: keyof typeof OUTCOMES }} Outcome
   * @param {"pressone.order" | "pressone.renewal"} name
   * @param {string} reference
   * @param {() => Promise<Outcome>} work
   */
  async function withReport(name, reference, work) {
    try {
      const outcome = await work();
      report.write(name, OUTCOMES[outcome.source], reference);
      return outcome;
    } catch (thrown) {
      // After an unexpected error the request may have been sent.
      const error = isPressOneError(thrown) ? thrown : new UncertainWriteError(thrown);
      const outcome = isOutcomeUnknown(error) ? "unknown" : "refused";
      // The error may name another open renewal of the same number.
      const openReference = isPressOneError(error) ? error.reference : undefined;
      report.write(name, outcome, openReference ?? reference);
      throw error;
    }
  }

  /**
   * Calls `work` under the eSIM's lock. If the storage itself throws, the outcome is unknown: the lock
   * may have been lost while the order was on its way.
   *
   * @template T
   * @param {string} iccid
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function withEsimLock(iccid, work) {
    /** @type {unknown} */
    let workError;
    try {
      return await storage.lock(`pressone-gateway:esim:${iccid}`, () =>
        work().catch((error) => {
          workError = error;
          throw error;
        }),
      );
    } catch (error) {
      throw error === workError ? error : new UncertainWriteError(error);
    }
  }

  return {
    /**
     * @param {Client} client
     * @param {Order} order
     * @param {(offer: TopupPackage) => Promise<unknown>} verifyPayment
     * @returns {Promise<Answer>}
     */
    async purchase(client, order, verifyPayment) {
      /** Set if the payment was not confirmed. @type {{ answer: Answer } | { error: unknown } | undefined} */
      let rejection;
      const confirm = async (/** @type {TopupPackage} */ offer) => {
        try {
          rejection = rejectionBy(await verifyPayment(offer));
        } catch (error) {
          rejection = { error };
        }
        return !rejection;
      };
      try {
        const { reference, iccid } = order;
        const made = await withReport("pressone.order", reference, () =>
          withEsimLock(iccid, () => client.submitTopupOrder({ ...order, confirm })),
        );
        return present.order(made);
      } catch (error) {
        if (!rejection || isOutcomeUnknown(error)) throw error;
        if ("error" in rejection) throw rejection.error;
        return rejection.answer;
      }
    },

    /**
     * @param {Client} client
     * @param {import("./write-requests.js").RenewalRequest} request
     * @returns {Promise<Answer>}
     */
    async renew(client, request) {
      const renewal = await withReport("pressone.renewal", request.reference, () =>
        client.renewNumber(request),
      );
      return present.renewal(renewal);
    },
  };
}

/**
 * @param {unknown} verified the answer of the shop's `verifyPayment`
 * @returns {{ answer: Answer } | undefined} undefined if the payment is confirmed
 */
function rejectionBy(verified) {
  if (verified === true) return undefined;
  if (verified === "price_changed") return { answer: answers.priceChanged() };
  return { answer: answers.invalid({ payment: "is not confirmed" }) };
}
