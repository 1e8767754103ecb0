import assert from "node:assert/strict";
import { test } from "node:test";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

/**
 * Requests that the description does not allow. Each differs in one thing from an allowed one.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {string} [path]
 * @property {string} [method]
 * @property {Record<string, string | null>} [headers] Changes; null removes a header.
 * @property {BodyInit} [body]
 * @property {RegExp} why
 * @property {number} [status] 400 by default.
 */

const { iccids, credentials, emails } = fixedSandbox();
const TOPUPS = `/customer/v2/sims/${iccids.active}/topups`;
const ORDERS = "/customer/v2/orders";
const SUBMIT = "/customer/v2/orders/topups";
const TOKEN = "/customer/v2/token";
const RENEW = "/api/third-party/partner/renew-number/";
const USERS = "/api/third-party/partner/user/";
const FORM = "application/x-www-form-urlencoded";
const GRANT = { ...credentials, grant_type: "client_credentials" };
const JSON_TYPE = { "content-type": "application/json" };

/** @param {[string, string | Blob][]} fields */
function form(fields) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return body;
}

/** @type {[string, string | Blob][]} */
const ORDER = [
  ["package_id", "northwind-30days-3gb-topup"],
  ["iccid", iccids.active],
];

/** @param {BodyInit} body @param {Record<string, string | null>} [headers] */
const order = (body, headers = {}) => ({ path: SUBMIT, method: "POST", headers, body });

/** @param {BodyInit} body @param {Record<string, string | null>} [headers] */
const token = (body, headers = {}) => ({
  path: TOKEN,
  method: "POST",
  headers: { authorization: null, ...headers },
  body,
});

/** @param {Record<string, string>} change */
const grant = (change) => new URLSearchParams({ ...GRANT, ...change });

/** @param {string} body */
const renewal = (body) => ({ path: RENEW, method: "POST", headers: JSON_TYPE, body });

