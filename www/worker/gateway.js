// The shop's gateway to PressOne. It checks sessions and payments through the shop's own code.

import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { isCountry } from "./countries.js";
import { judgeClaim, judgeRenewal } from "./number-users.js";
import { verifyClaim, verifyPayment, verifyRenewal } from "./payments.js";
import { getShopper, readSessionId } from "./sessions.js";

/**
 * @typedef {object} GatewayEnvironment
 * @property {import("pressone-esim/stores").Store} STORE the journal, and the shop's payments
 * @property {import("./sessions.js").KeyValueStore} SESSIONS
 * @property {string} PRESSONE_URL
 * @property {string} CLIENT_ID
 * @property {string} CLIENT_SECRET
 * @property {string} STORE_SECRET
 * @property {import("pressone-esim/partner").PartnerOptions["numbers"]} [NUMBERS] the endpoints of phone numbers, which
 *   PressOne tells its partners; the shop sells no numbers if not given
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
    judgeRenewal,
    ...(env.NUMBERS && { numbers: env.NUMBERS }),
    judgeClaim,
  });

/** @param {GatewayEnvironment} env */
export function createShopGateway(env) {
  return createGateway({
    basePath: BASE_PATH,
    partner: () => createPartner(env),
    authorize: (request) => getShopper(env.SESSIONS, readSessionId(request)),
    // Each visitor may list the packages.
    mayBrowse: () => true,
    // The shop's own table has the eSIMs that it did not sell here. The gateway knows the others.
    ownsEsim: ({ esims }, iccid, { sold }) => esims.some((esim) => esim.iccid === iccid) || sold(),
    ownsOrder: (_shopper, _orderId, { sold }) => sold(),
    verifyPayment: ({ id }, order) => verifyPayment(env.STORE, id, order),
    ownsNumber: ({ numbers = [] }, email, { sold }) =>
      numbers.some((number) => number.email === email) || sold(),
    verifyRenewal: ({ id }, renewal) => verifyRenewal(env.STORE, id, renewal),
    // The page's filter is a country. All numbers are shown for any other text.
    mayBrowseNumbers: env.NUMBERS
      ? (_shopper, { filter }) => !isCountry(filter) || { query: { country: filter } }
      : null,
    verifyClaim: env.NUMBERS ? ({ id }, claim) => verifyClaim(env.STORE, id, claim) : null,
    expose: { number: ["country"] },
    onError: (error, { hook, endpoint, reference }) =>
      console.warn("gateway:", hook ?? endpoint, reference, error),
  });
}
