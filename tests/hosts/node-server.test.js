// The packed tarball's gateway in Node's HTTP server, mounted as the README says, behind a proxy that
// does not forward the public origin.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { createRequestListener } from "@remix-run/node-fetch-server";
import { multipart, TOPUPS } from "../gateway/rig.js";
import { listen } from "../sandbox/node-http.js";
import { itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";

const BOUND = { timeout: 20_000 };
const BASE_PATH = "/api/pressone";
const ORIGIN = "https://shop.example";
const COOKIE = "a=1; session=ada";
const SECRET = "a secret of 32 characters or some more";
const MAX_BODY = 4_096;

describe("the gateway in Node's HTTP server", () => {
  const { installed, remove } = installTarball("node-server");
  const sandbox = useSandbox();
  const pressone = () => sandbox().sandbox;
  /** @type {(file: string) => Promise<any>} */
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  /** @type {typeof import("../../pkg/index.js")} */
  let esim;
  /** @type {Awaited<ReturnType<typeof listen>>} */
  let server;
  /** @type {import("../../pkg/gateway/index.js").GatewayEvent[]} */
  const events = [];
  before(async () => {
    esim = await load("node.js");
    const { createGateway, memoryStorage, upstream } = await load("gateway/index.js");
    const { credentials, emails } = pressone();
    const storage = memoryStorage();
    const options = upstream({ baseUrl: sandbox().url, credentials, storage, secret: SECRET });
    const gateway = createGateway({
      basePath: BASE_PATH,
      publicOrigin: ORIGIN,
      storage,
      secret: SECRET,
      client: () => esim.createClient(options),
      authorize: (/** @type {Request} */ { headers }) =>
        headers.get("Cookie") === COOKIE ? { id: "ada" } : null,
      ownsEsim: () => true,
      verifyPayment: () => true,
      ownsNumber: (/** @type {unknown} */ _, /** @type {string} */ email) =>
        email === emails.subscriber,
      maxBodyBytes: MAX_BODY,
      origins: ["https://partner.example"],
      onEvent: (/** @type {any} */ event) => events.push(event),
    });
    // Without `onError` the listener prints every malformed request.
    const onError = () => new Response(null, { status: 400 });
    server = await listen(createServer(createRequestListener(gateway, { onError })));
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

  /** @param {string} reference */
  const orderInit = (reference) => {
    const fields = {
      iccid: pressone().iccids.active,
      package_id: "northwind-7days-1gb-topup",
    };
    const { headers, ...init } = multipart(Object.entries(fields));
    return { ...init, headers: { ...headers, "Idempotency-Key": reference } };
  };
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
    const { orders } = await page.getOrderList({ description: "page-1" });
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
    assert.equal(headers.vary, "Origin");
    const before = countOrders();
    const order = orderInit("twice-1");
    const refused = await send(TOPUPS, {
      ...order,
      headers: { ...order.headers, "Idempotency-Key": ["twice-1", "twice-2"] },
    });
    assert.equal(refused.status, 422);
    assert.equal(countOrders(), before);
  });

  it("refuses a body that is too large, with and without a length", BOUND, async () => {
    const before = countOrders();
    const large = "x".repeat(MAX_BODY);
    const { headers, ...init } = orderInit("large-1");
    const length = { ...headers, "Content-Length": String(MAX_BODY + 1) };
    const declared = await send(TOPUPS, { ...init, headers: length, body: `${large}x` });
    assert.equal(declared.status, 413);
    const streamed = await send(TOPUPS, { ...init, headers, body: [large, large, large] });
    assert.equal(streamed.status, 413);
    assert.equal(countOrders(), before);
    assert.equal((await send(TOPUPS, orderInit("large-2"))).status, 200, "the next order");
  });

  it("finishes an order whose page disconnects", BOUND, async () => {
    const before = countOrders();
    pressone().faults.add({ endpoint: "submit", kind: "latency", ms: 400 });
    const { body, ...init } = orderInit("gone-1");
    const eventsBefore = events.length;
    await new Promise((resolve, reject) => {
      const outgoing = openRequest(TOPUPS, init);
      outgoing.on("error", () => {});
      outgoing.on("close", resolve);
      outgoing.on("response", () => reject(new Error("the page got an answer")));
      outgoing.end(body);
      setTimeout(() => outgoing.destroy(), 200);
    });
    // The page comes back and gets the order of its first request.
    const { status, body: answer } = await send(TOPUPS, orderInit("gone-1"));
    assert.equal(status, 200);
    assert.equal(countOrders(), before + 1);
    assert.equal(pressone().ledger.orders.at(-1)?.id, answer.data.id);
    assert.ok(events.slice(eventsBefore).some(({ name }) => name === "pressone.order"));
  });

  it("keeps running after malformed and incomplete requests", BOUND, async () => {
    const { headers, body } = orderInit("half-1");
    const type = headers["Content-Type"];
    for (const text of [
      "GET http://[ HTTP/1.1\r\nHost: shop.example\r\n\r\n",
      "GET // HTTP/1.1\r\nHost: \r\n\r\n",
      "nonsense\r\n\r\n",
      `POST ${BASE_PATH}${TOPUPS} HTTP/1.1\r\nHost: shop.example\r\nOrigin: ${ORIGIN}\r\n` +
        `Cookie: ${COOKIE}\r\nIdempotency-Key: half-1\r\nContent-Type: ${type}\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 40)}`,
    ]) {
      await new Promise((resolve) => {
        const socket = connect(server.port, "127.0.0.1", () => socket.write(text));
        socket.on("error", () => {});
        socket.on("close", resolve);
        socket.on("data", () => socket.end());
        setTimeout(() => socket.destroy(), 150);
      });
    }
    const before = countOrders();
    assert.equal((await send(TOPUPS, orderInit("half-1"))).status, 200);
    assert.equal(countOrders(), before + 1);
  });

  itSendsNoViolation(sandbox, 10);
});