/** @type {Case[]} */
const CASES = [
  {
    name: "a request without Accept",
    headers: { accept: null },
    why: /Accept must be .* not missing/,
  },
  { name: "an Accept of any type", headers: { accept: "*/*" }, why: /Accept must be/ },
  {
    name: "an Accept of two types",
    headers: { accept: "application/json, text/plain" },
    why: /Accept must be/,
  },
  { name: "the scheme Basic", headers: { authorization: "Basic abc" }, why: /Bearer/ },
  {
    name: "an Authorization of two tokens",
    headers: { authorization: "Bearer a, Bearer b" },
    why: /Bearer/,
  },
  { name: "a token without a scheme", headers: { authorization: "abc" }, why: /Bearer/ },
  { name: "a Content-Type without a body", headers: JSON_TYPE, why: /Content-Type/ },
  {
    name: "an ICCID with letters",
    path: "/customer/v2/sims/89445x/topups",
    why: /parameter iccid violates pattern .*: 89445x/,
  },
  {
    name: "an ICCID of 16 digits",
    path: "/customer/v2/sims/8944500102030405/topups",
    why: /parameter iccid violates pattern/,
  },
  {
    name: "an ICCID of 23 digits",
    path: `/customer/v2/sims/${"8".repeat(23)}/packages`,
    why: /parameter iccid violates pattern/,
  },
  {
    name: "a path without an ICCID",
    path: "/customer/v2/sims//topups",
    why: /no such path/,
    status: 404,
  },
  {
    name: "a path with a trailing slash",
    path: `${TOPUPS}/`,
    why: /no such path/,
    status: 404,
  },
  { name: "a path of version 1", path: "/v1/orders", why: /no such path/, status: 404 },
  { name: "the root path", path: "/", why: /no such path/, status: 404 },
  {
    name: "a query on the top-up list",
    path: `${TOPUPS}?limit=5`,
    why: /unknown query parameter: limit/,
  },
  {
    name: "a cache buster",
    path: `${TOPUPS}?_=1`,
    why: /unknown query parameter: _/,
  },
  {
    name: "the parameter sort",
    path: `${ORDERS}?sort=-id`,
    why: /unknown query parameter: sort/,
  },
  {
    name: "the parameter type",
    path: `${ORDERS}?type=topup`,
    why: /unknown query parameter: type/,
  },
  {
    name: "an unknown filter",
    path: `${ORDERS}?filter[type]=topup`,
    why: /unknown query parameter: filter\[type\]/,
  },
  {
    name: "a filter without a name",
    path: `${ORDERS}?filter=x`,
    why: /unknown query parameter: filter/,
  },
  {
    name: "a repeated page",
    path: `${ORDERS}?page=1&page=2`,
    why: /parameter page is given 2 times/,
  },
  {
    name: "an unknown include",
    path: `${ORDERS}?include=sims,order`,
    why: /parameter include violates enum .*: sims,order/,
  },
  {
    name: "a repeated include",
    path: `${ORDERS}?include=sims,sims`,
    why: /parameter include violates uniqueItems/,
  },
  {
    name: "an empty include",
    path: `${ORDERS}?include=`,
    why: /parameter include violates enum/,
  },
  {
    name: "a created_at of another form",
    path: `${ORDERS}?filter[created_at]=2026-05-01..2026-05-02`,
    why: /parameter filter\[created_at\] violates pattern/,
  },
  {
    name: "an empty created_at",
    path: `${ORDERS}?filter[created_at]=`,
    why: /parameter filter\[created_at\] violates pattern/,
  },
  {
    name: "a created_at with a day that does not exist",
    path: `${ORDERS}?filter[created_at]=2026-02-30 - 2026-03-02`,
    why: /created_at/,
  },
  { name: "a POST to a list", method: "POST", why: /POST is not allowed/, status: 405 },
  { name: "a GET of a purchase", path: SUBMIT, why: /GET is not allowed/, status: 405 },
  { name: "a HEAD request", method: "HEAD", why: /HEAD is not allowed/, status: 405 },
  {
    name: "an order as JSON",
    ...order(JSON.stringify(Object.fromEntries(ORDER)), JSON_TYPE),
    why: /Content-Type must be multipart\/form-data, not application\/json/,
  },
  {
    name: "an order as an urlencoded form",
    ...order(new URLSearchParams(ORDER.map(([name, value]) => [name, String(value)]))),
    why: /Content-Type must be multipart/,
  },
  {
    name: "a multipart type without a boundary",
    ...order(form(ORDER), { "content-type": "multipart/form-data" }),
    why: /cannot be read/,
  },
  {
    name: "an order without a body",
    path: SUBMIT,
    method: "POST",
    why: /the body is missing/,
  },
  {
    name: "an order with a quantity",
    ...order(form([...ORDER, ["quantity", "1"]])),
    why: /quantity is unknown/,
  },
  {
    name: "an order with two packages",
    ...order(form([...ORDER, ["package_id", "other"]])),
    why: /body field package_id is given more than once/,
  },
  {
    name: "an order with a file",
    ...order(form([...ORDER, ["description", new Blob(["x"])]])),
    why: /description violates type string/,
  },
  {
    name: "a token request with Authorization",
    path: TOKEN,
    method: "POST",
    body: grant({}),
    why: /takes no Authorization/,
  },
  {
    name: "a token request as JSON",
    ...token(JSON.stringify(GRANT), JSON_TYPE),
    why: new RegExp(`${FORM} or multipart`),
  },
  {
    name: "another grant type",
    ...token(grant({ grant_type: "password" })),
    why: /grant_type violates const client_credentials/,
  },
  {
    name: "a token request without a grant type",
    ...token(new URLSearchParams(credentials)),
    why: /grant_type is missing/,
  },
  {
    name: "a token request without a secret",
    ...token(new URLSearchParams({ client_id: "x", grant_type: "client_credentials" })),
    why: /client_secret is missing/,
  },
  {
    name: "a token request with a scope",
    ...token(grant({ scope: "*" })),
    why: /scope is unknown/,
  },
  {
    name: "a renewal path without its trailing slash",
    ...renewal(JSON.stringify({ email: emails.subscriber })),
    path: RENEW.slice(0, -1),
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
  ...["[]", "null", '"x"', "{"].map((body) => ({
    name: `the renewal body ${body}`,
    ...renewal(body),
    why: /cannot be read as application\/json/,
  })),
  {
    name: "a renewal with an unknown field",
    ...renewal('{"email":"a@b.example","plan":1}'),
    why: /plan is unknown/,
  },
  {
    name: "a renewal with the name of a built-in as a field",
    ...renewal('{"email":"a@b.example","constructor":1}'),
    why: /constructor is unknown/,
  },
  {
    name: "a renewal with a number as its email",
    ...renewal('{"email":5}'),
    why: /email violates type string/,
  },
  {
    name: "a user path without its trailing slash",
    path: USERS.slice(0, -1),
    why: /no such path/,
    status: 404,
  },
  { name: "a POST to the users", path: USERS, method: "POST", why: /POST is not/, status: 405 },
  { name: "a user in the path", path: `${USERS}301/`, why: /no such path/, status: 404 },
  {
    name: "an unknown filter of the users",
    path: `${USERS}?iccid=1`,
    why: /unknown query parameter: iccid/,
  },
  {
    name: "a repeated filter of the users",
    path: `${USERS}?email=a&email=b`,
    why: /parameter email is given 2 times/,
  },
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
    const caller = await signedIn(sandbox, (/** @type {Request} */ request) => {
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

test("missing credentials are answered with the documented 401 and are a violation", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const answer = await caller.send(TOPUPS, { headers: { accept: "application/json" } });
  assert.equal(answer.status, 401);
  assert.match(sandbox.violations[0]?.message ?? "", /credentials are missing/);
});

test("a switch redirects a voice path without its slash, which is still a violation", async () => {
  const sandbox = fixedSandbox({ shapes: { voicePathWithoutSlash: "redirect" } });
  const caller = await signedIn(sandbox);
  const answer = await caller.send(RENEW.slice(0, -1), { method: "POST", body: "{}" });
  assert.equal(answer.status, 301);
  assert.ok(answer.headers.get("location")?.endsWith(RENEW));
  assert.equal(sandbox.violations.length, 1);
  const users = await caller.get(`${USERS.slice(0, -1)}?email=a`);
  assert.equal(users.status, 301);
  assert.ok(users.headers.get("location")?.endsWith(`${USERS}?email=a`));
  assert.equal(sandbox.violations.length, 2);
});
