// The wire between page and gateway: paths, keys, bodies, marks.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { base64url, createShop, ESIM } from "./shop.js";

describe("paths", () => {
  it("are served with and without a slash at their end, and .json paths for writes too", async () => {
    const shop = createShop();
    for (const path of [
      `/customer/v2/sims/${ESIM}/topups`,
      `/customer/v2/sims/${ESIM}/packages`,
      `/customer/v2/sims/${ESIM}`,
      `/customer/v2/sims/${ESIM}/usage`,
      `/customer/v2/sims/${ESIM}/instructions`,
      "/customer/v2/sims",
      "/customer/v2/packages",
      "/customer/v2/compatible-devices-lite",
      "/customer/v2/orders",
      `/purchases/${base64url("pay-1")}.json`,
      "/purchases.json",
    ]) {
      assert.equal((await shop.send(path)).status, 200, path);
      assert.equal((await shop.send(`${path}/`)).status, 200, `${path}/`);
    }
    for (const path of ["/purchases", "/purchases/", "/purchases.json"]) {
      assert.equal((await shop.buy("pay-1", {}, { path })).status, 200, path);
    }
  });

  it("are served exactly as they are written, and all others get a marked 404", async () => {
    const shop = createShop();
    for (const [method, path] of [
      ["POST", "/customer/v2/token"],
      ["GET", "/customer/v2/balance"],
      ["GET", "/customer/v2/sims//"],
      ["GET", "/customer/v2/sims//usage"],
      ["GET", `/customer/v2/sims/${ESIM}//`],
      ["GET", `/customer/v2/sims/${ESIM.slice(0, 16)}`],
      ["GET", `/customer/v2/sims/${ESIM}/usage?x=1`],
      ["GET", "/customer/v2/compatible-devices-lite?x=1"],
      ["GET", "/customer/v2/orders/0"],
      ["GET", "/customer/v2/orders/07"],
      ["GET", "/customer/v2/orders/topups"],
      ["GET", "/customer/v2/orders/1//"],
      ["GET", `/customer/v2/orders/${"9".repeat(21)}`],
      ["GET", `/customer/v2/sims/${ESIM}//topups`],
      ["GET", `/customer/v2/sims/${ESIM}/topups//`],
      ["GET", `/Customer/v2/sims/${ESIM}/topups`],
      ["GET", `/customer/v2/sims/${ESIM}%2Ftopups`],
      ["GET", `/customer/v2/sims/${ESIM}/topups?iccid=1`],
      ["GET", `/customer/v2/sims/${ESIM.slice(0, 16)}/topups`],
      ["HEAD", `/customer/v2/sims/${ESIM}/topups`],
      ["DELETE", "/purchases.json"],
      ["GET", "/purchases"],
      ["PUT", "/purchases"],
      ["POST", "/purchases?kind=topup"],
      ["POST", "/purchases//"],
      ["POST", "/Purchases"],
      ["POST", `/purchases/${base64url("pay-1")}.json`],
      ["GET", "/purchases/.json"],
      ["GET", "/purchases/a.b.json"],
      ["POST", "/customer/v2/orders/topups"],
      ["POST", "/api/third-party/partner/renew-number/"],
      ["OPTIONS", "/purchases"],
    ]) {
      const init = { method, ...(method === "POST" && { body: "{}" }) };
      const { status, body } = await shop.send(path ?? "", init);
      assert.equal(status, 404, `${method} ${path}`);
      assert.equal(body.meta.gateway, 1);
    }
    assert.equal(shop.calls.length, 0);
  });
});

