// The client of PressOne with the partner's credentials, and the gateway for the page.

import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { getRequestEvent } from "$app/server";
import { env } from "$env/dynamic/private";
import { verifyPayment } from "./payments.js";
import { store } from "./store.js";

let client;

export function partnerClient() {
  client ??= createClient({
    baseUrl: env.PRESSONE_URL,
    credentials: { client_id: env.CLIENT_ID, client_secret: env.CLIENT_SECRET },
    store,
    secret: env.STORE_SECRET,
  });
  return client;
}

export const gateway = createGateway({
  basePath: "/api/pressone",
  partner: partnerClient,
  // hooks.server.js has found the shopper.
  authorize: () => getRequestEvent().locals.shopper,
  ownsEsim: (shopper, iccid) => shopper.esims.includes(iccid),
  verifyPayment,
  onError: (error, where) => console.error(where, error),
});
