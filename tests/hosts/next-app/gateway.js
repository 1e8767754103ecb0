// The gateway of this shop for both runtimes. `process` is a global, because the edge runtime has no
// module of that name.
import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { memoryStore } from "pressone-esim/stores/memory";

const kept = { store: memoryStore(), secret: "s".repeat(32) };

/** @param {string} basePath */
export function createShopGateway(basePath) {
  const { PRESSONE = "", CLIENT_ID = "", CLIENT_SECRET = "", PUBLIC_ORIGIN } = process.env;
  const credentials = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
  return createGateway({
    basePath,
    ...(PUBLIC_ORIGIN && { publicOrigin: PUBLIC_ORIGIN }),
    partner: () => createClient({ baseUrl: PRESSONE, credentials, ...kept }),
    authorize: () => ({ id: "ada" }),
    ownsEsim: (_, iccid) => iccid === process.env.ICCID,
    verifyPayment: () => true,
    ownsNumber: (_, email) => email === process.env.EMAIL,
    verifyRenewal: () => true,
  });
}
