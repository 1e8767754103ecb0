// The client of PressOne with the partner's credentials, and the gateway for the pages.
import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { verifyPayment } from "./payments.js";
import { findShopper } from "./sessions.js";

export function createPartner(env, store) {
  return createClient({
    baseUrl: env.PRESSONE_URL,
    credentials: { client_id: env.CLIENT_ID, client_secret: env.CLIENT_SECRET },
    store,
    secret: env.STORE_SECRET,
  });
}

export function createShopGateway(partner, store) {
  return createGateway({
    basePath: "/api/pressone",
    partner,
    authorize: (request) => findShopper(store, request.headers.get("Cookie")),
    ownsEsim: (shopper, iccid) => shopper.esims.includes(iccid),
    verifyPayment: (shopper, order) => verifyPayment(store, shopper, order),
    onError: (error, where) => console.error(where, error),
  });
}
