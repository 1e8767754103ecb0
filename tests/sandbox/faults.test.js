import assert from "node:assert/strict";
import { test } from "node:test";
import { BUSINESS_CODES } from "../../pkg-template/package/sandbox/core/errors.js";
import { FAULT_KINDS, ODD_BODIES, RAW_ANSWERS } from "../../pkg-template/package/sandbox/index.js";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

const PACKAGE = "northwind-30days-3gb-topup";

/** @param {import("../../pkg-template/package/sandbox/index.js").Fault} fault */
async function withFault(fault) {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  sandbox.faults.add(fault);
  const buy = (/** @type {AbortSignal | undefined} */ signal) =>
    caller.submit({ package_id: PACKAGE, iccid: sandbox.iccids.active }, signal);
  return { sandbox, caller, buy, ordered: () => sandbox.ledger.orders.length };
}

test("cut-before rejects, and there is no order", async () => {
  const { buy, ordered, sandbox } = await withFault({ endpoint: "submit", kind: "cut-before" });
  await assert.rejects(buy(undefined), TypeError);
  assert.equal(ordered(), 0);
  assert.deepEqual([sandbox.requests[1]?.fault, sandbox.requests[1]?.status], ["cut-before", null]);
  assert.equal((await buy(undefined)).status, 200, "the fault hits one request");
});

test("cut-after rejects, and there is an order", async () => {
  const { buy, ordered } = await withFault({ endpoint: "submit", kind: "cut-after" });
  await assert.rejects(buy(undefined), TypeError);
  assert.equal(ordered(), 1);
});

test("half-answer makes an order, and reading its body fails", async () => {
  const { buy, ordered } = await withFault({ endpoint: "submit", kind: "half-answer" });
  const answer = await buy(undefined);
  assert.equal(answer.status, 200);
  assert.equal(ordered(), 1);
  await assert.rejects(answer.text(), TypeError);
});

