// A shop: a client with the partner's credentials, and a gateway whose policy permits one shopper
// everything. Runs in every engine.
import { LOOK_UP_MS, SELLER_TIMEOUT_MS } from "./timing.js";

const BASE_PATH = "/api";
const SECRET = "a secret of the tests' own, and long enough";

/**
 * @typedef {ReturnType<typeof createShop>} Shop
 * @typedef {Pick<typeof import("../../../../pkg/index.js"), "createClient">} Esim
 * @typedef {Pick<typeof import("../../../../pkg/gateway/index.js"), "createGateway" | "upstream">} Gateway
 *
 * @typedef {object} Parts
 * @property {Esim} esim
 * @property {Gateway} gateway
 * @property {import("../../../../pkg/gateway/index.js").SharedStorage} storage
 *
 * @typedef {object} Access
 * @property {string} partner The partner's URL.
 * @property {{ client_id: string, client_secret: string }} credentials
 */

/** @param {Parts} parts @param {Access} access */
export function createShop({ esim, gateway, storage }, { partner, credentials }) {
  const shared = { lookUpMs: LOOK_UP_MS, maxRetries: 1 };
  const timeoutMs = SELLER_TIMEOUT_MS;
  const options = { ...shared, baseUrl: partner, credentials, storage, timeoutMs };
  const handleRequest = gateway.createGateway({
    client: () => esim.createClient(gateway.upstream({ ...options, secret: SECRET })),
    storage,
    secret: SECRET,
    basePath: BASE_PATH,
    limit: { requests: 1_000_000, windowMs: 60_000 },
    authorize: () => ({ id: "ada" }),
    ownsEsim: () => true,
    verifyPayment: () => true,
  });
  return {
    handleRequest,
    createDirectClient: () => esim.createClient(options),
    /** The client of a page, without a browser. */
    createGatewayClient: () =>
      esim.createClient({
        ...shared,
        baseUrl: `http://127.0.0.1${BASE_PATH}`,
        fetch: (/** @type {Request} */ request) => handleRequest(request),
      }),
  };
}
