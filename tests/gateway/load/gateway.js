// The gateway set up as in its README, with shoppers who own the eSIM.

import { createGateway } from "pressone-esim/gateway";
import { createClient } from "pressone-esim/partner";
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";

export { StoreObject };

/** @type {ReturnType<typeof createGateway> | undefined} */
let gateway;

/** @param {any} env */
function gatewayOf({ STORE, PRESSONE: baseUrl, CREDENTIALS: credentials, SECRET: secret, ICCID }) {
  return createGateway({
    partner: () => createClient({ baseUrl, credentials, store: cloudflareStore(STORE), secret }),
    authorize: ({ headers }) => {
      const id = /^Bearer (shopper-\d+)$/.exec(headers.get("Authorization") ?? "")?.[1];
      return id ? { id } : null;
    },
    ownsEsim: (_, iccid) => iccid === ICCID,
    limit: { requests: 1_000_000_000, windowMs: 60_000 },
  });
}

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  fetch(request, env, context) {
    gateway ??= gatewayOf(env);
    return gateway(request, context);
  },
};
