// The packed tarball's gateway in Node's own HTTP server, mounted as the README says, behind a proxy
// that keeps the public origin to itself.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { createRequestListener } from "@remix-run/node-fetch-server";
import { multipart, TOPUPS } from "../gateway/rig.js";
import { startSandbox } from "../sandbox/server.js";
import { nothingWasForbidden } from "./contract.js";
import { installTarball } from "./tarball.js";

const BOUND = { timeout: 20_000 };
const ORIGIN = "https://shop.example";
const MAX_BODY = 4_096;

describe("the gateway in Node's HTTP server", () => {
  const { project, remove } = installTarball("node-server");
  /** @type {(file: string) => Promise<any>} */
  const load = (file) =>
    import(pathToFileURL(join(project, "node_modules/pressone-esim", file)).href);
  /** @type {typeof import("../../pkg/index.js")} */
  let esim;
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  /** @type {import("node:http").Server} */
  let server;
  /** @type {number} */
  let port;
  /** @type {import("../../pkg/gateway/index.js").GatewayEvent[]} */
  const events = [];
  before(async () => {
    esim = await load("node.js");
    const { createGateway, memoryStorage, upstream } = await load("gateway/index.js");
    pressone = await startSandbox({ port: 0 });
    const { credentials, emails } = pressone.sandbox;
    const [storage, secret] = [memoryStorage(), "a secret of 32 characters or some more"];
    const options = upstream({ baseUrl: pressone.url, credentials, storage, secret });
    const gateway = createGateway({
      basePath: "/api/pressone",
      publicOrigin: ORIGIN,
      ...{ storage, secret },
      client: () => esim.createClient(options),
      authorize: (/** @type {Request} */ { headers }) =>
        headers.get("Cookie") === "a=1; session=ada" ? { id: "ada" } : null,
      ownsEsim: () => true,
      verifyPayment: () => true,
      ownsNumber: (/** @type {unknown} */ _, /** @type {string} */ email) =>
        email === emails.subscriber,
      maxBodyBytes: MAX_BODY,
      origins: ["https://partner.example"],
      onEvent: (/** @type {any} */ event) => events.push(event),
    });
    // What is no request is not worth a word in the output.
    const onError = () => new Response(null, { status: 400 });
    server = createServer(createRequestListener(gateway, { onError }));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const address = server.address();
    port = typeof address === "object" && address ? address.port : 0;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await pressone.close();
    remove();
  });

  /**
   * As a proxy that ends TLS passes a page's request on.
   *
   * @param {string} path
   * @param {{ method?: string, headers?: Record<string, string | string[]>, body?: string | string[] }} [init]
   * @returns {Promise<{ status: number, headers: import("node:http").IncomingHttpHeaders, body: any }>}
   */
  const ask = (path, { method = "GET", headers = {}, body = [] } = {}) =>
    new Promise((resolve, reject) => {
      const all = { Cookie: ["a=1", "session=ada"], Origin: ORIGIN, ...headers };
      const where = { port, host: "127.0.0.1", path: `/api/pressone${path}`, agent: false };
      const sent = request({ ...where, method, headers: all }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: JSON.parse(text),
          }),
        );
      });
      sent.on("error", reject);
      for (const part of [body].flat()) sent.write(part);
      sent.end();
    });

  /** @param {string} reference */
  const order = (reference) => {
    const { iccids } = pressone.sandbox;
    const offer = { iccid: iccids.active, package_id: "northwind-7days-1gb-topup" };
    const { headers, ...init } = multipart(Object.entries(offer));
    return { ...init, headers: { ...headers, "Idempotency-Key": reference } };
  };
  const made = () => pressone.sandbox.ledger.orders.length;

  it("serves a page's client", BOUND, async () => {
    /** What a browser adds. @param {Request} sent */
    const fetch = (sent) => {
      const headers = {
        Cookie: "a=1; session=ada",
        Origin: ORIGIN,
        "Sec-Fetch-Site": "same-origin",
      };
      for (const [name, value] of Object.entries(headers)) sent.headers.set(name, value);
      return globalThis.fetch(sent);
    };
    const page = await esim.createClient({
      baseUrl: `http://127.0.0.1:${port}/api/pressone`,
      fetch,
    });
    const { active } = pressone.sandbox.iccids;
    const [offer] = await page.getTopupPackages(active);
    assert.ok(offer);
    const asked = { iccid: active, package_id: offer.id, price: offer.price, reference: "page-1" };
    const { order_id } = await page.submitTopupOrder(asked);
    assert.equal(pressone.sandbox.ledger.orders.at(-1)?.id, order_id);
    const { orders } = await page.getOrderList({ description: "page-1" });
    assert.deepEqual(
      orders.map(({ id }) => id),
      [order_id],
    );
    const renewal = await page.renewNumber({ email: pressone.sandbox.emails.subscriber });
    assert.equal(renewal.success, true);
  });

  it("lets its own public origin in, and not the address that the proxy asks", BOUND, async () => {
    const path = `/customer/v2/sims/${pressone.sandbox.iccids.active}/topups`;
    const from = async (/** @type {string} */ Origin) =>
      (await ask(path, { headers: { Origin } })).status;
    assert.equal(await from(ORIGIN), 200);
    assert.equal(await from(`http://127.0.0.1:${port}`), 403);
    assert.equal(await from("http://shop.example"), 403);
  });

  it("passes headers on as they are, several of a name too", BOUND, async () => {
    const path = `/customer/v2/sims/${pressone.sandbox.iccids.active}/topups`;
    const { headers } = await ask(path, { headers: { Origin: "https://partner.example" } });
    assert.equal(headers["access-control-allow-origin"], "https://partner.example");
    assert.equal(headers.vary, "Origin");
    const before = made();
    const twice = order("twice-1");
    const refused = await ask(TOPUPS, {
      ...twice,
      headers: { ...twice.headers, "Idempotency-Key": ["twice-1", "twice-2"] },
    });
    assert.equal(refused.status, 422);
    assert.equal(made(), before);
  });

  it("takes no body that is too large, however it comes", BOUND, async () => {
    const before = made();
    const large = "x".repeat(MAX_BODY);
    const { headers, ...init } = order("large-1");
    const length = { ...headers, "Content-Length": String(MAX_BODY + 1) };
    const declared = await ask(TOPUPS, { ...init, headers: length, body: `${large}x` });
    assert.equal(declared.status, 413);
    const streamed = await ask(TOPUPS, { ...init, headers, body: [large, large, large] });
    assert.equal(streamed.status, 413);
    assert.equal(made(), before);
    // The next one finds the server as it was.
    assert.equal((await ask(TOPUPS, order("large-2"))).status, 200);
  });

  it("carries an order to its end when the page is gone", BOUND, async () => {
    const before = made();
    pressone.sandbox.faults.add({ endpoint: "submit", kind: "latency", ms: 400 });
    const { headers, body, method } = order("gone-1");
    const left = events.length;
    await new Promise((resolve, reject) => {
      const where = { port, host: "127.0.0.1", path: `/api/pressone${TOPUPS}`, agent: false };
      const all = { Cookie: "a=1; session=ada", Origin: ORIGIN, ...headers };
      const sent = request({ ...where, method, headers: all });
      sent.on("error", () => {});
      sent.on("close", resolve);
      sent.on("response", () => reject(new Error("the page has had its answer")));
      sent.end(body);
      setTimeout(() => sent.destroy(), 200);
    });
    // What a page that comes back is told: the outcome of the first.
    const { status, body: told } = await ask(TOPUPS, order("gone-1"));
    assert.equal(status, 200);
    assert.equal(made(), before + 1);
    assert.equal(pressone.sandbox.ledger.orders.at(-1)?.id, told.data.id);
    assert.ok(events.slice(left).some(({ name }) => name === "pressone.order"));
  });

  it("lives on after what is no request, and one that ends half-way", BOUND, async () => {
    const { headers, body } = order("half-1");
    const type = headers["Content-Type"];
    for (const text of [
      "GET http://[ HTTP/1.1\r\nHost: shop.example\r\n\r\n",
      "GET // HTTP/1.1\r\nHost: \r\n\r\n",
      "nonsense\r\n\r\n",
      `POST /api/pressone${TOPUPS} HTTP/1.1\r\nHost: shop.example\r\nOrigin: ${ORIGIN}\r\n` +
        `Cookie: a=1; session=ada\r\nIdempotency-Key: half-1\r\nContent-Type: ${type}\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 40)}`,
    ]) {
      await new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(text));
        socket.on("error", () => {});
        socket.on("close", resolve);
        socket.on("data", () => socket.end());
        setTimeout(() => socket.destroy(), 150);
      });
    }
    const before = made();
    assert.equal((await ask(TOPUPS, order("half-1"))).status, 200);
    assert.equal(made(), before + 1);
  });

  it("sent nothing that the documentation does not allow", () =>
    nothingWasForbidden(pressone.url, 10));
});
