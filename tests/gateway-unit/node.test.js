// The gateway under node:http, Express and Fastify, over real connections.
import assert from "node:assert/strict";
import { createServer, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { describe, it } from "node:test";
import express from "express";
import fastify from "fastify";
import { fastifyGateway, nodeHandler } from "../../pkg-template/package/gateway/node.js";
import { assertDescribed } from "../gateway/described.js";
import { createShop, ESIM } from "./shop.js";

const BASE = "/api/pressone";
const ORDER = { kind: "topup", iccid: ESIM, package_id: "five-gb" };

/** @param {any} policy */
const shopAt = (policy = {}) => createShop({ basePath: BASE, ...policy });

/**
 * @param {any} t
 * @param {import("node:http").RequestListener} listener
 */
async function listen(t, listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

/** @param {string} url @param {any} [init] */
async function send(url, init) {
  const signal = AbortSignal.timeout(30_000);
  const headers = { Authorization: "ada", ...init?.headers };
  const response = await fetch(url, { signal, ...init, headers });
  const text = await response.text();
  const json = response.headers.get("content-type")?.startsWith("application/json");
  const body = json && text ? JSON.parse(text) : null;
  const answer = { status: response.status, headers: response.headers, text, body };
  const path = url.split(BASE)[1];
  // Other handlers of the server answer too.
  if (path && body?.meta?.gateway) {
    assertDescribed({ ...init, path, headers: new Headers(headers) }, answer);
  }
  return answer;
}

/** @param {string} origin @param {string} reference @param {any} [init] */
const buy = (origin, reference, init) =>
  send(`${origin}${BASE}/purchases`, {
    method: "POST",
    body: JSON.stringify(ORDER),
    ...init,
    headers: {
      "Content-Type": "application/json",
      "Idempotency-Key": `"${reference}"`,
      Origin: origin,
      ...init?.headers,
    },
  });

/** The tests of every server. @param {string} origin @param {ReturnType<typeof shopAt>} shop */
async function check(origin, shop) {
  const read = await send(`${origin}${BASE}/customer/v2/sims/${ESIM}/topups?`);
  assert.equal(read.status, 200, read.text);
  assert.equal(read.headers.get("cache-control"), "private, no-store");
  const bought = await buy(origin, "pay-1");
  assert.deepEqual([bought.status, bought.body.data.state], [200, "done"], bought.text);
  const state = await send(`${origin}${BASE}/purchases/cGF5LTE.json`);
  assert.equal(state.body.data.order.code, bought.body.data.order.code);
  const form = await buy(origin, "pay-2", {
    body: "kind=topup",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  assert.equal(form.status, 415, form.text);
  const large = await buy(origin, "pay-2", { body: `"${"x".repeat(20_000)}"` });
  assert.ok([413, 400].includes(large.status), large.text);
  const evil = await buy(origin, "pay-2", { headers: { Origin: "https://evil.example" } });
  assert.equal(evil.status, 403);
  const missing = await send(`${origin}${BASE}/nowhere`);
  assert.deepEqual([missing.status, missing.body.meta.gateway], [404, 1]);
  assert.equal(shop.orders.length, 1);
}

describe("node:http", () => {
  it("serves the gateway", async (t) => {
    const shop = shopAt();
    const origin = await listen(t, nodeHandler(shop.gateway));
    await check(origin, shop);
    const head = await send(`${origin}${BASE}/purchases.json`, { method: "HEAD" });
    assert.equal(head.status, 404);
  });

  it("refuses a body above the limit without reading it to its end", async (t) => {
    const shop = shopAt();
    const origin = await listen(t, nodeHandler(shop.gateway));
    const { port } = new URL(origin);
    const socket = connect(Number(port), "127.0.0.1");
    t.after(() => socket.destroy());
    socket.on("error", () => {});
    let answer = "";
    socket.on("data", (part) => {
      answer += part;
    });
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.write(
      `POST ${BASE}/purchases HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ada\r\n` +
        "Content-Type: application/json\r\nIdempotency-Key: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    let written = 0;
    while (!socket.destroyed && !answer && written < 50_000_000) {
      const chunk = "x".repeat(8_192);
      socket.write(`2000\r\n${chunk}\r\n`);
      written += chunk.length;
      await new Promise(setImmediate);
    }
    await closed;
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /connection: close/i);
  });

  it("answers what is no request of the web with 400, and lives on", async (t) => {
    const shop = shopAt();
    const origin = await listen(t, nodeHandler(shop.gateway));
    const { port } = new URL(origin);
    for (const [method, path, headers] of /** @type {[string, string, any][]} */ ([
      ["GET", `http://evil.example${BASE}/purchases.json`, {}],
      ["GET", `${BASE}/purchases.json`, { Host: "a b" }],
      ["TRACE", `${BASE}/purchases.json`, {}],
      ["OPTIONS", "*", {}],
    ])) {
      const status = await new Promise((resolve, reject) => {
        const sent = httpRequest({ port, method, path, headers, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        sent.on("error", reject);
        sent.end();
      });
      assert.equal(status, 400, `${method} ${path}`);
    }
    await check(origin, shop);
  });

  it("finishes the purchase of a page that went away", async (t) => {
    const shop = shopAt();
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const gate = new Promise((resolve) => {
      release = resolve;
    });
    const { submitTopupOrder } = shop.partner;
    const begun = new Promise((resolve) => {
      shop.partner.submitTopupOrder = async (request, options) => {
        resolve(undefined);
        await gate;
        return submitTopupOrder(request, options);
      };
    });
    const origin = await listen(t, nodeHandler(shop.gateway));
    const controller = new AbortController();
    const lost = buy(origin, "pay-1", { signal: controller.signal });
    await begun;
    controller.abort();
    await assert.rejects(lost);
    release();
    await shop.gateway.close();
    assert.equal(shop.entries.get("pay-1")?.state, "done");
  });

  it("ends the request of a body that is cut", async (t) => {
    const shop = shopAt();
    const origin = await listen(t, nodeHandler(shop.gateway));
    const { port } = new URL(origin);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      `POST ${BASE}/purchases HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ada\r\n` +
        "Content-Type: application/json\r\nIdempotency-Key: a\r\nContent-Length: 500\r\n\r\n{",
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await shop.gateway.close();
    assert.equal(shop.calls.length, 0);
  });
});

describe("Express", () => {
  it("serves the gateway at its mount, and in the whole application", async (t) => {
    for (const mount of [BASE, undefined]) {
      const shop = shopAt();
      const app = express();
      const handler = nodeHandler(shop.gateway);
      if (mount) app.use(mount, handler);
      else app.use(handler);
      app.get("/hello", (_request, response) => void response.send("the shop's own page"));
      const origin = await listen(t, app);
      await check(origin, shop);
      assert.equal((await send(`${origin}/hello`)).text, "the shop's own page");
    }
  });

  it("serves it in a router", async (t) => {
    const shop = shopAt();
    const app = express();
    const router = express.Router();
    router.use("/pressone", nodeHandler(shop.gateway));
    app.use("/api", router);
    await check(await listen(t, app), shop);
  });

  it("uses a body that a parser has read", async (t) => {
    for (const parser of [
      express.json(),
      express.raw({ type: "*/*" }),
      express.text({ type: "*/*" }),
    ]) {
      const shop = shopAt();
      const app = express();
      app.use(parser);
      app.use(BASE, nodeHandler(shop.gateway));
      await check(await listen(t, app), shop);
    }
  });

  it("answers a body that was read and is gone with a clear message, at once", async (t) => {
    const shop = shopAt();
    const app = express();
    app.use(async (request, _response, next) => {
      for await (const part of request) void part;
      next();
    });
    app.use(BASE, nodeHandler(shop.gateway));
    const origin = await listen(t, app);
    const { status, body } = await buy(origin, "pay-1");
    assert.equal(status, 500);
    assert.match(body.reason, /read before the gateway.*before body parsers/);
    assert.equal(shop.errors[0]?.error.name, "BodyUnavailableError");
    assert.equal(shop.orders.length, 0);
    assert.equal((await send(`${origin}${BASE}/purchases.json`)).status, 200);
  });

  it("leaves an answer that another handler has given", async (t) => {
    const shop = shopAt();
    const app = express();
    app.use((_request, response, next) => {
      response.status(504).send("too late");
      next();
    });
    app.use(BASE, nodeHandler(shop.gateway));
    app.use(
      /** @type {import("express").ErrorRequestHandler} */ (error, _request, _response, _next) =>
        assert.fail(error),
    );
    const origin = await listen(t, app);
    assert.equal((await send(`${origin}${BASE}/purchases.json`)).status, 504);
    assert.equal((await send(`${origin}${BASE}/purchases.json`)).text, "too late");
  });

  it("never waits for a body that a parser made of something else", async (t) => {
    const shop = shopAt();
    const app = express();
    app.use(express.urlencoded({ extended: true }));
    app.use((request, _response, next) => {
      if (request.body) request.body.self = request.body;
      next();
    });
    app.use(BASE, nodeHandler(shop.gateway));
    const origin = await listen(t, app);
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    assert.equal((await buy(origin, "pay-1", { body: "a=1", headers })).status, 415);
  });
});

describe("Fastify", () => {
  /** @param {any} t @param {(app: import("fastify").FastifyInstance, plugin: any) => void} register */
  async function start(t, register) {
    const shop = shopAt();
    const app = fastify();
    t.after(() => app.close());
    register(app, fastifyGateway(shop.gateway));
    app.post("/own", async (request) => request.body);
    const origin = await app.listen({ port: 0, host: "127.0.0.1" });
    return { origin, shop };
  }

  it("serves the gateway as a plugin, and leaves the shop's own routes alone", async (t) => {
    const { origin, shop } = await start(t, (app, plugin) => app.register(plugin));
    await check(origin, shop);
    const headers = { "Content-Type": "application/json" };
    const own = await send(`${origin}/own`, { method: "POST", body: '{"a":1}', headers });
    assert.deepEqual(own.body, { a: 1 });
  });

  it("serves it under the prefix of register", async (t) => {
    const { origin, shop } = await start(t, (app, plugin) =>
      app.register(plugin, { prefix: BASE }),
    );
    await check(origin, shop);
  });

  it("serves CORS preflights", async (t) => {
    const page = "https://partner-page.example";
    const shop = shopAt({ origins: [page] });
    const app = fastify();
    t.after(() => app.close());
    app.register(fastifyGateway(shop.gateway));
    const origin = await app.listen({ port: 0, host: "127.0.0.1" });
    const preflight = await fetch(`${origin}${BASE}/purchases`, {
      method: "OPTIONS",
      headers: { Origin: page, "Access-Control-Request-Method": "POST" },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-origin"), page);
  });
});
