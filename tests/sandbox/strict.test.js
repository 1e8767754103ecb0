import assert from "node:assert/strict";
import { test } from "node:test";
import { fixedSandbox, json, NOON, signedIn } from "./testing/caller.js";

/**
 * Requests that the documentation does not allow: each differs in one thing from an allowed one.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {string} [path]
 * @property {string} [method]
 * @property {Record<string, string | null>} [headers] Changes; null leaves one out.
 * @property {BodyInit} [body]
 * @property {RegExp} why
 * @property {number} [status] 400 unless told.
 */

const { iccids, credentials, emails } = fixedSandbox();
const TOPUPS = `/customer/v2/sims/${iccids.active}/topups`;
const ORDERS = "/customer/v2/orders";
const SUBMIT = "/customer/v2/orders/topups";
const TOKEN = "/customer/v2/token";
const RENEW = "/api/third-party/partner/renew-number/";
const FORM = "application/x-www-form-urlencoded";
const GRANT = { ...credentials, grant_type: "client_credentials" };

/** @param {[string, string | Blob][]} fields */
function form(fields) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return body;
}

/** @param {Record<string, string>} change */
const grant = (change) => new URLSearchParams({ ...GRANT, ...change });

/** @type {[string, string | Blob][]} */
const ORDER = [
  ["package_id", "northwind-30days-3gb-topup"],
  ["iccid", iccids.active],
];

/** @type {Case[]} */
const CASES = [
  { name: "no Accept", headers: { accept: null }, why: /Accept .* missing/ },
  { name: "any Accept", headers: { accept: "*/*" }, why: /Accept must be/ },
  {
    name: "more Accept",
    headers: { accept: "application/json, text/plain" },
    why: /Accept must be/,
  },
  { name: "Basic", headers: { authorization: "Basic abc" }, why: /Bearer/ },
  { name: "two tokens", headers: { authorization: "Bearer a, Bearer b" }, why: /Bearer/ },
  { name: "no scheme", headers: { authorization: "abc" }, why: /Bearer/ },
  {
    name: "a type without body",
    headers: { "content-type": "application/json" },
    why: /Content-Type/,
  },
  { name: "letters in the ICCID", path: "/customer/v2/sims/89445x/topups", why: /not an ICCID/ },
  { name: "a short ICCID", path: "/customer/v2/sims/8944500102030405/topups", why: /not an ICCID/ },
  {
    name: "a long ICCID",
    path: `/customer/v2/sims/${"8".repeat(23)}/packages`,
    why: /not an ICCID/,
  },
  { name: "no ICCID", path: "/customer/v2/sims//topups", why: /no such path/, status: 404 },
  { name: "a trailing slash", path: `${TOPUPS}/`, why: /no such path/, status: 404 },
  { name: "version 1", path: "/v1/orders", why: /no such path/, status: 404 },
  { name: "the root", path: "/", why: /no such path/, status: 404 },
  { name: "a query on top-ups", path: `${TOPUPS}?limit=5`, why: /unknown query .* limit/ },
  { name: "a cache buster", path: `${TOPUPS}?_=1`, why: /unknown query/ },
  { name: "sort", path: `${ORDERS}?sort=-id`, why: /unknown query .* sort/ },
  { name: "type", path: `${ORDERS}?type=topup`, why: /unknown query .* type/ },
  { name: "an unknown filter", path: `${ORDERS}?filter[type]=topup`, why: /filter\[type\]/ },
  { name: "a bare filter", path: `${ORDERS}?filter=x`, why: /unknown query/ },
  { name: "page twice", path: `${ORDERS}?page=1&page=2`, why: /given twice: page/ },
  {
    name: "an unknown include",
    path: `${ORDERS}?include=sims,order`,
    why: /unknown include: order/,
  },
  { name: "an include twice", path: `${ORDERS}?include=sims,sims`, why: /include given twice/ },
  { name: "an empty include", path: `${ORDERS}?include=`, why: /unknown include/ },
  {
    name: "dates of another form",
    path: `${ORDERS}?filter[created_at]=2026-05-01..2026-05-02`,
    why: /created_at/,
  },
  {
    name: "a day that is none",
    path: `${ORDERS}?filter[created_at]=2026-02-30 - 2026-03-02`,
    why: /created_at/,
  },
  { name: "POST on a list", method: "POST", why: /POST is not allowed/, status: 405 },
  { name: "GET on a purchase", path: SUBMIT, why: /GET is not allowed/, status: 405 },
  { name: "HEAD", method: "HEAD", why: /HEAD is not allowed/, status: 405 },
  {
    name: "a JSON order",
    path: SUBMIT,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(Object.fromEntries(ORDER)),
    why: /multipart\/form-data, not application\/json/,
  },
  {
    name: "an urlencoded order",
    path: SUBMIT,
    method: "POST",
    body: new URLSearchParams(ORDER.map(([name, value]) => [name, String(value)])),
    why: /multipart/,
  },
  {
    name: "a multipart type without a boundary",
    path: SUBMIT,
    method: "POST",
    headers: { "content-type": "multipart/form-data" },
    body: form(ORDER),
    why: /cannot be read/,
  },
  { name: "an order without body", path: SUBMIT, method: "POST", why: /not missing/ },
  {
    name: "a quantity",
    path: SUBMIT,
    method: "POST",
    body: form([...ORDER, ["quantity", "1"]]),
    why: /unknown body field: quantity/,
  },
  {
    name: "a package twice",
    path: SUBMIT,
    method: "POST",
    body: form([...ORDER, ["package_id", "other"]]),
    why: /given twice: package_id/,
  },
  {
    name: "a file",
    path: SUBMIT,
    method: "POST",
    body: form([...ORDER, ["description", new Blob(["x"])]]),
    why: /no text: description/,
  },
  {
    name: "Authorization on the token",
    path: TOKEN,
    method: "POST",
    body: grant({}),
    why: /takes no Authorization/,
  },
  {
    name: "a JSON token request",
    path: TOKEN,
    method: "POST",
    headers: { authorization: null, "content-type": "application/json" },
    body: JSON.stringify(GRANT),
    why: new RegExp(`${FORM} or multipart`),
  },
  {
    name: "another grant",
    path: TOKEN,
    method: "POST",
    headers: { authorization: null },
    body: grant({ grant_type: "password" }),
    why: /grant_type/,
  },
  {
    name: "no grant",
    path: TOKEN,
    method: "POST",
    headers: { authorization: null },
    body: new URLSearchParams(credentials),
    why: /grant_type/,
  },
  {
    name: "no secret",
    path: TOKEN,
    method: "POST",
    headers: { authorization: null },
    body: new URLSearchParams({ client_id: "x", grant_type: "client_credentials" }),
    why: /required/,
  },
  {
    name: "a scope",
    path: TOKEN,
    method: "POST",
    headers: { authorization: null },
    body: grant({ scope: "*" }),
    why: /unknown body field: scope/,
  },
  {
    name: "a renewal without its slash",
    path: RENEW.slice(0, -1),
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: emails.subscriber }),
    why: /no such path/,
    status: 404,
  },
  {
    name: "a renewal as a form",
    path: RENEW,
    method: "POST",
    body: new URLSearchParams({ email: emails.subscriber }),
    why: /application\/json, not/,
  },
  ...["[]", "null", '"x"', "{", '{"email":"a@b.example","plan":1}', '{"email":5}'].map((body) => ({
    name: `the renewal body ${body}`,
    path: RENEW,
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    why: /cannot be read|unknown body field|no text/,
  })),
];

