// A shop: a client with the partner's credentials, and a gateway whose policy permits one shopper
// everything. Runs in every engine.
import { LOOK_UP_MS, PAGE_TIMEOUT_MS, SELLER_TIMEOUT_MS } from "./timing.js";

const BASE_PATH = "/api";
const SECRET = "a secret of the tests' own, and long enough";

/**
 * @typedef {ReturnType<typeof createShop>} Shop
 * @typedef {Pick<typeof import("../../../../pkg/index.js"), "createClient">} PagePackage
 * @typedef {Pick<typeof import("../../../../pkg/partner/index.js"), "createClient">} PartnerPackage
 * @typedef {Pick<typeof import("../../../../pkg/gateway/index.js"), "createGateway">} Gateway
 *
 * @typedef {object} Parts
 * @property {PagePackage} page
 * @property {PartnerPackage} partner
 * @property {Gateway} gateway
 * @property {import("../../../../pkg/stores/index.js").Store} store
 *
 * @typedef {object} Access
 * @property {string} partner The partner's URL.
 * @property {{ client_id: string, client_secret: string }} credentials
 */

/** @param {Parts} parts @param {Access} access */
export function createShop({ page, partner, gateway, store }, access) {
  const createDirectClient = () =>
    partner.createClient({
      ...{ baseUrl: access.partner, credentials: access.credentials, store, secret: SECRET },
      ...{ timeoutMs: SELLER_TIMEOUT_MS, lookUpMs: LOOK_UP_MS, maxRetries: 1 },
    });
  const handleRequest = gateway.createGateway({
    partner: createDirectClient,
    basePath: BASE_PATH,
    limit: { requests: 1_000_000, windowMs: 60_000 },
    authorize: () => ({ id: "ada" }),
    ownsEsim: () => true,
    verifyPayment: () => true,
  });
  return {
    handleRequest,
    createDirectClient,
    /** The client of a page, without a browser. @param {(work: Promise<unknown>) => void} waitUntil */
    createPageClient: (waitUntil) =>
      page.createClient({
        baseUrl: `http://127.0.0.1${BASE_PATH}`,
        timeoutMs: PAGE_TIMEOUT_MS,
        maxRetries: 1,
        fetch: (/** @type {Request} */ request) => handleRequest(request, { waitUntil }),
      }),
  };
}
