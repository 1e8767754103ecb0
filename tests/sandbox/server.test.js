import assert from "node:assert/strict";
import { request } from "node:http";
import { connect } from "node:net";
import { after, test } from "node:test";
import { startSandbox } from "./server.js";
import { createCaller, json } from "./testing/caller.js";

const PACKAGE = "northwind-30days-3gb-topup";
const server = await startSandbox();
after(() => server.close());

let count = 0;

/** Returns a new world and a signed-in caller that reaches it through the socket. */
async function newWorld() {
  count += 1;
  const name = `test-${count}`;
  const sandbox = server.worlds.get(name);
  const base = `${server.url}/world/${name}`;
  const caller = createCaller(fetch, base);
  await caller.signIn(sandbox.credentials);
  const control = async (/** @type {string} */ path, /** @type {unknown} */ body = undefined) => {
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`${base}/__sandbox/${path}`, init);
    return { status: answer.status, body: await json(answer) };
  };
  const buy = () => caller.submit({ package_id: PACKAGE, iccid: sandbox.iccids.active });
  return { sandbox, base, caller, control, buy };
}

test("every endpoint answers through the socket, and every exchange is checked", async () => {
  const { sandbox, caller, buy, control } = await newWorld();
  const { active } = sandbox.iccids;
  const answers = [
    await caller.topups(active),
    await buy(),
    await caller.history(active),
    await caller.orders({ include: "sims,user,status" }),
    await caller.renew({ email: sandbox.emails.subscriber }),
    await caller.users({ email: sandbox.emails.subscriber }),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200, 200],
  );
  const { body } = await control("violations");
  assert.deepEqual(body, { violations: [], checked: 7, exempt: 0 });
});

test("worlds share no state", async () => {
  const one = await newWorld();
  const two = await newWorld();
  await one.buy();
  assert.deepEqual([one.sandbox.ledger.balance, two.sandbox.ledger.balance], [240, 250]);
  two.caller.useToken(
    String(one.sandbox.requests[1]?.headers.authorization).slice("Bearer ".length),
  );
  assert.equal((await two.caller.orders()).status, 401);
  assert.equal(server.sandbox.requests.length, 0, "the default world is separate");
});

test("the default world is at the root of the server", async () => {
  const own = await startSandbox();
  try {
    const caller = createCaller(fetch, own.url);
    await caller.signIn(own.sandbox.credentials);
    assert.equal((await caller.orders()).status, 200);
    assert.equal(own.sandbox.requests.length, 2);
    await fetch(`${own.url}/world/other/v1/orders`);
    const summary = await json(await fetch(`${own.url}/__sandbox/worlds`));
    assert.deepEqual(
      summary.map((/** @type {any} */ entry) => [entry.world, entry.violations.length]),
      [
        ["", 0],
        ["other", 2],
      ],
    );
  } finally {
    await own.close();
  }
});

test("the sandbox and the validator both report a request that is not allowed", async () => {
  const { caller, control } = await newWorld();
  assert.equal((await caller.orders({ sort: "-id" })).status, 400);
  const { body } = await control("violations");
  assert.deepEqual(
    body.violations.map((/** @type {any} */ { source, path }) => [source, path]),
    [
      ["sandbox", "/customer/v2/orders"],
      ["validator", "/customer/v2/orders"],
    ],
  );
});

test("cut-before and cut-after close the connection before and after the order", async () => {
  for (const [kind, orders] of /** @type {const} */ ([
    ["cut-before", 0],
    ["cut-after", 1],
  ])) {
    const { sandbox, buy } = await newWorld();
    sandbox.faults.add({ endpoint: "submit", kind });
    await assert.rejects(buy(), TypeError);
    assert.equal(sandbox.ledger.orders.length, orders);
    assert.equal(sandbox.requests.length, 2, "no request was repeated");
  }
});

test("half-answer sends the headers and half of the body, then closes the connection", async () => {
  const { sandbox, buy } = await newWorld();
  sandbox.faults.add({ endpoint: "submit", kind: "half-answer" });
  const answer = await buy();
  assert.equal(answer.status, 200);
  assert.ok(Number(answer.headers.get("content-length")) > 100);
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  assert.ok((first?.value?.length ?? 0) > 50);
  const start = performance.now();
  await assert.rejects(async () => {
    for (let i = 0; i < 10; i += 1) if ((await reader?.read())?.done) return;
  }, TypeError);
  assert.ok(performance.now() - start < 30_000, "closed at once, not by a timeout");
  assert.equal(sandbox.ledger.orders.length, 1);
});

