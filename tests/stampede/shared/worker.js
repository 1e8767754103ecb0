// A shop's worker: one client for all requests of its isolate, on Durable Objects, with a clock that a test
// sets forward.
import { createClient } from "pressone-esim/partner";
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { BROKEN_STORES } from "./broken-stores.js";
import { readHistory } from "./caller.js";
import { advance, installClock } from "./clock.js";

export { StoreObject };

installClock();

/** @type {Map<string, ReturnType<typeof createClient>>} */
const clients = new Map();

/** @param {any} env @param {string} world @param {string} broken @param {number} timeoutMs */
function openClient(env, world, broken, timeoutMs) {
  const store = cloudflareStore(env.STORE, { owner: world });
  return createClient({
    baseUrl: `${env.PRESSONE}/world/${world}`,
    credentials: env.CREDENTIALS,
    store: BROKEN_STORES[broken]?.(store) ?? store,
    secret: "a secret of the tests' own, and long enough",
    timeoutMs,
  });
}

export default {
  /** @param {Request} request @param {any} env @param {any} context */
  async fetch(request, env, context) {
    const { searchParams } = new URL(request.url);
    const parameter = (/** @type {string} */ name) => searchParams.get(name) ?? "";
    const passMs = Number(parameter("passMs"));
    if (passMs) {
      advance(passMs);
      return Response.json({});
    }
    const world = parameter("world");
    const client =
      clients.get(world) ??
      openClient(env, world, parameter("broken"), Number(parameter("timeoutMs")));
    clients.set(world, client);
    return Response.json(await readHistory(await client, parameter("iccid"), context));
  },
};
