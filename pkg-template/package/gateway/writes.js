// Purchases and renewals: the client makes one of all that have the same reference; here is what the
// shop has a say in, and what is told of them.
import * as answers from "./answers.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").Client} Client */
/** @typedef {{ reference: string, shopper: string, iccid: string, package_id: string, description: string }} Wanted */

const OUTCOMES = { answer: "done", list: "found", journal: "repeated" };

/**
 * @param {object} shop
 * @param {import("./store.js").SharedStorage} shop.storage
 * @param {ReturnType<typeof answers.telling>} shop.told
 * @param {(name: "pressone.order" | "pressone.renewal", outcome: string, reference: string) => void} shop.report
 */
export function writing({ storage, told, report }) {
  /**
   * @template {{ source: keyof typeof OUTCOMES }} Outcome
   * @param {"pressone.order" | "pressone.renewal"} name
   * @param {string} reference
   * @param {() => Promise<Outcome>} work
   */
  async function reported(name, reference, work) {
    try {
      const outcome = await work();
      report(name, OUTCOMES[outcome.source], reference);
      return outcome;
    } catch (thrown) {
      // What is not the package's was not foreseen, and the request may have left by then.
      const error = answers.isPressOneError(thrown) ? thrown : answers.open(thrown);
      // What is open may be another one, of the same number.
      const open = answers.isPressOneError(error) ? error.reference : undefined;
      report(name, answers.isOpen(error) ? "unknown" : "refused", open ?? reference);
      throw error;
    }
  }

  /**
   * Alone with its eSIM. What the storage itself throws leaves open what happened: it may have lost the
   * lock while the order was on its way.
   *
   * @template T
   * @param {string} iccid
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function alone(iccid, work) {
    /** @type {unknown} */
    let certain;
    try {
      return await storage.lock(`pressone-gateway:esim:${iccid}`, () =>
        work().catch((error) => {
          certain = error;
          throw error;
        }),
      );
    } catch (error) {
      throw error === certain ? error : answers.open(error);
    }
  }

  return {
    /**
     * @param {Client} client
     * @param {Wanted} wanted
     * @param {(offer: import("pressone-esim").TopupPackage) => Promise<unknown>} verify
     * @returns {Promise<Answer>}
     */
    async purchase(client, wanted, verify) {
      /** What the shop says of the payment, other than yes. @type {(() => Answer) | undefined} */
      let refusal;
      const confirm = async (/** @type {import("pressone-esim").TopupPackage} */ offer) => {
        try {
          const paid = await verify(offer);
          if (paid === "price_changed") refusal = answers.priceChanged;
          else if (paid !== true) refusal = () => answers.invalid({ payment: "is not confirmed" });
        } catch (error) {
          refusal = () => {
            throw error;
          };
        }
        return !refusal;
      };
      const { reference, iccid } = wanted;
      try {
        const order = await reported("pressone.order", reference, () =>
          alone(iccid, () => client.submitTopupOrder({ ...wanted, confirm })),
        );
        return told.order(order);
      } catch (error) {
        if (refusal && !answers.isOpen(error)) return refusal();
        throw error;
      }
    },

    /**
     * @param {Client} client
     * @param {{ reference: string, email: string }} wanted
     * @returns {Promise<Answer>}
     */
    renew: async (client, wanted) =>
      answers.renewed(
        await reported("pressone.renewal", wanted.reference, () => client.renewNumber(wanted)),
      ),
  };
}
