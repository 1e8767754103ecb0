// The origins that the gateway serves, and the reports about refused origins.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop, ORIGIN } from "./shop.js";

const ORDERS = "/customer/v2/orders";

describe("origins", () => {
  it("a wrong publicOrigin shows at the first GET, with both origins", async () => {
    const page = "https://www.shop.example";
    const headers = { "Sec-Fetch-Site": "same-origin", Referer: `${page}/phones` };
    const wrong = createShop();
    const { status, body } = await wrong.send(ORDERS, { headers });
    assert.equal(status, 403);
    for (const part of [page, ORIGIN, "publicOrigin"]) {
      assert.ok(body.reason.includes(part), body.reason);
    }
    const [event] = wrong.eventsOf("pressone.gateway.refused");
    assert.equal(event["pressone.refusal"], "origin");
    assert.equal(event["pressone.origin.received"], page);
    assert.equal(event["pressone.origin.expected"], ORIGIN);
    assert.match(event["pressone.hint"], /publicOrigin/);
    // A browser on plain http sends no Sec-Fetch-Site.
    assert.equal((await wrong.send(ORDERS, { headers: { Referer: `${page}/` } })).status, 403);

    const right = createShop({ publicOrigin: page });
    assert.equal((await right.send(ORDERS, { headers })).status, 200);
    assert.equal(
      (await right.buy("pay-1", {}, { headers: { ...headers, Origin: page } })).status,
      200,
    );
  });

  it("of others are refused, and writes with a cookie need one", async () => {
    const shop = createShop();
    const cookie = { Cookie: "session=1" };
    for (const headers of [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { Origin: "http://shop.example" },
      { Origin: `${ORIGIN}.evil.example` },
      { Origin: ORIGIN, "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      { "Sec-Fetch-Site": "none" },
      { Referer: "https://evil.example/" },
      cookie,
    ]) {
      const refused = await shop.buy("pay-1", {}, { headers });
      assert.equal(refused.status, 403, JSON.stringify(headers));
      assert.equal(refused.headers.get("access-control-allow-origin"), null);
    }
    assert.equal(shop.calls.length, 0);
    const { body } = await shop.buy("pay-1", {}, { headers: cookie });
    assert.match(body.reason, /send the header Origin, or a token in place of a cookie/);
    const event = shop.eventsOf("pressone.gateway.refused").at(-1);
    assert.match(event["pressone.hint"], /outside a browser/);
    for (const headers of [
      {},
      { Origin: ORIGIN },
      { ...cookie, Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" },
      { ...cookie, "Sec-Fetch-Site": "same-origin", Referer: `${ORIGIN}/x` },
      { Referer: "not a URL" },
      { Referer: "android-app://com.example.shop/" },
    ]) {
      assert.equal((await shop.buy("pay-1", {}, { headers })).status, 200, JSON.stringify(headers));
    }
  });

  it("that the policy names are served with CORS", async () => {
    const page = "https://partner-page.example";
    const shop = createShop({ origins: [page] });
    const headers = { Origin: page, "Sec-Fetch-Site": "cross-site" };
    const answer = await shop.buy("pay-1", {}, { headers });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("access-control-allow-origin"), page);
    assert.equal(answer.headers.get("access-control-allow-credentials"), "true");
    assert.match(answer.headers.get("vary") ?? "", /Origin/);
    const request = new Request(`${ORIGIN}/purchases`, { method: "OPTIONS", headers });
    const preflight = await shop.gateway(request);
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers.get("access-control-allow-headers") ?? "", /idempotency-key/);
    const read = { headers: { "Sec-Fetch-Site": "cross-site", Referer: `${page}/` } };
    assert.equal((await shop.send(ORDERS, read)).status, 403, "no Origin, no CORS");
  });

  it("a method override is refused", async () => {
    const shop = createShop();
    for (const name of ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"]) {
      assert.equal((await shop.send(ORDERS, { headers: { [name]: "POST" } })).status, 400, name);
    }
  });
});

describe("what is not served is told apart in events", () => {
  it("a closed endpoint: once when the gateway is made, and when it is asked for", async () => {
    const shop = createShop({ verifyPayment: undefined, verifyRenewal: undefined });
    assert.deepEqual(shop.eventsOf("pressone.gateway.closed"), [
      { "pressone.endpoint": "submitTopupOrder", "pressone.missing_hooks": "verifyPayment" },
      { "pressone.endpoint": "submitOrder", "pressone.missing_hooks": "verifyPayment" },
      { "pressone.endpoint": "renewNumber", "pressone.missing_hooks": "verifyRenewal" },
    ]);
    assert.equal((await shop.buy("pay-1")).status, 404);
    assert.equal((await shop.renew("pay-1")).status, 404);
    const refused = shop.eventsOf("pressone.gateway.refused");
    assert.deepEqual(
      refused.map((each) => [each["pressone.refusal"], each["pressone.endpoint"]]),
      [
        ["closed_endpoint", "submitTopupOrder"],
        ["closed_endpoint", "renewNumber"],
      ],
    );
    assert.equal(refused[0]["pressone.missing_hooks"], "verifyPayment");
    const noEsim = createShop({ ownsEsim: undefined });
    for (const path of ["topups", "packages"]) {
      const { status } = await noEsim.send(`/customer/v2/sims/89445001020304050/${path}`);
      assert.equal(status, 404);
    }
    assert.equal(noEsim.eventsOf("pressone.gateway.refused").length, 2);
    assert.equal(noEsim.eventsOf("pressone.gateway.closed").length, 6);
  });

  it("a wrong basePath", async () => {
    const shop = createShop({ basePath: "/api/pressone" });
    const esim = "8944500102030405061";
    for (const [path, requested] of [
      ["/purchases.json", ""],
      ["/api/purchases.json", "/api"],
      [`/api/${esim}/customer/v2/sims/${esim}/topups`, "/api/{digits}"],
      ["/api/pressone/api/pressone/customer/v2/orders", "/api/pressone/api/pressone"],
    ]) {
      assert.equal((await shop.send(path ?? "")).status, 404);
      const event = shop.eventsOf("pressone.gateway.refused").at(-1);
      assert.equal(event["pressone.refusal"], "base_path", path);
      assert.equal(event["pressone.base_path.requested"], requested);
      assert.equal(event["pressone.base_path.configured"], "/api/pressone");
    }
    const before = shop.eventsOf("pressone.gateway.refused").length;
    assert.equal((await shop.send("/nowhere")).status, 404);
    assert.equal((await shop.send(`${"/a".repeat(4_000)}/purchases.json`)).status, 404);
    assert.equal(shop.eventsOf("pressone.gateway.refused").length, before);
    assert.ok(!JSON.stringify(shop.events).includes(esim));
    assert.equal((await shop.send("/api/pressone/purchases.json")).status, 200);
  });
});
