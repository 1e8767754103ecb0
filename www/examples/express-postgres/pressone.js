// The client of PressOne with the partner's credentials, and the gateway for the page.
import process from "node:process";
import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { postgresStore } from "pressone-esim/stores/postgres";
import { pool } from "./database.js";
import { verifyPayment } from "./payments.js";
import { findShopper } from "./shoppers.js";

const { PRESSONE_URL, CLIENT_ID, CLIENT_SECRET, STORE_SECRET, PUBLIC_ORIGIN } = process.env;

export const partner = await createClient({
  baseUrl: PRESSONE_URL,
  credentials: { client_id: CLIENT_ID, client_secret: CLIENT_SECRET },
  store: postgresStore(pool), // creates its tables
  secret: STORE_SECRET,
});

export const gateway = createGateway({
  basePath: "/api/pressone",
  // The origin that browsers see. Behind a proxy, requests have another one.
  publicOrigin: PUBLIC_ORIGIN,
  partner,
  authorize: (request) => findShopper(request.headers.get("Cookie")),
  ownsEsim: (shopper, iccid) => shopper.esims.includes(iccid),
  verifyPayment,
  onError: (error, where) => console.error(where, error),
});
