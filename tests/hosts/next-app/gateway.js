// The gateway of this shop for both runtimes. `process` is a global, because the edge runtime has no
// module of that name.
import { createClient } from "pressone-esim";
import { createGateway, memoryStorage, upstream } from "pressone-esim/gateway";

const SECRET = "a secret of 32 characters or some more";

/** @param {string} basePath */
export function createShopGateway(basePath) {
  const { PRESSONE = "", CLIENT_ID = "", CLIENT_SECRET = "", PUBLIC_ORIGIN } = process.env;
  const storage = memoryStorage();
  const credentials = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
  const options = upstream({ baseUrl: PRESSONE, credentials, storage, secret: SECRET });
  return createGateway({
    basePath,
    ...(PUBLIC_ORIGIN && { publicOrigin: PUBLIC_ORIGIN }),
    storage,
    secret: SECRET,
    client: () => createClient(options),
    authorize: () => ({ id: "ada" }),
    ownsEsim: (_, iccid) => iccid === process.env.ICCID,
    verifyPayment: () => true,
  });
}
