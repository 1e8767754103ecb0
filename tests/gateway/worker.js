// The worker of the gateway's tests: the gateway as a shop sets it up, with a policy that the tests can
// predict. A bearer token or a cookie names the shopper; the reference says whose payment it is.
import { createClient } from "pressone-esim";
import { createGateway, upstream } from "pressone-esim/gateway";
import { durableStorage, GatewayObject } from "pressone-esim/gateway/cloudflare";

export { GatewayObject };

/** @type {Map<string, ReturnType<typeof createGateway>>} */
const gateways = new Map();

/** @param {any} env @param {string} world */
function gatewayOf(env, world) {
  const storage = durableStorage(env.GATEWAY, `${world}:`);
  const secret = env.SECRET + world;
  /** @type {import("pressone-esim/gateway").GatewayPolicy} */
  const policy = {
    client: () =>
      createClient(
        upstream({
          baseUrl: `${env.PRESSONE}/world/${world}`,
          credentials: env.CREDENTIALS,
          storage,
          secret,
          lookUpMs: 400,
          timeoutMs: 5_000,
          maxRetries: 1,
        }),
      ),
    storage,
    secret,
    basePath: `/${world}`,
    limit: { requests: env.LIMIT ?? 100_000, windowMs: 60_000 },
    origins: ["https://partner-page.example"],
    authorize: (/** @type {Request} */ request) => {
      const bearer = /^Bearer shopper-(\w+)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
      const cookie = /(?:^|; )shopper=(\w+)$/.exec(request.headers.get("Cookie") ?? "")?.[1];
      const id = bearer ?? cookie;
      return id ? { id } : null;
    },
    ownsEsim: ({ id }, iccid) => (env.ESIMS[id] ?? []).includes(iccid),
    verifyPayment: ({ id }, { reference }, { price }) =>
      price > 0 && reference.startsWith(`paid-${id}-`),
    ownsNumber: ({ id }, email) => (env.EMAILS[id] ?? []).includes(email),
  };
  return createGateway(policy);
}

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  async fetch(request, env, context) {
    const world = new URL(request.url).pathname.split("/")[1] ?? "";
    const gateway = gateways.get(world) ?? gatewayOf(env, world);
    gateways.set(world, gateway);
    return gateway(request, context);
  },
};
