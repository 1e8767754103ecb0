// The client of PressOne with the partner's credentials, and the gateway for the pages.
import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { findPayment } from "./payments.js";
import { currentShopper } from "./sessions.js";
import { store } from "./store.js";

let client;

export function partnerClient() {
  const { PRESSONE_URL, CLIENT_ID, CLIENT_SECRET, STORE_SECRET } = process.env;
  client ??= createClient({
    baseUrl: PRESSONE_URL,
    credentials: { client_id: CLIENT_ID, client_secret: CLIENT_SECRET },
    store,
    secret: STORE_SECRET,
  });
  return client;
}

export const gateway = createGateway({
  basePath: "/api/pressone",
  publicOrigin: process.env.PUBLIC_ORIGIN,
  partner: partnerClient,
  authorize: currentShopper,
  ownsEsim: (shopper, iccid) => shopper.esims.includes(iccid),
  verifyPayment,
  onError: (error, where) => console.error(where, error),
});

/** Says if the reference is this shopper's payment for this eSIM and package. */
async function verifyPayment(shopper, { reference, iccid, package_id }) {
  const payment = await findPayment(reference);
  if (payment?.shopper !== shopper.id) return false;
  if (payment.iccid !== iccid || payment.package_id !== package_id) return false;
  if (payment.state === "pending") return "pending";
  return { paid: payment.state === "paid", price: payment.price };
}