test("truncated-json is a complete answer with half of the JSON", async () => {
  const { buy, ordered } = await withFault({ endpoint: "submit", kind: "truncated-json" });
  const text = await (await buy(undefined)).text();
  assert.match(text, /^\{"data":/);
  assert.throws(() => JSON.parse(text), SyntaxError);
  assert.equal(ordered(), 1);
});

for (const variant of ODD_BODIES) {
  test(`odd-body ${variant} makes an order`, async () => {
    const { buy, ordered } = await withFault({ endpoint: "submit", kind: "odd-body", variant });
    const answer = await buy(undefined);
    assert.equal(answer.status, 200);
    const text = await answer.text();
    assert.equal(ordered(), 1);
    if (variant === "empty") {
      assert.equal(text, "");
    } else if (variant === "missing-id") {
      const { data } = JSON.parse(text);
      assert.equal("id" in data || "code" in data, false);
      assert.equal(data.package_id, PACKAGE);
    } else {
      assert.equal(JSON.parse(text)?.data?.id, undefined);
    }
  });
}

for (const body of /** @type {const} */ (["json", "html", "empty"])) {
  test(`status answers 503 with a body of ${body}, before or after the order`, async () => {
    for (const after of [false, true]) {
      const { buy, ordered } = await withFault({
        endpoint: "submit",
        kind: "status",
        status: 503,
        body,
        after,
        retryAfter: 7,
      });
      const answer = await buy(undefined);
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get("retry-after"), "7");
      const text = await answer.text();
      assert.match(text, { json: /^\{/, html: /^<!DOCTYPE html>/, empty: /^$/ }[body]);
      assert.equal(ordered(), after ? 1 : 0);
    }
  });
}

for (const [variant, { status, json: body }] of Object.entries(RAW_ANSWERS)) {
  test(`raw-answer ${variant} is sent before or after the order`, async () => {
    for (const after of [false, true]) {
      const fault = /** @type {const} */ ({
        endpoint: "submit",
        kind: "raw-answer",
        variant,
        after,
      });
      const { buy, ordered, sandbox } = await withFault(fault);
      const answer = await buy(undefined);
      assert.equal(answer.status, status);
      assert.deepEqual(await json(answer), body);
      assert.equal(ordered(), after ? 1 : 0);
      assert.equal(sandbox.requests.at(-1)?.fault, "raw-answer");
    }
  });
}

test("raw-answer sends the status, body and headers of the fault", async () => {
  const fault = /** @type {const} */ ({ endpoint: "submit", kind: "raw-answer" });
  const { buy, sandbox } = await withFault({ ...fault, status: 409, json: { reason: "busy" } });
  const conflict = await buy(undefined);
  assert.deepEqual([conflict.status, await json(conflict)], [409, { reason: "busy" }]);
  sandbox.faults.add({ ...fault, json: null });
  const empty = await buy(undefined);
  assert.deepEqual([empty.status, await empty.text()], [200, "null"]);
  const headers = { "content-type": "text/plain", "retry-after": "9" };
  sandbox.faults.add({ ...fault, text: "{}{}", headers });
  const text = await buy(undefined);
  assert.equal(await text.text(), "{}{}");
  assert.equal(text.headers.get("content-type"), "text/plain");
  assert.equal(text.headers.get("retry-after"), "9");
  sandbox.faults.add({ ...fault, variant: "conflict", status: 503 });
  assert.equal((await buy(undefined)).status, 503);
});

test("endless-body sends its length, and the log counts the bytes", async () => {
  for (const after of [false, true]) {
    const fault = /** @type {const} */ ({
      endpoint: "submit",
      kind: "endless-body",
      megabytes: 3,
      after,
    });
    const { buy, ordered, sandbox } = await withFault(fault);
    const answer = await buy(undefined);
    assert.deepEqual([answer.status, answer.headers.get("content-length")], [200, null]);
    assert.deepEqual(sandbox.requests[1]?.streamed, { bytes: 0 });
    const text = await answer.text();
    assert.equal(text.length, 3_000_000);
    assert.equal(typeof JSON.parse(text).data, "string");
    assert.deepEqual(sandbox.requests[1]?.streamed, { bytes: 3_000_000 });
    assert.equal(ordered(), after ? 1 : 0);
  }
});

test("endless-body ends when the client ends it", async () => {
  const fault = /** @type {const} */ ({
    endpoint: "orders",
    kind: "endless-body",
    megabytes: 5000,
    contentLength: true,
  });
  const { caller, sandbox } = await withFault(fault);
  const answer = await caller.orders();
  assert.equal(answer.headers.get("content-length"), "5000000000");
  const reader = /** @type {ReadableStream} */ (answer.body).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  assert.ok((sandbox.requests[1]?.streamed?.bytes ?? 0) < 200_000);
  sandbox.faults.add({ endpoint: "submit", kind: "endless-body", megabytes: 5000 });
  const order = { package_id: PACKAGE, iccid: sandbox.iccids.active };
  const endless = await caller.submit(order, AbortSignal.timeout(2_000));
  await assert.rejects(endless.text(), { name: "TimeoutError" });
});

test("length-required answers 411, and there is no order", async () => {
  const { buy, ordered } = await withFault({ endpoint: "submit", kind: "length-required" });
  assert.equal((await buy(undefined)).status, 411);
  assert.equal(ordered(), 0);
  assert.equal((await buy(undefined)).status, 200);
});

test("a fault of a product hits no endpoint of the other product", async () => {
  const { caller, sandbox } = await withFault({
    endpoint: "voice",
    kind: "unauthorized",
    times: "always",
  });
  const { emails, iccids } = sandbox;
  assert.equal((await caller.topups(iccids.active)).status, 200);
  assert.equal((await caller.signIn(sandbox.credentials)).status, 200);
  const renewal = await caller.renew({ email: emails.subscriber });
  assert.deepEqual([renewal.status, Object.keys(await json(renewal))], [401, ["detail"]]);
  assert.equal((await caller.users()).status, 401);
  assert.equal((await caller.orders()).status, 200);
  assert.deepEqual(sandbox.ledger.renewals, []);
  sandbox.faults.clear();
  sandbox.faults.add({ endpoint: "data", kind: "unauthorized" });
  assert.equal((await caller.users()).status, 200);
  assert.equal((await caller.orders()).status, 401);
});

test("html answers with a page, and not-json with a text", async () => {
  const { caller, sandbox } = await withFault({ endpoint: "orders", kind: "html", status: 200 });
  const page = await caller.orders();
  assert.match(page.headers.get("content-type") ?? "", /text\/html/);
  assert.match(await page.text(), /^<!DOCTYPE html>/);
  sandbox.faults.add({ endpoint: "orders", kind: "not-json" });
  const text = await caller.orders();
  assert.equal(text.status, 200);
  await assert.rejects(text.json(), SyntaxError);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`redirect answers ${status} and a location, and there is no order`, async () => {
    const location = "https://thief.invalid/";
    const fault = /** @type {const} */ ({ endpoint: "submit", kind: "redirect", status, location });
    const { buy, ordered } = await withFault(fault);
    const answer = await buy(undefined);
    assert.deepEqual([answer.status, answer.headers.get("location")], [status, location]);
    assert.equal(ordered(), 0);
  });
}

test("rate-limited has the Retry-After of the fault", async () => {
  for (const [retryAfter, header] of /** @type {const} */ ([
    [undefined, "30"],
    [3, "3"],
    ["soon", "soon"],
    [null, null],
  ])) {
    const { caller, sandbox } = await withFault({
      endpoint: "topups",
      kind: "rate-limited",
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
    const answer = await caller.topups(sandbox.iccids.active);
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get("retry-after"), header);
  }
});

test("error answers with every business code", async () => {
  for (const code of BUSINESS_CODES) {
    const { buy, ordered } = await withFault({ endpoint: "submit", kind: "error", code });
    const answer = await buy(undefined);
    assert.equal(answer.status, code === 89 ? 403 : 422);
    assert.equal((await json(answer)).code, code);
    assert.equal(ordered(), 0);
  }
});

test("the other documented errors make no order", async () => {
  for (const [kind, status] of /** @type {const} */ ([
    ["unauthorized", 401],
    ["forbidden", 403],
    ["order-limit", 422],
    ["invalid", 422],
  ])) {
    const { buy, ordered } = await withFault({ endpoint: "submit", kind });
    assert.equal((await buy(undefined)).status, status);
    assert.equal(ordered(), 0);
  }
});

test("late-visibility hides an order from the list for its time", async () => {
  const fault = /** @type {const} */ ({ endpoint: "submit", kind: "late-visibility", ms: 5000 });
  const { buy, caller, sandbox } = await withFault(fault);
  const { data } = await json(await buy(undefined));
  const listed = async () =>
    (await json(await caller.orders({ "filter[code]": data.code }))).data.length;
  assert.equal(await listed(), 0);
  sandbox.clock.advance(4999);
  assert.equal(await listed(), 0);
  sandbox.clock.advance(1);
  assert.equal(await listed(), 1);
});

test("latency waits before or after the order", async () => {
  for (const after of [false, true]) {
    const fault = /** @type {const} */ ({ endpoint: "submit", kind: "latency", ms: 400, after });
    const { buy, ordered } = await withFault(fault);
    const start = performance.now();
    const answer = buy(undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(ordered(), after ? 1 : 0);
    assert.equal((await answer).status, 200);
    assert.ok(performance.now() - start >= 395);
    assert.equal(ordered(), 1);
  }
});

test("hang sends no answer until the abort, before or after the order", async () => {
  for (const after of [false, true]) {
    const { buy, ordered } = await withFault({ endpoint: "submit", kind: "hang", after });
    const controller = new AbortController();
    const answer = buy(controller.signal);
    const first = await Promise.race([
      answer,
      new Promise((resolve) => setTimeout(() => resolve("silence"), 200)),
    ]);
    assert.equal(first, "silence");
    assert.equal(ordered(), after ? 1 : 0);
    controller.abort(new DOMException("enough", "AbortError"));
    await assert.rejects(answer, { name: "AbortError" });
  }
});

test("requests take the faults of their endpoint in order, each as often as it says", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  sandbox.faults.add([
    { endpoint: "orders", kind: "status", status: 500, times: 2 },
    { endpoint: "*", kind: "status", status: 502, skip: 1 },
    { endpoint: "topups", kind: "status", status: 503, times: "always" },
  ]);
  const orders = async () => (await caller.orders()).status;
  const topups = async () => (await caller.topups(sandbox.iccids.active)).status;
  assert.equal(await orders(), 500);
  assert.equal(await topups(), 503, "the fault for any endpoint is skipped once");
  assert.equal(await orders(), 500);
  assert.equal(await orders(), 502);
  assert.equal(await orders(), 200);
  for (let i = 0; i < 5; i += 1) assert.equal(await topups(), 503);
  sandbox.faults.clear();
  assert.equal(await topups(), 200);
});

test("a request that is not allowed takes no fault", async () => {
  const { caller, sandbox, buy } = await withFault({ endpoint: "submit", kind: "cut-before" });
  assert.equal((await caller.submit({ colour: "red" })).status, 400);
  assert.equal(sandbox.faults.list().length, 1);
  await assert.rejects(buy(undefined), TypeError);
});

test("invalid faults are refused", () => {
  const faults = /** @type {any} */ (fixedSandbox().faults);
  const kind = "status";
  assert.throws(() => faults.add({ endpoint: "orders", kind: "flood" }), /unknown fault: flood/);
  assert.throws(() => faults.add({ endpoint: "basket", kind: "hang" }), /unknown endpoint: basket/);
  assert.throws(() => faults.add({ endpoint: "*", kind: "hang", times: 0 }), /times/);
  assert.throws(() => faults.add({ endpoint: "*", kind, status: 99 }), /status/);
  assert.throws(() => faults.add({ endpoint: "*", kind: "cut-before", after: true }), /moment/);
  assert.throws(() => faults.add({ endpoint: "*", kind: "odd-body", variant: "x" }), /variant/);
  assert.throws(() => faults.add({ endpoint: "*", kind: "error", code: 12 }), /code/);
  const raw = /** @type {const} */ ({ endpoint: "*", kind: "raw-answer" });
  assert.throws(() => faults.add(raw), /raw-answer takes json, text or a variant/);
  assert.throws(() => faults.add({ ...raw, json: {}, text: "" }), /json, text or a variant/);
  assert.throws(() => faults.add({ ...raw, variant: "toString" }), /raw-answer takes a variant/);
  assert.throws(() => faults.add({ ...raw, json: {}, status: 101 }), /status of 200 to 599/);
  const endless = /** @type {const} */ ({ endpoint: "*", kind: "endless-body" });
  assert.throws(() => faults.add({ ...endless, megabytes: 0 }), /megabytes/);
});

test("every kind of fault can wait for any endpoint", async () => {
  for (const { kind } of FAULT_KINDS) {
    const sandbox = fixedSandbox();
    const variant = kind === "raw-answer" ? "conflict" : "null";
    const fault = /** @type {const} */ ({ kind, status: 302, code: 11, variant, ms: 1 });
    sandbox.faults.add({ endpoint: "*", ...fault });
    assert.equal(sandbox.faults.list().length, 1);
  }
});
