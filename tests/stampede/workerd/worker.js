// A shop's worker: one client for all requests of its isolate, on Durable Objects.
import { createClient } from "pressone-esim/partner";
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { BROKEN_STORES } from "./broken-stores.js";
import { readHistory } from "./caller.js";
import { withTimeLapse } from "./time-lapse.js";

export { StoreObject };

/** @type {Map<string, ReturnType<typeof createClient>>} */
const clients = new Map();

/** @param {any} env @param {string} world @param {string} broken */
function openClient(env, world, broken) {
  const fast = withTimeLapse(cloudflareStore(env.STORE, { owner: world }), env.FACTOR);
  return createClient({
    baseUrl: `${env.PRESSONE}/world/${world}`,
    credentials: env.CREDENTIALS,
    store: BROKEN_STORES[broken]?.(fast) ?? fast,
    secret: "a secret of the tests' own, and long enough",
    timeoutMs: env.TIMEOUT_MS,
  });
}

export default {
  /** @param {Request} request @param {any} env */
  async fetch(request, env) {
    const { searchParams } = new URL(request.url);
    const [world = "", broken = "", iccid = ""] = ["world", "broken", "iccid"].map(
      (name) => searchParams.get(name) ?? "",
    );
    const client = clients.get(world) ?? openClient(env, world, broken);
    clients.set(world, client);
    return Response.json(await readHistory(await client, iccid));
  },
};
