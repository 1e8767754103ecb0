// A worker with one client for all requests of its isolate.
import { createClient } from "pressone-esim/partner";

/** @typedef {import("pressone-esim/partner").PartnerClient} Client */

const SHARED_TIMEOUT_MS = 16_000;

/** Each call returns a text that its answer has for this eSIM only. */
const CALLS = {
  /** @param {Client} client @param {string} iccid */
  history: async (client, iccid) => (await client.getPackageHistory(iccid)).packages[0]?.package_id,
  /** @param {Client} client @param {string} iccid */
  offers: async (client, iccid) => (await client.getTopupPackages(iccid))[0]?.id,
  /** @param {Client} client @param {string} iccid */
  orders: async (client, iccid) => (await client.getOrderList({ iccid })).orders[0]?.code,
  /** @param {Client} client @param {string} iccid */
  purchase: async (client, iccid) => {
    const order = { iccid, package_id: `of-${iccid}`, reference: `payment-${iccid}` };
    return (await client.submitTopupOrder(order)).code;
  },
};

/** @type {Client | undefined} */
let client;
/** The client whose visitors share the requests for its token and for one eSIM's history. @type {Client | undefined} */
let sharing;
let clients = 0;
/** @type {string[]} The eSIMs whose calls settled. */
const settled = [];

export default {
  /** @param {Request} request @param {{ UPSTREAM: string }} env */
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/state") return Response.json({ clients, settled });
    if (pathname === "/shared") {
      sharing ??= await createClient({
        baseUrl: env.UPSTREAM,
        credentials: { client_id: "id", client_secret: "secret" },
        timeoutMs: SHARED_TIMEOUT_MS,
      });
      const name = await CALLS.history(sharing, searchParams.get("iccid") ?? "").catch(
        ({ kind }) => kind,
      );
      return new Response(name);
    }
    if (!client) {
      const credentials = { client_id: "id", client_secret: "secret" };
      client = await createClient({ baseUrl: env.UPSTREAM, credentials, timeoutMs: 20_000 });
      clients++;
    }
    const call = CALLS[/** @type {keyof typeof CALLS} */ (pathname.slice(1))];
    const iccid = searchParams.get("iccid") ?? "";
    try {
      return new Response(await call(client, iccid));
    } catch (error) {
      return new Response(String(error), { status: 500 });
    } finally {
      settled.push(iccid);
    }
  },
};
