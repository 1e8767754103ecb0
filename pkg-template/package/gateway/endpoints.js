// The endpoints: each checks the shopper's rights, and asks the partner client.
import { closedEndpoint, unavailable } from "./answers.js";
import { createBrowsing } from "./browsing.js";
import { warnOfMissingHooks } from "./console-log.js";
import { createNumberReads } from "./number-reads.js";
import { listOwnOrders, readOrderQuery } from "./orders.js";
import { createOwnReads } from "./own-reads.js";
import { createOwnership } from "./ownership.js";
import { createPresenter } from "./presenter.js";
import { PURCHASE_ENDPOINTS } from "./purchase-endpoints.js";
import { createPurchaseReads } from "./purchase-reads.js";
import { createPurchaseView } from "./purchase-view.js";
import { createPurchases } from "./purchases.js";

/** @typedef {import("./answers.js").Answer} Answer */
/**
 * @typedef {object} Call
 * @property {Request} request
 * @property {URL} url
 * @property {import("./routes.js").Route} route
 * @property {string} parameter of the path, or ""
 * @property {import("./index.d.ts").Identity} identity
 * @property {string} shopper the shop's id of the shopper, as text
 * @property {readonly string[]} digests stand for the shopper: one for each secret, newest first
 * @property {(work: Promise<unknown>) => void} waitUntil
 * @property {string} [reference] set when it is known, for reports
 *
 * @typedef {object} EndpointHandler
 * @property {readonly string[]} missing the hooks without which the endpoint is closed
 * @property {(call: Call) => Promise<Answer>} serve
 * @property {true} [isOpen] the call of an unknown shopper is served, too: without an identity
 */

/** The hooks that an endpoint needs. */
const HOOKS = /** @type {const} */ ({
  getPackages: ["mayBrowse"],
  getCompatibleDevices: ["mayBrowse"],
  getTopupPackages: ["ownsEsim"],
  getPackageHistory: ["ownsEsim"],
  getEsim: ["ownsEsim"],
  getUsage: ["ownsEsim"],
  getInstallation: ["ownsEsim"],
  getOrder: ["ownsOrder"],
  submitTopupOrder: ["ownsEsim", "verifyPayment"],
  submitOrder: ["verifyPayment"],
  renewNumber: ["ownsNumber", "verifyRenewal"],
  getAvailableNumbers: ["mayBrowseNumbers"],
  claimNumber: ["verifyClaim"],
});
/** Hooks of one purpose. A shop that passes none of them does without it. */
const PURPOSES = /** @type {const} */ ([
  ["ownsEsim", "verifyPayment"],
  ["ownsNumber", "verifyRenewal"],
  ["mayBrowse"],
  ["ownsOrder"],
  ["mayBrowseNumbers", "verifyClaim"],
]);
/** Purposes that few shops have. If a shop passes no hook of any purpose, the warning does not name these. */
const RARE_PURPOSES = ["mayBrowseNumbers"];

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
  const ownership = createOwnership({ policy, callHook, callPartner });
  const own = createOwnReads({ ownership, callPartner, present });
  const browsing = createBrowsing({ policy, callHook, callPartner, present });
  const numbers = createNumberReads({ policy, callHook, callPartner, present });
  const purchase = createPurchases({
    ...{ policy, callHook, callPartner, ownership, viewOf, report },
  });

  /** @param {keyof typeof HOOKS} endpoint */
  const missingOf = (endpoint) => HOOKS[endpoint].filter((hook) => !policy[hook]);

  const names = /** @type {(keyof typeof HOOKS)[]} */ (Object.keys(HOOKS));
  for (const endpoint of names) {
    const missing = missingOf(endpoint);
    if (missing.length > 0) report.closed(endpoint, missing);
  }
  if (!policy.onEvent) {
    const chosen = PURPOSES.filter((hooks) => hooks.some((hook) => policy[hook] !== undefined));
    const wanted =
      chosen.length > 0 ? chosen : PURPOSES.filter(([hook]) => !RARE_PURPOSES.includes(hook));
    const missing = wanted.flat().filter((hook) => policy[hook] === undefined);
    const closedBy = (/** @type {string} */ hook) =>
      names.filter((endpoint) => /** @type {readonly string[]} */ (HOOKS[endpoint]).includes(hook));
    warnOfMissingHooks(new Map(missing.map((hook) => [hook, closedBy(hook)])));
  }

  /** @param {keyof typeof PURCHASE_ENDPOINTS} kind */
  function refuseKind(kind) {
    const endpoint = PURCHASE_ENDPOINTS[kind];
    const missing = missingOf(endpoint);
    if (missing.length === 0) return undefined;
    report.refusedClosed(endpoint, missing);
    return closedEndpoint();
  }

  /**
   * @param {keyof typeof HOOKS} endpoint
   * @param {EndpointHandler["serve"]} serve
   */
  const byHook = (endpoint, serve) => ({ missing: missingOf(endpoint), serve });
  /** @type {typeof byHook} */
  const open = (endpoint, serve) => ({ ...byHook(endpoint, serve), isOpen: true });

  return {
    getPackages: open("getPackages", browsing.getPackages),
    getCompatibleDevices: open("getCompatibleDevices", browsing.getCompatibleDevices),
    getTopupPackages: byHook("getTopupPackages", own.getTopupPackages),
    getPackageHistory: byHook("getPackageHistory", own.getPackageHistory),
    getEsims: { missing: [], serve: own.getEsims },
    getEsim: byHook("getEsim", own.getEsim),
    getUsage: byHook("getUsage", own.getUsage),
    getInstallation: byHook("getInstallation", own.getInstallation),
    getOrder: byHook("getOrder", own.getOrder),

    getOrderList: {
      missing: [],
      async serve({ url, ...shopper }) {
        const list = readOrderQuery(url.searchParams);
        if ("refusal" in list) return list.refusal;
        return callPartner("read", async (partner) =>
          present.orders(await listOwnOrders(partner, shopper, list)),
        );
      },
    },

    getAvailableNumbers: byHook("getAvailableNumbers", numbers.getAvailableNumbers),

    getPurchase: { missing: [], serve: reads.getPurchase },
    purchases: { missing: [], serve: reads.purchases },

    purchase: {
      missing: [],
      serve: async (call) => (inFlight.closed ? unavailable() : purchase(call, refuseKind)),
    },
  };
}