test("endless-body sends bytes until the client closes the connection", async () => {
  const { sandbox, caller } = await newWorld();
  sandbox.faults.add([
    { endpoint: "orders", kind: "endless-body", megabytes: 2 },
    { endpoint: "orders", kind: "endless-body", megabytes: 5000, contentLength: true },
  ]);
  assert.equal((await (await caller.orders()).text()).length, 2_000_000);
  const answer = await caller.orders();
  assert.equal(answer.headers.get("content-length"), "5000000000");
  const reader = /** @type {ReadableStream} */ (answer.body).getReader();
  await reader.read();
  await reader.cancel();
  const bytes = () => sandbox.requests.at(-1)?.streamed?.bytes ?? 0;
  let closed = Number.NaN;
  for (const end = Date.now() + 30_000; bytes() !== closed; ) {
    assert.ok(Date.now() < end, "something is still sent");
    closed = bytes();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(closed < 1_000_000_000, String(closed));
  assert.deepEqual(sandbox.violations, []);
});

test("a setting answers a body in chunks with 411", async () => {
  const { sandbox, base, caller } = await newWorld();
  sandbox.configure({ refuseChunked: true });
  await caller.orders();
  const { authorization = "" } = sandbox.requests.at(-1)?.headers ?? {};
  const headers = { accept: "application/json", authorization, "content-type": "application/json" };
  const text = JSON.stringify({ email: sandbox.emails.subscriber });
  /** @param {BodyInit} body */
  const renew = async (body) => {
    /** @type {RequestInit & { duplex: "half" }} */
    const init = { method: "POST", headers, body, duplex: "half" };
    return (await fetch(`${base}/api/third-party/partner/renew-number/`, init)).status;
  };
  assert.equal(await renew(new Blob([text]).stream()), 411);
  assert.deepEqual(sandbox.ledger.renewals, []);
  assert.equal(await renew(text), 200);
  assert.deepEqual(sandbox.violations, []);
});

test("truncated JSON, odd bodies and HTML pages are complete answers", async () => {
  const { sandbox, caller } = await newWorld();
  sandbox.faults.add({ endpoint: "orders", kind: "truncated-json" });
  await assert.rejects((await caller.orders()).json(), SyntaxError);
  sandbox.faults.add({ endpoint: "orders", kind: "odd-body", variant: "empty" });
  assert.equal(await (await caller.orders()).text(), "");
  sandbox.faults.add({ endpoint: "orders", kind: "html", status: 502 });
  assert.match(await (await caller.orders()).text(), /<!DOCTYPE html>/);
  assert.deepEqual(sandbox.validation, { checked: 1, exempt: 3 });
  assert.deepEqual(sandbox.violations, []);
});

test("hang sends no answer until the client gives up", async () => {
  const { sandbox, base } = await newWorld();
  sandbox.faults.add({ endpoint: "token", kind: "hang" });
  const answer = fetch(`${base}/customer/v2/token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ ...sandbox.credentials, grant_type: "client_credentials" }),
    signal: AbortSignal.timeout(80),
  });
  await assert.rejects(answer, { name: "TimeoutError" });
});

test("a server with hanging requests can be closed", async () => {
  const own = await startSandbox();
  own.sandbox.faults.add({ endpoint: "orders", kind: "hang" });
  const headers = { accept: "application/json", authorization: "Bearer x" };
  const answer = fetch(`${own.url}/customer/v2/orders`, { headers });
  const rejection = assert.rejects(answer, TypeError);
  await new Promise((resolve) => setTimeout(resolve, 30));
  await own.close();
  await rejection;
});

/** Sends bytes that `fetch` refuses to send. @param {string} text @returns {Promise<string>} The answer as text. */
async function raw(text) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding("utf8").write(text);
  let answer = "";
  for await (const chunk of socket) {
    answer += chunk;
    if (answer.includes("}")) break;
  }
  socket.destroy();
  return answer;
}

test("a GET with a body is refused", async () => {
  const { sandbox, base } = await newWorld();
  const path = `${new URL(base).pathname}/customer/v2/orders`;
  const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nAuthorization: Bearer x\r\n`;
  assert.match(await raw(`${head}Content-Length: 3\r\n\r\nabc`), /takes no body/);
  assert.match(await raw(`${head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`), /takes no body/);
  assert.match(await raw(`${head}\r\n`), /HTTP\/1\.1 401/);
  assert.equal(sandbox.violations.filter(({ source }) => source === "sandbox").length, 2);
});

test("without CORS no page of another origin can read an answer", async () => {
  const { base, sandbox } = await newWorld();
  const headers = { origin: "https://shop.example", "access-control-request-method": "GET" };
  const preflight = await fetch(`${base}/customer/v2/orders`, { method: "OPTIONS", headers });
  assert.equal(preflight.status, 405);
  assert.equal(preflight.headers.has("access-control-allow-origin"), false);
  const accept = { accept: "application/json", authorization: "Bearer x" };
  const answer = await fetch(`${base}/customer/v2/orders`, { headers: accept });
  assert.equal(answer.headers.has("access-control-allow-origin"), false);
  assert.deepEqual(sandbox.violations, [], "the browser sends a preflight by itself");
});

test("with CORS every answer is readable, and a setting exposes Retry-After", async () => {
  const { base, sandbox, caller } = await newWorld();
  sandbox.configure({ cors: true });
  const preflight = await fetch(`${base}/customer/v2/orders`, {
    method: "OPTIONS",
    headers: {
      origin: "https://shop.example",
      "access-control-request-method": "GET",
      "access-control-request-headers": "accept,authorization",
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-headers"), "accept,authorization");
  await caller.history(sandbox.iccids.active);
  const limited = await caller.history(sandbox.iccids.active);
  assert.equal(limited.headers.get("access-control-allow-origin"), "*");
  assert.equal(limited.headers.get("access-control-expose-headers"), "Retry-After");
  sandbox.configure({ exposeRetryAfter: false });
  const hidden = await caller.history(sandbox.iccids.active);
  assert.equal(hidden.headers.has("access-control-expose-headers"), false);
  const refused = await caller.get("/nowhere");
  assert.equal(refused.headers.get("access-control-allow-origin"), "*");
});

test("the controls work over HTTP from any origin", async () => {
  const { sandbox, base, caller, control, buy } = await newWorld();
  const { active } = sandbox.iccids;
  assert.deepEqual((await control("examples")).body.iccids, sandbox.iccids);
  assert.deepEqual((await control("examples")).body.mobiles, sandbox.mobiles);
  assert.ok((await control("switches")).body.shapes.length > 20);
  assert.equal((await control("shapes", { preset: "newer" })).body.orderSubmit, "newer");
  assert.equal((await control("shapes", { ids: "text" })).body.ids, "text");
  assert.equal(sandbox.shapes.current.ids, "text");
  await control("faults", [{ endpoint: "orders", kind: "status", status: 500 }]);
  assert.equal((await control("faults")).body.length, 1);
  assert.equal((await caller.orders()).status, 500);
  await control("offers", { iccid: active, package_id: PACKAGE, price: 12 });
  await control("balance", { amount: 100 });
  assert.equal((await buy()).status, 200);
  assert.equal((await control("ledger")).body.balance, 88);
  const before = (await control("clock")).body.now;
  assert.ok((await control("clock", { advance: 60_000 })).body.now >= before + 60_000);
  await control("settings", { historyWindowMs: 0 });
  assert.equal((await control("settings")).body.historyWindowMs, 0);
  const [{ id }] = (await control("ledger")).body.orders;
  await control("orders/status", { id, status: "refunded" });
  assert.equal((await control("ledger")).body.orders[0].status, "refunded");
  await control("tokens/revoke", {});
  assert.equal((await caller.orders()).status, 401);
  assert.equal((await control("requests")).body.length, 4);
  await control("reset", {});
  assert.deepEqual((await control("requests")).body, []);

  assert.equal((await control("shapes", { ids: "huge" })).status, 400);
  assert.match((await control("faults", { endpoint: "x", kind: "hang" })).body.error, /endpoint/);
  assert.equal((await control("clock", {})).status, 400);
  assert.equal((await control("orders/status", { id, status: "lost" })).status, 400);
  assert.equal((await control("nothing")).status, 404);

  const headers = { origin: "https://x.example", "access-control-request-method": "POST" };
  const preflight = await fetch(`${base}/__sandbox/reset`, { method: "OPTIONS", headers });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
});

test("a port in use is an error", async () => {
  const { port } = new URL(server.url);
  await assert.rejects(startSandbox({ port: Number(port) }), { code: "EADDRINUSE" });
});

test("a method that is not allowed is named, and so are those that are", async () => {
  const url = `${server.url}/world/methods/customer/v2/balance`;
  for (const [method, allowed] of [
    ["DELETE", "GET"],
    ["TRACE", "GET, POST"],
  ]) {
    /** @type {import("node:http").IncomingMessage} */
    const answer = await new Promise((resolve, reject) => {
      request(url, { method }, resolve).on("error", reject).end();
    });
    answer.resume();
    assert.deepEqual([answer.statusCode, answer.headers.allow], [405, allowed], method);
  }
});
