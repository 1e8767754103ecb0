// The script of a page, of a sandboxed frame, and of a page's workers. It runs the same calls in each, and
// answers with what happened. The page's server has the package at `/pressone-esim/`.

import * as partner from "/pressone-esim/partner/web.js";
import * as esim from "/pressone-esim/web.js";

const ICCID = "8944500102030405061";
const ORDER = { id: 7, code: "20261126-000007", package_id: "p", iccid: ICCID, price: 4.5 };
const GATEWAY = { gateway: 1 };

/** The answers of a gateway, by the last part of the path. @type {Record<string, unknown>} */
const ANSWERS = {
  "purchases.json": {
    data: { reference: "pay-1", kind: "topup", state: "done", tries: 0, order: ORDER },
    meta: GATEWAY,
  },
  topups: { data: [], meta: GATEWAY },
  packages: { data: [], meta: { ...GATEWAY, age_ms: 0, next_ms: 900_000, source: "network" } },
};

/** A fetch function that answers like a gateway, and the requests that it got. */
function createGatewayFetch() {
  /** @type {{ url: string, method: string, key: string | null }[]} */
  const requests = [];
  return {
    requests,
    /** @param {Request} request */
    fetch: async ({ url, method, headers }) => {
      requests.push({ url, method, key: headers.get("Idempotency-Key") });
      const { pathname } = new URL(url);
      return Response.json(ANSWERS[pathname.slice(pathname.lastIndexOf("/") + 1)]);
    },
  };
}

/** The kind and the path of a rejection. @param {Promise<unknown>} promise */
const refusal = (promise) =>
  promise.then(
    () => "no error",
    ({ kind, path }) => ({ kind, path }),
  );

/** Calls over a relative URL, with answers that this script makes. */
async function callGateway() {
  const { fetch, requests } = createGatewayFetch();
  const client = await esim.createClient({ baseUrl: "/api", fetch });
  await client.getTopupPackages(ICCID);
  const order = await client.submitTopupOrder({
    ...{ package_id: "p", iccid: ICCID, reference: "pay-1" },
  });
  const sources = [];
  for (let count = 0; count < 2; count += 1) {
    sources.push((await client.getPackageHistory(ICCID)).source);
  }
  await client.clearCache();
  return { requests, order: order.id, sources };
}

async function refuseCredentials() {
  const credentials = { client_id: "id", client_secret: "secret" };
  const options = { baseUrl: "https://pressone.example", credentials };
  return [
    await refusal(esim.createClient(/** @type {any} */ (options))),
    await refusal(partner.createClient(options)),
  ];
}

/** Buys over the network, through the gateway of the page's server. @param {string} baseUrl */
async function buy(baseUrl) {
  const client = await esim.createClient({ baseUrl });
  const { purchases } = await client.purchases();
  return purchases.length;
}

/** @param {{ data: { shop?: string }, ports: readonly MessagePort[] }} message */
async function answer({ data: { shop }, ports: [port] }) {
  try {
    port?.postMessage({
      ...(await callGateway()),
      refused: await refuseCredentials(),
      purchases: shop ? await buy(shop) : 0,
    });
  } catch (error) {
    port?.postMessage({ error: String(error instanceof Error ? error.stack : error) });
  }
}

addEventListener("message", answer);
// A shared worker.
addEventListener("connect", (event) => {
  const [port] = /** @type {MessageEvent} */ (event).ports;
  if (port) port.onmessage = answer;
});
