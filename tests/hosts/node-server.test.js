// The packed tarball's gateway in Node's HTTP server, mounted as the README says, behind a proxy that
// does not forward the public origin. `tests/gateway-unit/node.test.js` has the other tests of the adapter.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { listen } from "../../pkg-template/package/sandbox/node-http.js";
import { itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";

const BOUND = { timeout: 60_000 };
const BASE_PATH = "/api/pressone";
const ORIGIN = "https://shop.example";
const COOKIE = "a=1; session=ada";
const PURCHASES = "/purchases.json";

describe("the gateway in Node's HTTP server", () => {
  const { installed, remove } = installTarball("node-server");
  const sandbox = useSandbox();
  const pressone = () => sandbox().sandbox;
  /** @type {(file: string) => Promise<any>} */
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  /** @type {typeof import("../../pkg/index.js")} */
  let esim;
  /** @type {typeof import("../../pkg/partner/index.js")} */
  let partner;
  /** @type {Awaited<ReturnType<typeof listen>>} */
  let server;
  /** @type {import("../../pkg/gateway/index.js").GatewayEvent[]} */
  const events = [];
  before(async () => {
    esim = await load("node.js");
    partner = await load("partner/node.js");
    const { createGateway } = await load("gateway/index.js");
    const { nodeHandler } = await load("gateway/node.js");
    const { memoryStore } = await load("stores/memory.js");
    const kept = { store: memoryStore(), secret: "s".repeat(32) };
    const { credentials, emails } = pressone();
    const gateway = createGateway({
      basePath: BASE_PATH,
      publicOrigin: ORIGIN,
      partner: await partner.createClient({ baseUrl: sandbox().url, credentials, ...kept }),
      authorize: (/** @type {Request} */ { headers }) =>
        headers.get("Cookie") === COOKIE ? { id: "ada" } : null,
      ownsEsim: () => true,
      verifyPayment: () => true,
      ownsNumber: (/** @type {unknown} */ _, /** @type {string} */ email) =>
        email === emails.subscriber,
      verifyRenewal: () => true,
      origins: ["https://partner.example"],
      onEvent: (/** @type {any} */ event) => events.push(event),
    });
    server = await listen(createServer(nodeHandler(gateway)));
  });
  after(async () => {
    await server.close();
    remove();
  });

  /**
   * A request as a proxy forwards it after TLS. It is not complete before `end`.
   *
   * @param {string} path
   * @param {{ method?: string, headers?: Record<string, string | string[]> }} init
   */
  const openRequest = (path, { method = "GET", headers = {} }) =>
    request({
      ...{ host: "127.0.0.1", port: server.port, path: BASE_PATH + path, agent: false },
      method,
      headers: { Cookie: COOKIE.split("; "), Origin: ORIGIN, ...headers },
    });

  /**
   * @param {string} path
   * @param {{ method?: string, headers?: Record<string, string | string[]>, body?: string | string[] }} [init]
   * @returns {Promise<{ status: number, headers: import("node:http").IncomingHttpHeaders, body: any }>}
   */
  const send = (path, { body = [], ...init } = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = openRequest(path, init);
      outgoing.on("response", (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        answer.on("end", () => {
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, headers, body: JSON.parse(text) });
        });
      });
      outgoing.on("error", reject);
      for (const part of [body].flat()) outgoing.write(part);
      outgoing.end();
    });

  const topupsPath = () => `/customer/v2/sims/${pressone().iccids.active}/topups`;

  /** @param {string | string[]} reference */
  const orderInit = (reference) => ({
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": reference },
    body: JSON.stringify({
      kind: "topup",
      iccid: pressone().iccids.active,
      package_id: "northwind-7days-1gb-topup",
    }),
  });
  const countOrders = () => pressone().ledger.orders.length;

  it("serves a page's client", BOUND, async () => {
    /** Adds the headers that a browser adds. @param {Request} outgoing */
    const fetch = (outgoing) => {
      const headers = { Cookie: COOKIE, Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };
      for (const [name, value] of Object.entries(headers)) outgoing.headers.set(name, value);
      return globalThis.fetch(outgoing);
    };
    const page = await esim.createClient({ baseUrl: server.url + BASE_PATH, fetch });
    const { active } = pressone().iccids;
    const [offer] = await page.getTopupPackages(active);
    assert.ok(offer);
    const { id, price } = offer;
    const purchase = { iccid: active, package_id: id, price, reference: "page-1" };
    const { order_id } = await page.submitTopupOrder(purchase);
    assert.equal(pressone().ledger.orders.at(-1)?.id, order_id);
    const { orders } = await page.getOrderList({ description: "page-1:" });
    assert.deepEqual(
      orders.map((order) => order.id),
      [order_id],
    );
    const renewal = await page.renewNumber({ email: pressone().emails.subscriber });
    assert.equal(renewal.success, true);
  });

  it("allows its public origin, and not the address behind the proxy", BOUND, async () => {
    const statusFor = async (/** @type {string} */ Origin) =>
      (await send(topupsPath(), { headers: { Origin } })).status;
    assert.equal(await statusFor(ORIGIN), 200);
    assert.equal(await statusFor(server.url), 403);
    assert.equal(await statusFor("http://shop.example"), 403);
  });

  it("passes headers on unchanged, and refuses two references", BOUND, async () => {
    const { headers } = await send(topupsPath(), {
      headers: { Origin: "https://partner.example" },
    });
    assert.equal(headers["access-control-allow-origin"], "https://partner.example");
    assert.match(headers.vary ?? "", /Cookie/);
    const before = countOrders();
    const refused = await send(PURCHASES, orderInit(["twice-1", "twice-2"]));
    assert.equal(refused.status, 422);
    assert.equal(countOrders(), before);
  });

  it("finishes an order whose page disconnects", BOUND, async () => {
    const before = countOrders();
    pressone().faults.add({ endpoint: "submit", kind: "latency", ms: 400 });
    const { body, ...init } = orderInit("gone-1");
    const eventsBefore = events.length;
    await new Promise((resolve, reject) => {
      const outgoing = openRequest(PURCHASES, init);
      outgoing.on("error", () => {});
      outgoing.on("close", resolve);
      outgoing.on("response", () => reject(new Error("the page got an answer")));
      outgoing.end(body);
      setTimeout(() => outgoing.destroy(), 200);
    });
    // The page comes back and asks for the order of its first request.
    let { status, body: answer } = await send(PURCHASES, orderInit("gone-1"));
    const path = `/purchases/${Buffer.from("gone-1").toString("base64url")}.json`;
    for (let asked = 0; answer.data.state === "open" && asked < 300; asked += 1) {
      assert.ok(status === 202 || asked > 0);
      await sleep(100);
      ({ status, body: answer } = await send(path));
    }
    assert.equal(status, 200);
    assert.equal(countOrders(), before + 1);
    assert.equal(pressone().ledger.orders.at(-1)?.id, answer.data.order.id);
    assert.ok(events.slice(eventsBefore).some(({ name }) => name === "pressone.order"));
  });

  itSendsNoViolation(sandbox, 10);
});
