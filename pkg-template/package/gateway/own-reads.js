// Reads of what is the shopper's own: eSIMs, their usage and installation, and single orders.
import { forbidden } from "./answers.js";
import { LANGUAGE, LIMIT, listOf, PAGE, readParameters } from "./parameters.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./endpoints.js").Call} Call */
/** @typedef {import("./partner-types.d.ts").Partner} Partner */

const DEFAULT_PAGE_SIZE = 25;

/** A list of names that a parameter has. @param {string | undefined} text */
const parts = (text) => /** @type {any} */ (text ? { include: text.split(",") } : {});

/**
 * @param {object} options
 * @param {import("./ownership.js").Ownership} options.ownership
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {import("./presenter.js").Presenter} options.present
 */
export function createOwnReads({ ownership, callPartner, present }) {
  /**
   * A read of an eSIM that is the shopper's.
   *
   * @template {string} Name
   * @param {Readonly<Record<Name, RegExp>>} parameters
   * @param {(partner: Partner, call: Call, values: Partial<Record<Name, string>>) => Promise<Answer>} read
   * @returns {(call: Call) => Promise<Answer>}
   */
  const ownEsim = (parameters, read) => async (call) => {
    const query = readParameters(call.url.searchParams, parameters);
    if ("refusal" in query) return query.refusal;
    if (!(await ownership.ownsEsim(call, call.parameter))) return forbidden();
    return callPartner("read", (partner) => read(partner, call, query.values));
  };

  return {
    getTopupPackages: ownEsim({}, async (partner, { parameter }) =>
      present.topups(await partner.getTopupPackages(parameter)),
    ),

    getPackageHistory: ownEsim({}, async (partner, { parameter, digests, waitUntil }) =>
      present.history(await partner.getPackageHistory(parameter, { waitUntil }), digests),
    ),

    getEsim: ownEsim(
      { include: listOf("order", "order.status") },
      async (partner, { parameter, digests }, { include }) =>
        present.esim(await partner.getEsim(parameter, parts(include)), digests),
    ),

    getUsage: ownEsim({}, async (partner, { parameter }) =>
      present.usage(await partner.getUsage(parameter)),
    ),

    getInstallation: ownEsim({ language: LANGUAGE }, async (partner, { parameter }, query) =>
      present.installation(await partner.getInstallation(parameter, query)),
    ),

    /**
     * Returns the eSIMs that the journal has for the shopper, without those that `ownsEsim` denies.
     *
     * @param {Call} call
     * @returns {Promise<Answer>}
     */
    async getEsims(call) {
      const { shopper, digests } = call;
      const query = readParameters(call.url.searchParams, { page: PAGE, limit: LIMIT });
      if ("refusal" in query) return query.refusal;
      const { page = 1, limit = DEFAULT_PAGE_SIZE } = query.values;
      const position = { page: Number(page), limit: Number(limit) };
      const list = await callPartner("journal", async (partner) =>
        partner.esimsOf(shopper, position),
      );
      const own = await ownership.keepOwnEsims(call, list.esims);
      return present.esims(list, own, position, digests);
    },

    /** @param {Call} call @returns {Promise<Answer>} */
    async getOrder(call) {
      const query = readParameters(call.url.searchParams, { include: listOf("sims", "status") });
      if ("refusal" in query) return query.refusal;
      const { parameter: id, digests } = call;
      /** @type {Promise<import("./partner-types.d.ts").OrderDetails> | undefined} */
      let reading;
      const readOrder = () => {
        reading ??= callPartner("read", (partner) =>
          partner.getOrder(id, parts(query.values.include)),
        );
        return reading;
      };
      if (!(await ownership.ownsOrder(call, id, readOrder))) return forbidden();
      return present.orderDetails(await readOrder(), digests);
    },
  };
}
