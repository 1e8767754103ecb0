// The gateway of this shop, whichever runtime it is mounted in: the edge has a global `process` alone.
import { createClient } from "pressone-esim";
import { createGateway, memoryStorage, upstream } from "pressone-esim/gateway";

/** @param {string} basePath */
export function gatewayAt(basePath) {
  const { PRESSONE = "", CLIENT_ID = "", CLIENT_SECRET = "", PUBLIC_ORIGIN } = process.env;
  const [storage, secret] = [memoryStorage(), "a secret of 32 characters or some more"];
  const credentials = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
  const options = upstream({ baseUrl: PRESSONE, credentials, storage, secret });
  return createGateway({
    basePath,
    ...(PUBLIC_ORIGIN && { publicOrigin: PUBLIC_ORIGIN }),
    ...{ storage, secret },
    client: () => createClient(options),
    authorize: () => ({ id: "ada" }),
    ownsEsim: (_, iccid) => iccid === process.env.ICCID,
    verifyPayment: () => true,
  });
}
