// The endpoints: each checks the shopper's rights, and asks the partner client.
import { forbidden, notFound, unavailable } from "./answers.js";
import { listOwnOrders, readOrderQuery } from "./orders.js";
import { createPresenter } from "./presenter.js";
import { createPurchaseReads } from "./purchase-reads.js";
import { createPurchaseView } from "./purchase-view.js";
import { createPurchases } from "./purchases.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./partner-types.d.ts").Partner} Partner */
/**
 * @typedef {object} Call
 * @property {Request} request
 * @property {URL} url
 * @property {import("./routes.js").Route} route
 * @property {string} parameter of the path, or ""
 * @property {import("./index.d.ts").Identity} identity
 * @property {string} shopper the shop's id of the shopper, as text
 * @property {string} digest stands for the shopper
 * @property {(work: Promise<unknown>) => void} waitUntil
 * @property {string} [reference] set when it is known, for reports
 *
 * @typedef {object} EndpointHandler
 * @property {readonly string[]} missing the hooks without which the endpoint is closed
 * @property {(call: Call) => Promise<Answer>} serve
 */

/** The hooks that an endpoint needs. */
const HOOKS = /** @type {const} */ ({
  getTopupPackages: ["ownsEsim"],
  getPackageHistory: ["ownsEsim"],
  submitTopupOrder: ["ownsEsim", "verifyPayment"],
  renewNumber: ["ownsNumber", "verifyRenewal"],
});
/** The endpoint of each kind of purchase. */
const PURCHASE_ENDPOINTS = /** @type {const} */ ({
  topup: "submitTopupOrder",
  renewal: "renewNumber",
});

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {import("./hooks.js").HookCaller} options.callHook
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {import("./in-flight.js").InFlight} options.inFlight
 * @param {import("./events.js").Reporter} options.report
 * @returns {Record<import("./routes.js").Endpoint, EndpointHandler>}
 */
export function createEndpoints({ policy, callHook, callPartner, inFlight, report }) {
  const present = createPresenter(policy.expose);
  const viewOf = createPurchaseView(present);
  const reads = createPurchaseReads({ callPartner, viewOf });
  const purchase = createPurchases({ policy, callHook, callPartner, viewOf, report });

  /** @param {keyof typeof HOOKS} endpoint */
  const missingOf = (endpoint) => HOOKS[endpoint].filter((hook) => policy[hook] === undefined);

  for (const endpoint of /** @type {(keyof typeof HOOKS)[]} */ (Object.keys(HOOKS))) {
    const missing = missingOf(endpoint);
    if (missing.length > 0) report.closed(endpoint, missing);
  }

  /** @param {import("./partner-types.d.ts").PurchaseKind} kind */
  function refuseKind(kind) {
    const endpoint = PURCHASE_ENDPOINTS[kind];
    const missing = missingOf(endpoint);
    if (missing.length === 0) return undefined;
    report.refusedClosed(endpoint, missing);
    return notFound();
  }

  /**
   * A read of an eSIM that the shopper owns.
   *
   * @param {"getTopupPackages" | "getPackageHistory"} endpoint
   * @param {(partner: Partner, call: Call) => Promise<Answer>} read
   * @returns {EndpointHandler}
   */
  const ownEsimRead = (endpoint, read) => ({
    missing: missingOf(endpoint),
    async serve(call) {
      const { identity, parameter: iccid } = call;
      const owns = await callHook("ownsEsim", () => policy.ownsEsim?.(identity, iccid));
      return owns === true ? callPartner("read", (partner) => read(partner, call)) : forbidden();
    },
  });

  return {
    getTopupPackages: ownEsimRead("getTopupPackages", async (partner, { parameter }) =>
      present.topups(await partner.getTopupPackages(parameter)),
    ),

    getPackageHistory: ownEsimRead(
      "getPackageHistory",
      async (partner, { parameter, digest, waitUntil }) =>
        present.history(await partner.getPackageHistory(parameter, { waitUntil }), digest),
    ),

    getOrderList: {
      missing: [],
      async serve({ digest, url }) {
        const list = readOrderQuery(url.searchParams);
        if ("refusal" in list) return list.refusal;
        return callPartner("read", async (partner) =>
          present.orders(await listOwnOrders(partner, digest, list)),
        );
      },
    },

    getPurchase: { missing: [], serve: reads.getPurchase },
    purchases: { missing: [], serve: reads.purchases },

    purchase: {
      missing: [],
      serve: async (call) => (inFlight.closed ? unavailable() : purchase(call, refuseKind)),
    },
  };
}
