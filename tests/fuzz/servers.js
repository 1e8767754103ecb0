// The servers that are fuzzed: a gateway over a sandbox, and a sandbox. Their clocks and data are the same in each run.
import { once } from "node:events";
import { createServer } from "node:http";
import { createGateway } from "../../pkg/gateway/index.js";
import { nodeHandler } from "../../pkg/gateway/node.js";
import { createClient } from "../../pkg/partner/node.js";
import { createSandbox } from "../../pkg/sandbox/index.js";
import { startSandbox } from "../../pkg/sandbox/server.js";
import { memoryStore } from "../../pkg/stores/memory.js";

/** @typedef {(request: Request) => Promise<Response>} Handler */

export const BASE_PATH = "/api/pressone";
export const SHOPPER_TOKEN = "shopper-ada";

/** The sandbox's balance. No run buys for more. */
const BALANCE = 1_000_000;
/** A package of the sandbox for a new eSIM. */
const ESIM_PACKAGE = "northwind-15days-2gb";
const NOON = Date.UTC(2026, 4, 20, 12);

/**
 * @param {import("node:http").RequestListener} listener
 * @param {string} path
 */
async function listen(listener, path) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * A gateway that offers everything, over a sandbox in the same process.
 *
 * @param {(gateway: Handler) => Handler} [plant] changes the gateway
 */
export async function serveGateway(plant = (gateway) => gateway) {
  const sandbox = createSandbox({ now: () => NOON, balance: BALANCE });
  const { baseUrl, credentials, fetch, iccids, emails, numbers } = sandbox;
  const partner = await createClient({
    ...{ baseUrl, credentials, fetch, numbers, store: memoryStore(), lookUpMs: 0 },
    secret: "a secret of the fuzzer's own gateway",
  });
  const offers = await partner.getTopupPackages(iccids.active);
  const prices = new Map(offers.map(({ id, price }) => [id, price]));
  const gateway = createGateway({
    partner,
    basePath: BASE_PATH,
    limit: { requests: 1_000_000, windowMs: 60_000 },
    authorize: (request) =>
      request.headers.get("Authorization") === `Bearer ${SHOPPER_TOKEN}` ? { id: "ada" } : null,
    mayBrowse: () => true,
    ownsEsim: () => true,
    ownsOrder: () => true,
    verifyPayment: (_, { package_id, quantity }) => ({
      paid: true,
      price: prices.get(package_id) ?? 1,
      ...(quantity !== null && { quantity }),
    }),
    ownsNumber: () => true,
    verifyRenewal: () => true,
    mayBrowseNumbers: () => true,
    verifyClaim: () => true,
    onEvent: () => {},
    onError: () => {},
  });
  // Lists without rows would show nothing.
  const shopper = { id: "ada" };
  const orders = [];
  for (const [index, { id: package_id }] of offers.entries()) {
    const order = { reference: `pay_${index}`, iccid: iccids.active, package_id };
    orders.push(String((await gateway.purchase(shopper, order)).id));
  }
  await partner.submitOrder({ package_id: ESIM_PACKAGE, quantity: 2, shopper: shopper.id });
  await gateway.renew(shopper, { reference: "renewal_1", email: emails.subscriber });
  const { next } = await partner.purchases({ limit: 1, ...{ shopper: "ada" } });
  const listed = await gateway(
    new Request(`https://shop.example${BASE_PATH}/numbers.json`, {
      headers: { Authorization: `Bearer ${SHOPPER_TOKEN}` },
    }),
  );
  const { data, meta } = await listed.json();
  const changed = /** @type {typeof gateway} */ (
    Object.assign(plant(gateway), { basePath: BASE_PATH })
  );
  const packages = [...prices.keys()];
  const known = {
    ...{ packages, orders, cursors: [next ?? "", meta.next] },
    numbers: data.map((/** @type {any} */ row) => row.number),
  };
  return { ...(await listen(nodeHandler(changed), BASE_PATH)), sandbox, known };
}

/**
 * A sandbox without PressOne's rate limits, because a fuzzer would meet little else.
 *
 * @param {(sandbox: Handler) => Handler} [plant] changes the sandbox
 */
export async function serveSandbox(plant) {
  const settings = { historyWindowMs: 0, usagePerMinute: 1e6, packagesPerMinute: 1e6 };
  const options = { now: () => NOON, balance: BALANCE, settings };
  if (!plant) return startSandbox(options);
  const sandbox = createSandbox(options);
  const gateway = Object.assign(plant(sandbox.fetch), { basePath: "" });
  return { ...(await listen(nodeHandler(/** @type {any} */ (gateway)), "")), sandbox };
}
