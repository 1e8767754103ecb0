// The client of PressOne with the partner's credentials, and the gateway for the page.
import process from "node:process";
import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { memoryStore } from "pressone-esim/stores/memory";
import { verifyPayment } from "./payments.js";
import { findShopper } from "./sessions.js";

const { PRESSONE_URL, CLIENT_ID, CLIENT_SECRET, STORE_SECRET } = process.env;

/** All of it is lost when the process ends. A shop takes a store that survives. */
export const store = memoryStore();

export const partner = await createClient({
  baseUrl: PRESSONE_URL,
  credentials: { client_id: CLIENT_ID, client_secret: CLIENT_SECRET },
  store,
  secret: STORE_SECRET,
});

export const gateway = createGateway({
  basePath: "/api/pressone",
  // The origin that browsers see. Behind a proxy, requests have another one.
  publicOrigin: process.env.PUBLIC_ORIGIN,
  partner,
  authorize: (request) => findShopper(store, request.headers.get("Cookie")),
  ownsEsim: (shopper, iccid) => shopper.esims.includes(iccid),
  verifyPayment: (shopper, order) => verifyPayment(store, shopper, order),
  onError: (error, where) => console.error(where, error),
});
