// The shop's gateway to PressOne. It checks sessions and payments through the shop's own code.
import { createClient } from "pressone-esim";
import { createGateway, upstream } from "pressone-esim/gateway";
import { durableStorage } from "pressone-esim/gateway/cloudflare";
import { verifyPayment } from "./payments.js";
import { getShopper, readSessionId } from "./sessions.js";

/**
 * @typedef {object} GatewayEnvironment
 * @property {import("pressone-esim/gateway/cloudflare").GatewayNamespace} GATEWAY
 * @property {import("./sessions.js").KeyValueStore} SESSIONS
 * @property {string} PRESSONE_URL
 * @property {string} CLIENT_ID
 * @property {string} CLIENT_SECRET
 * @property {string} GATEWAY_SECRET
 */

export const BASE_PATH = "/api/pressone";

/** @param {GatewayEnvironment} env */
export function createShopGateway(env) {
  const storage = durableStorage(env.GATEWAY);
  const secret = env.GATEWAY_SECRET;
  const clientOptions = upstream({
    baseUrl: env.PRESSONE_URL,
    credentials: { client_id: env.CLIENT_ID, client_secret: env.CLIENT_SECRET },
    storage,
    secret,
    // Shorter than the page client's timeout, so the page receives the outcome.
    timeoutMs: 20_000,
    maxRetries: 1,
  });
  return createGateway({
    basePath: BASE_PATH,
    storage,
    secret,
    client: () => createClient(clientOptions),
    async authorize(request) {
      const sessionId = readSessionId(request);
      const shopper = await getShopper(env.SESSIONS, sessionId);
      return shopper && { ...shopper, sessionId };
    },
    ownsEsim: ({ esims }, iccid) => esims.some((esim) => esim.iccid === iccid),
    ownsNumber: ({ emails }, email) => emails.includes(email),
    verifyPayment: ({ sessionId }, order, offer) =>
      verifyPayment(storage, String(sessionId), order, offer.price),
  });
}