describe("the answer to what is not served", () => {
  it("names a query that the path does not take", async () => {
    const shop = createShop();
    const { status, body } = await shop.send(`/customer/v2/sims/${ESIM}/topups?iccid=1`);
    assert.deepEqual(
      [status, body.code, body.reason],
      [404, "configuration", "This path takes no query."],
    );
  });

  it("names the log only if the log has a line of it", async () => {
    const shop = createShop({ basePath: "/api/pressone" });
    const misplaced = await shop.send("/api/purchases.json");
    assert.match(misplaced.body.reason, /see the gateway's log/);
    const wrong = await shop.send("/api/pressone/nowhere");
    assert.match(wrong.body.reason, /the path is wrong\.$/);
  });
});

describe("the mark of a gateway", () => {
  it("is in the body of every answer", async () => {
    const shop = createShop({
      limit: { requests: 6, windowMs: 60_000 },
      authorize: (/** @type {Request} */ request) => {
        const id = request.headers.get("Authorization");
        if (id === "broken") throw new Error("a hook failed");
        return id && { id };
      },
    });
    const seen = new Set();
    /** @param {{ status: number, body: any }} answer */
    const check = ({ status, body }) => {
      seen.add(status);
      assert.equal(body.meta.gateway, 1, String(status));
      assert.equal(typeof body.meta.message, "string");
      if (status !== 200) assert.ok(body.reason || body.data.state, JSON.stringify(body));
    };
    check(await shop.buy("pay-1"));
    check(await shop.send("/nowhere"));
    check(await shop.buy("pay-1", {}, { shopper: null }));
    check(await shop.buy("pay-1", {}, { shopper: "broken" }));
    check(await shop.buy("pay-1", {}, { headers: { Origin: "https://evil.example" } }));
    check(await shop.buy("pay-1", { quantity: 9 }));
    check(await shop.buy("pay-1", { package_id: "other" }));
    check(await shop.buy("pay-1", {}, { headers: { "Content-Type": "text/plain" } }));
    check(await shop.buy("pay-1", {}, { body: "{" }));
    check(await shop.buy("pay-1", { description: "x".repeat(20_000) }));
    for (let index = 0; index < 3; index += 1) check(await shop.buy("pay-1"));
    for (const status of [200, 400, 401, 403, 404, 409, 413, 415, 422, 429, 503]) {
      assert.ok(seen.has(status), String(status));
    }
  });
});

describe("an Idempotency-Key", () => {
  it("is a structured string or a bare token, and any payment's id can be one", async () => {
    const checkout = `cs_test_${"a1B2".repeat(14)}zz`;
    for (const [header, reference] of [
      ['"pay-1"', "pay-1"],
      ["pay-1", "pay-1"],
      ["3f2a:x/y=", "3f2a:x/y="],
      [`"${checkout}"`, checkout],
      [checkout, checkout],
      ['"gid://shopify/Order/1"', "gid://shopify/Order/1"],
      ['"a b, c; d"', "a b, c; d"],
      ['"a\\"b\\\\c"', 'a"b\\c'],
      [`"${"x".repeat(255)}"`, "x".repeat(255)],
    ]) {
      const shop = createShop();
      const { status, text } = await shop.buy("", {}, { headers: { "Idempotency-Key": header } });
      assert.equal(status, 200, `${header}: ${text}`);
      assert.equal(shop.last("submitTopupOrder").reference, reference);
      const state = await shop.state(reference ?? "");
      assert.equal(state.body.data.state, "done", reference);
    }
  });

  it("of another form is refused, and so is a payment's client secret", async () => {
    const shop = createShop();
    for (const header of [
      ...["", '""', '"', '"a', 'a"', '"a" "b"', '"a", "b"', "a, b", "a b", '"a";x=1', "a;b"],
      ...['" a"', '"a "', '"a\\b"', '"\\"', `"${"x".repeat(256)}"`, '"a\u00e9"', "caf\u00e9"],
      ...['"pi_1_secret_2"', "pi_1_secret_2"],
    ]) {
      const { status, body } = await shop.buy("", {}, { headers: { "Idempotency-Key": header } });
      assert.equal(status, 422, header);
      assert.deepEqual(Object.keys(body.data), ["reference"]);
    }
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
    assert.deepEqual(Object.keys((await shop.send("/purchases", request)).body.data), [
      "reference",
    ]);
    assert.equal(shop.calls.length, 0);
  });

  it("comes through as it was sent, whatever characters it has", async () => {
    const shop = createShop({ limit: { requests: 10_000, windowMs: 60_000 } });
    for (let code = 0x21; code < 0x7f; code += 1) {
      const character = String.fromCharCode(code);
      for (const reference of [character, `a${character}${character} b`, `\\${character}"`]) {
        assert.equal((await shop.buy(reference)).status, 200, reference);
        assert.equal(shop.last("submitTopupOrder").reference, reference);
        assert.equal((await shop.state(reference)).body.data.reference, reference);
      }
    }
  });

  it("has one form in a path", async () => {
    const shop = createShop();
    for (const encoded of [
      "YQ=",
      "YR",
      "Y",
      "_-",
      "w6k",
      base64url(" a"),
      base64url("a_secret_b"),
    ]) {
      const { status } = await shop.send(`/purchases/${encoded}.json`);
      assert.ok(status === 422 || status === 404, `${encoded}: ${status}`);
    }
    assert.equal((await shop.send("/purchases/YQ.json")).body.data.reference, "a");
    assert.equal(shop.count("getPurchase"), 2);
  });
});

describe("the body of a purchase", () => {
  it("is refused unless each member is known and of its form", async () => {
    const shop = createShop();
    const topup = { kind: "topup", iccid: ESIM, package_id: "five-gb" };
    /** @type {[any, string][]} */
    const cases = [
      [{}, "kind"],
      [{ ...topup, kind: "sim" }, "iccid"],
      [{ kind: "sim" }, "package_id"],
      [{ kind: "sim", package_id: "five-gb", quantity: 0 }, "quantity"],
      [{ kind: "sim", package_id: "five-gb", quantity: 51 }, "quantity"],
      [{ kind: "sim", package_id: "five-gb", quantity: "1" }, "quantity"],
      [{ kind: "sim", package_id: "five-gb", country: "no" }, "country"],
      [{ kind: "sim", package_id: "five-gb", type: "regional" }, "type"],
      [{ kind: "sim", package_id: "five-gb", to_email: "a@b" }, "to_email"],
      [{ kind: "sim", package_id: "five-gb", sharing_option: ["link"] }, "sharing_option"],
      [{ kind: "sim", package_id: "five-gb", shopper: "eve" }, "shopper"],
      [{ ...topup, kind: "constructor" }, "kind"],
      [{ ...topup, kind: ["topup"] }, "kind"],
      [{ ...topup, quantity: 2 }, "quantity"],
      [{ ...topup, email: "a@b" }, "email"],
      [{ ...topup, email: null }, "email"],
      [{ ...topup, shopper: "eve" }, "shopper"],
      [{ ...topup, iccid: "1" }, "iccid"],
      [{ ...topup, iccid: Number(ESIM) }, "iccid"],
      [{ ...topup, iccid: `${ESIM}\n` }, "iccid"],
      [{ ...topup, iccid: undefined }, "iccid"],
      [{ ...topup, package_id: "" }, "package_id"],
      [{ ...topup, package_id: 7 }, "package_id"],
      [{ ...topup, package_id: "a\u0000" }, "package_id"],
      [{ ...topup, package_id: "x".repeat(256) }, "package_id"],
      [{ ...topup, package_id: null }, "package_id"],
      [{ ...topup, description: "a\u200b" }, "description"],
      [{ ...topup, description: "\u00e9".repeat(76) }, "description"],
      [{ ...topup, description: 7 }, "description"],
      [{ ...topup, description: "\ud800" }, "description"],
      [{ ...topup, price: "4.5" }, "price"],
      [{ ...topup, price: -1 }, "price"],
      [{ ...topup, price: { a: 1 } }, "price"],
      [{ ...topup, tries: -1 }, "tries"],
      [{ ...topup, tries: 1.5 }, "tries"],
      [{ ...topup, tries: "1" }, "tries"],
      [{ kind: "renewal" }, "email"],
      [{ kind: "renewal", email: "a b@c" }, "email"],
      [{ kind: "renewal", email: "a@b\u0000" }, "email"],
      [{ kind: "renewal", email: ["a@b"] }, "email"],
      [{ kind: "renewal", email: "a@b", price: 1 }, "price"],
    ];
    for (const [body, field] of cases) {
      const { status, body: answer } = await shop.post("pay-1", body);
      assert.equal(status, 422, JSON.stringify(body));
      assert.deepEqual(Object.keys(answer.data), [field], JSON.stringify(body));
    }
    const polluted = await shop.post("pay-1", {}, { body: '{"kind":"topup","__proto__":{"a":1}}' });
    assert.deepEqual([polluted.status, Object.keys(polluted.body.data)], [422, ["__proto__"]]);
    assert.equal(shop.calls.length, 0);
    // A private character, and one that a later version of Unicode may assign.
    for (const description of ["a\ue000", "a\u{6caca}"]) {
      assert.equal((await shop.post("pay-2", { ...topup, description })).status, 200);
    }
    const nulls = { ...topup, description: null, price: null, tries: null };
    assert.equal((await shop.post("pay-1", nulls)).status, 200);
  });

  it("is refused if it is no JSON object, encoded, or too large", async () => {
    const shop = createShop({ maxBodyBytes: 100 });
    /** @type {[string, number, any][]} */
    const cases = [
      ["no body", 400, { body: undefined }],
      ["no object", 400, { body: "[]" }],
      ["null", 400, { body: "null" }],
      ["cut", 400, { body: '{"kind":' }],
      ["not UTF-8", 400, { body: new Uint8Array([0x22, 0xff, 0x22]) }],
      ["a form", 415, { headers: { "Content-Type": "application/x-www-form-urlencoded" } }],
      ["multipart", 415, { headers: { "Content-Type": "multipart/form-data; boundary=x" } }],
      ["another type", 415, { headers: { "Content-Type": "application/jsonp" } }],
      ["encoded", 415, { headers: { "Content-Encoding": "gzip" } }],
      ["too large", 413, { body: `{"kind":"${"x".repeat(100)}"}` }],
      ["large by its header", 413, { headers: { "Content-Length": "101" } }],
    ];
    for (const [name, expected, init] of cases) {
      assert.equal((await shop.buy("pay-1", {}, init)).status, expected, name);
    }
    assert.equal(shop.calls.length, 0);
  });

  it("is read only to the limit, and only for a limited time", async (t) => {
    const shop = createShop({ maxBodyBytes: 1_000 });
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(500));
      },
    });
    const large = await shop.buy("pay-1", {}, { body: endless, duplex: "half" });
    assert.equal(large.status, 413);
    assert.ok(pulled < 10, `${pulled} parts were read`);
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const hanging = shop.buy("pay-1", {}, { body: new ReadableStream({}), duplex: "half" });
    for (let tick = 0; tick < 20; tick += 1) await new Promise(setImmediate);
    t.mock.timers.tick(10_000);
    assert.equal((await hanging).status, 400);
  });
});
