// The shop's gateway to PressOne. It checks sessions and payments through the shop's own code.

import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { verifyPayment } from "./payments.js";
import { getShopper, readSessionId } from "./sessions.js";

/**
 * @typedef {object} GatewayEnvironment
 * @property {import("pressone-esim/stores").Store} STORE the journal, and the shop's payments
 * @property {import("./sessions.js").KeyValueStore} SESSIONS
 * @property {string} PRESSONE_URL
 * @property {string} CLIENT_ID
 * @property {string} CLIENT_SECRET
 * @property {string} STORE_SECRET
 */

export const BASE_PATH = "/api/pressone";

/** Makes a client of PressOne with the partner's credentials. @param {GatewayEnvironment} env */
export const createPartner = (env) =>
  createClient({
    baseUrl: env.PRESSONE_URL,
    credentials: { client_id: env.CLIENT_ID, client_secret: env.CLIENT_SECRET },
    store: env.STORE,
    secret: env.STORE_SECRET,
    maxRetries: 1,
    judgeRenewal: (before, after) => (periodEnd(after) > periodEnd(before) ? "done" : undefined),
  });

/**
 * Returns the end of a number's paid time, from PressOne's list of its user.
 *
 * @param {any} list
 */
const periodEnd = (list) => Date.parse(list?.results?.[0]?.subscription?.current_period_end);

/** @param {GatewayEnvironment} env */
export function createShopGateway(env) {
  return createGateway({
    basePath: BASE_PATH,
    partner: () => createPartner(env),
    authorize: (request) => getShopper(env.SESSIONS, readSessionId(request)),
    ownsEsim: ({ esims }, iccid) => esims.some((esim) => esim.iccid === iccid),
    verifyPayment: ({ id }, order) => verifyPayment(env.STORE, id, order),
    ownsNumber: ({ emails }, email) => emails.includes(email),
    // The demo renews without a payment. A real shop checks one here.
    verifyRenewal: () => "unpaid",
    onError: (error, { hook, endpoint, reference }) =>
      console.warn("gateway:", hook ?? endpoint, reference, error),
  });
}