for (const {
  name,
  path = TOPUPS,
  method = "GET",
  headers = {},
  body,
  why,
  status = 400,
} of CASES) {
  test(`${name} is refused`, async () => {
    const sandbox = fixedSandbox();
    let bearer = "";
    const caller = await signedIn(sandbox, (request) => {
      bearer = request.headers.get("authorization") ?? bearer;
      return sandbox.fetch(request);
    });
    await caller.topups(iccids.active);
    const before = sandbox.ledger;
    /** @type {Record<string, string>} */
    const sent = {};
    const wanted = { accept: "application/json", authorization: bearer, ...headers };
    for (const [key, value] of Object.entries(wanted)) if (value !== null) sent[key] = value;

    const init = { method, headers: sent, ...(body === undefined ? {} : { body }) };
    const answer = await caller.send(path, init);
    assert.equal(answer.status, status);
    if (method !== "HEAD") assert.match((await json(answer)).sandbox_violation, why);
    assert.equal(sandbox.violations.length, 1);
    assert.match(sandbox.violations[0]?.message ?? "", why);
    assert.deepEqual(sandbox.ledger, before);
  });
}

test("missing credentials get the documented 401, and are a violation", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const answer = await caller.send(TOPUPS, { headers: { accept: "application/json" } });
  assert.equal(answer.status, 401);
  assert.match(sandbox.violations[0]?.message ?? "", /credentials are missing/);
});

test("by switch, the renewal without its slash is redirected, and still a violation", async () => {
  const sandbox = fixedSandbox({ shapes: { renewalWithoutSlash: "redirect" } });
  const caller = await signedIn(sandbox);
  const answer = await caller.send(RENEW.slice(0, -1), { method: "POST", body: "{}" });
  assert.equal(answer.status, 301);
  assert.ok(answer.headers.get("location")?.endsWith(RENEW));
  assert.equal(sandbox.violations.length, 1);
});

test("the log holds every request as it was sent and answered", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  await caller.orders({ limit: "2", "filter[code]": "a b" });
  await caller.submit({ package_id: "x", iccid: iccids.active });
  const [token, orders, submit] = sandbox.requests;
  assert.deepEqual(token?.fields, GRANT);
  assert.deepEqual(orders?.query, [
    ["limit", "2"],
    ["filter[code]", "a b"],
  ]);
  assert.equal(orders?.headers.accept, "application/json");
  assert.deepEqual(submit?.fields, { package_id: "x", iccid: iccids.active });
  assert.deepEqual(
    sandbox.requests.map(({ n, endpoint, method, status }) => [n, endpoint, method, status]),
    [
      [1, "token", "POST", 200],
      [2, "orders", "GET", 200],
      [3, "submit", "POST", 422],
    ],
  );
});

test("a reset starts anew, but forgets no violation", async () => {
  const sandbox = fixedSandbox({ shapes: "newer" });
  const caller = await signedIn(sandbox);
  await caller.submit({ package_id: "northwind-30days-3gb-topup", iccid: iccids.active });
  await caller.get("/nowhere");
  sandbox.shapes.set("older");
  sandbox.clock.advance(1000);
  sandbox.configure({ cors: true });
  sandbox.faults.add({ endpoint: "*", kind: "hang" });
  sandbox.reset();
  assert.equal(sandbox.requests.length, 0);
  assert.equal(sandbox.clock.now(), NOON);
  assert.deepEqual(
    [sandbox.ledger.orders, sandbox.ledger.balance, sandbox.ledger.tokens],
    [[], 250, 0],
  );
  assert.equal(sandbox.shapes.current.orderSubmit, "newer");
  assert.deepEqual(sandbox.faults.list(), []);
  assert.equal(sandbox.settings.cors, false);
  assert.equal(sandbox.violations.length, 1);
  assert.equal((await caller.topups(iccids.active)).status, 401, "old tokens are gone");
});
