/** What the shop's server gives, to whom, and what it refuses. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import { json, useShop, visitor } from "./asking.js";

const { running, ask, mine, offer, order, pay } = useShop();

/** The package's one module. */
async function wasmFile() {
  const folder = new URL("../../pkg/", import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    name.endsWith(".wasm"),
  );
  assert.equal(names.length, 1);
  return names[0];
}

test("the page and its files come with the policy and the right types", async () => {
  /** @type {[string, string][]} */
  const files = [
    ["/", "text/html; charset=utf-8"],
    ["/style/base.css", "text/css; charset=utf-8"],
    ["/app/main.js", "text/javascript; charset=utf-8"],
    ["/icon.svg", "image/svg+xml"],
    ["/pkg/web.js", "text/javascript; charset=utf-8"],
    [`/pkg/${await wasmFile()}`, "application/wasm"],
  ];
  for (const [path, type] of files) {
    const { status, headers } = await ask(path);
    assert.equal(status, 200, path);
    assert.equal(headers.get("content-type"), type);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
  }
});

test("the session's cookie is for this site and not for scripts", async () => {
  const response = await fetch(running().url);
  assert.match(response.headers.get("set-cookie") ?? "", /; HttpOnly; SameSite=Strict$/);
  assert.equal((await ask("/")).headers.get("set-cookie"), null);
});

test("no path leads out of the served folders", { timeout: 20_000 }, async () => {
  const { hostname, port } = new URL(running().url);
  for (const path of [
    "/../package.json",
    "/app/../../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/pkg/../../Cargo.toml",
    "/server/start.mjs",
    "/app/../server/start.mjs",
    "/pkg/%00web.js",
    "/app\\..\\server\\start.mjs",
    "//etc/passwd",
    "/etc/passwd",
    "/app",
    "/app/",
  ]) {
    // fetch would resolve the dots before it sends them.
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest({ hostname, port, path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on("error", reject);
      sent.end();
    });
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
  }
});

test("only the five endpoints exist, with their own methods", async () => {
  for (const [method, path] of [
    ["POST", "customer/v2/token"],
    ["GET", "customer/v2/balance"],
    ["GET", "customer/v2/orders/1"],
    ["POST", "customer/v2/orders"],
    ["GET", "customer/v2/orders/topups"],
    ["GET", "customer/v2/sims"],
    ["GET", `customer/v2/sims/${mine()}`],
    ["GET", `customer/v2/sims/${mine()}/usage`],
    ["GET", "customer/v2/sims//topups"],
    ["GET", `customer/v2/sims/${mine()}/topups/`],
    ["POST", "api/third-party/partner/renew-number"],
    ["GET", "api/third-party/partner/renew-number/"],
    ["GET", "api/third-party/partner/user/"],
  ]) {
    const response = await ask(`/api/pressone/${path}`, { method: method ?? "" });
    assert.equal(response.status, 404, `${method} ${path}`);
  }
  assert.equal((await ask("/api/other")).status, 404);
  assert.equal((await ask("/shop/other")).status, 404);
  assert.equal((await ask("/shop/esims", { method: "DELETE" })).status, 405);
});

test("without a session nothing is told", async () => {
  for (const path of ["/shop/esims", `/api/pressone/customer/v2/sims/${mine()}/topups`]) {
    for (const Cookie of ["", "shop_session=guess"]) {
      assert.equal((await ask(path, { headers: { Cookie } })).status, 401, path);
    }
  }
});

test("another shopper's eSIM, payment or e-mail is not told from one that there is not", async () => {
  const other = running().sandbox.iccids.digits17;
  for (const path of ["topups", "packages"]) {
    const response = await ask(`/api/pressone/customer/v2/sims/${other}/${path}`);
    assert.equal(response.status, 403);
    assert.deepEqual(await response.json(), {
      data: [],
      meta: { message: "This action is unauthorized." },
    });
  }
  const { id: package_id, price } = await offer(mine());
  const purchase = { iccid: other, package_id, price };
  assert.equal((await ask("/shop/payments", json(purchase))).status, 404);
  assert.equal((await order({ iccid: other, package_id }, "pay-1")).status, 403);
  const email = running().sandbox.emails.unknown;
  const renew = "/api/pressone/api/third-party/partner/renew-number/";
  const init = json({ email });
  const headers = { ...init.headers, "Idempotency-Key": "renewal-1" };
  assert.equal((await ask(renew, { ...init, headers })).status, 403);

  const foreign = await pay({ iccid: mine(), package_id, price });
  const fields = { iccid: mine(), package_id };
  const stranger = { Cookie: await visitor(running().url) };
  assert.equal((await order(fields, foreign, stranger)).status, 422);
});

test("a write from another site is refused", async () => {
  /** @type {Record<string, string>[]} */
  const foreign = [
    { Origin: "https://example.com" },
    { Origin: "null" },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
  ];
  for (const headers of foreign) {
    const init = json({});
    const response = await ask("/shop/payments", {
      ...init,
      headers: { ...init.headers, ...headers },
    });
    assert.equal(response.status, 403, JSON.stringify(headers));
  }
  const neither = await fetch(`${running().url}shop/payments`, { ...json({}) });
  assert.equal(neither.status, 401);
});

test("a large body is refused before it is kept", async () => {
  const response = await ask("/shop/payments", json({ package_id: "x".repeat(20_000) }));
  assert.equal(response.status, 413);
});

test("what the partner pays is not told to the shopper", async () => {
  for (const path of [
    `sims/${mine()}/topups`,
    `sims/${mine()}/packages`,
    "orders?include=sims,status",
  ]) {
    const response = await ask(`/api/pressone/customer/v2/${path}`);
    assert.equal(response.status, 200, path);
    assert.doesNotMatch(await response.text(), /net_price|discount|pricing|balance|"user"|"raw"/);
  }
});

test("an order query that the page never sends is refused by the name of its field", async () => {
  /** @type {[string, string][]} */
  const queries = [
    ["include=user", "include"],
    ["include=sims%2Cuser", "include"],
    ["limit=0", "limit"],
    ["limit=1000", "limit"],
    ["page=one", "page"],
    ["page=1&page=2", "page"],
    ["filter%5Bcreated_at%5D=2026-01-01", "created_at"],
    ["sort=price", "sort"],
  ];
  for (const [query, field] of queries) {
    const response = await ask(`/api/pressone/customer/v2/orders?${query}`);
    assert.equal(response.status, 422, query);
    assert.ok(field in (await response.json()).data, query);
  }
});
