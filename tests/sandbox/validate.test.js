import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRequest } from "../../pkg-template/package/sandbox/core/request.js";
import { fixedSandbox, json, ORIGIN, signedIn } from "./testing/caller.js";
import { createValidator, validateExchanges } from "./validate.js";

const validate = createValidator();
const { iccids, credentials, emails } = fixedSandbox();

/** @param {string} path @param {RequestInit} [init] */
async function check(path, init = {}, answer = /** @type {any} */ (null)) {
  const headers = {
    accept: "application/json",
    ...(path.endsWith("/token") ? {} : { authorization: "Bearer t" }),
    ...Object.fromEntries(new Headers(init.headers)),
  };
  const request = new Request(`${ORIGIN}${path}`, { ...init, headers });
  return validate(await parseRequest(request, ""), answer);
}

const TOPUPS = `/customer/v2/sims/${iccids.active}/topups`;
const ORDERS = "/customer/v2/orders";
const SUBMIT = "/customer/v2/orders/topups";
const TOKEN = "/customer/v2/token";
const RENEW = "/api/third-party/partner/renew-number/";
const USERS = "/api/third-party/partner/user/";

/** @param {Record<string, string>} fields @returns {RequestInit} */
function multipart(fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return { method: "POST", body };
}

/** @param {unknown} body @returns {RequestInit} */
const post = (body) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const GRANT = { ...credentials, grant_type: "client_credentials" };
const ORDER = { package_id: "x", iccid: iccids.active };

test("allowed requests pass", async () => {
  const query = "include=sims,user&filter[created_at]=2026-01-01 - 2026-02-01&limit=5&page=1";
  const allowed = [
    await check(TOPUPS),
    await check(`${ORDERS}?${query}`),
    await check(SUBMIT, multipart({ ...ORDER, description: "" })),
    await check(TOKEN, { method: "POST", body: new URLSearchParams(GRANT) }),
    await check(TOKEN, multipart(GRANT)),
    await check(RENEW, post({ email: emails.subscriber })),
    await check(`${USERS}?email=${emails.subscriber}&mobile=%2B12025550147&page=2&page_size=5`),
  ];
  assert.deepEqual(allowed.flat(), []);
});

/** @type {[string, string, RequestInit, RegExp][]} */
const WRONG_REQUESTS = [
  ["path", "/customer/v2/sim", {}, /not described/],
  ["method", TOPUPS, { method: "DELETE" }, /not described/],
  ["slash", RENEW.slice(0, -1), post({ email: "a@b.example" }), /not described/],
  ["ICCID", "/customer/v2/sims/12/topups", {}, /parameter iccid/],
  ["Accept", TOPUPS, { headers: { accept: "*/*" } }, /Accept/],
  ["scheme", TOPUPS, { headers: { authorization: "Token t" } }, /Authorization must be/],
  ["query", `${ORDERS}?per_page=5`, {}, /unknown query parameter: per_page/],
  ["repeated query", `${ORDERS}?page=1&page=2`, {}, /2 times/],
  ["include", `${ORDERS}?include=sims,sim`, {}, /include.*allowed values/],
  ["repeated include", `${ORDERS}?include=sims,sims`, {}, /include.*duplicate/],
  ["dates", `${ORDERS}?filter[created_at]=2026`, {}, /created_at/],
  [
    "body type",
    SUBMIT,
    post(ORDER),
    /Content-Type must be multipart\/form-data, not application\/json/,
  ],
  ["misspelt field", SUBMIT, multipart({ ...ORDER, descripton: "x" }), /additional/],
  ["missing field", SUBMIT, multipart({ iccid: iccids.active }), /package_id/],
  ["missing body", SUBMIT, { method: "POST" }, /body is missing/],
  ["grant", TOKEN, multipart({ ...GRANT, grant_type: "password" }), /grant_type.*constant/],
  [
    "token header",
    TOKEN,
    { ...multipart(GRANT), headers: { authorization: "Bearer t" } },
    /takes no Authorization/,
  ],
  ["email type", RENEW, post({ email: 5 }), /email.*string/],
  ["user filter", `${USERS}?name=a`, {}, /unknown query parameter: name/],
  ["renewal field", RENEW, post({ email: "a@b.example", x_y: 1 }), /additional/],
];

for (const [name, path, init, problem] of WRONG_REQUESTS) {
  test(`a request with a wrong ${name} is a violation`, async () => {
    assert.match((await check(path, init)).join("\n"), problem);
  });
}

/**
 * Real answers, each corrupted in one place.
 *
 * @type {[string, (caller: import("./testing/caller.js").Caller) => Promise<Response>,
 *   (body: any) => unknown, RegExp][]}
 */
const WRONG_ANSWERS = [
  ["misspelt field", (c) => c.topups(iccids.active), misspell("price", "prise"), /price/],
  ["field of its own", (c) => c.topups(iccids.active), misspell("voice", "voyce"), /unevaluated/],
  ["type", (c) => c.topups(iccids.active), set("day", "thirty"), /day/],
  ["negative price", (c) => c.topups(iccids.active), set("price", -1), /price/],
  ["null", (c) => c.topups(iccids.active), set("id", null), /id/],
  ["missing field", (c) => c.history(iccids.active), misspell("remaining", "x_r"), /remaining/],
  ["timestamp", (c) => c.history(iccids.active), set("activated_at", "today"), /activated_at/],
  ["status", (c) => c.history(iccids.active), set("status", 1), /status/],
  ["price text", (c) => c.orders(), set("price", "9,50"), /price/],
  ["code", (c) => c.orders(), set("code", "1"), /code/],
  [
    "eSIM of a top-up",
    (c) => c.orders({ include: "sims", "filter[description]": "topup" }),
    set("sims", [{}]),
    /sims/,
  ],
  ["meta", (c) => c.orders(), (body) => ({ ...body, meta: { message: "success" } }), /meta/],
  [
    "envelope",
    (c) => c.orders(),
    (body) => ({ orders: body.data, ...body, data: undefined }),
    /data/,
  ],
  ["string data", (c) => c.topups(iccids.active), (body) => ({ ...body, data: "none" }), /data/],
  [
    "not-found text",
    (c) => c.topups(iccids.unknown),
    () => ({ data: [], meta: { message: "gone" } }),
    /meta/,
  ],
  ["error code", (c) => c.topups(iccids.recycled), (body) => ({ ...body, code: 999 }), /code/],
  [
    "renewal",
    (c) => c.renew({ email: emails.subscriber }),
    (body) => ({ ...body, success: "yes" }),
    /success/,
  ],
  ["user list", (c) => c.users(), ({ results }) => ({ data: results }), /results/],
  [
    "end of a subscription",
    (c) => c.users(),
    (body) => {
      body.results[0].subscription.current_period_end = "soon";
      return body;
    },
    /current_period_end/,
  ],
];

/** @param {any} body @returns {any} */
const firstOf = (body) => body.data[0];

/** @param {string} name @param {unknown} value */
function set(name, value) {
  return (/** @type {any} */ body) => {
    firstOf(body)[name] = value;
    return body;
  };
}

/** @param {string} name @param {string} other */
function misspell(name, other) {
  return (/** @type {any} */ body) => {
    const first = firstOf(body);
    first[other] = first[name];
    delete first[name];
    return body;
  };
}

for (const [name, request, corrupt, problem] of WRONG_ANSWERS) {
  test(`an answer with a wrong ${name} is a violation`, async () => {
    const sandbox = fixedSandbox();
    let isCorrupted = false;
    const { fetch, violations } = validateExchanges(async (incoming) => {
      const answer = await sandbox.fetch(incoming);
      if (!isCorrupted) return answer;
      const { status, headers } = answer;
      return new Response(JSON.stringify(corrupt(await json(answer))), { status, headers });
    });
    const caller = await signedIn(sandbox, fetch);
    assert.equal((await request(caller)).ok, (sandbox.requests.at(-1)?.status ?? 0) < 400);
    assert.equal(violations.length, 0, "the real answer passes");
    sandbox.configure({ historyWindowMs: 0 });
    isCorrupted = true;
    await request(caller);
    assert.equal(violations.length, 1, JSON.stringify(violations));
    assert.match(violations[0]?.message ?? "", problem);
  });
}

test("the statuses, types and headers of answers are checked", async () => {
  const list = '{"data":[]}';
  /** @param {number} status @param {Record<string, string>} headers @param {string} text */
  const checkAnswer = (status, headers, text) =>
    check(TOPUPS, {}, { status, headers: new Headers(headers), text });
  const type = { "content-type": "application/json" };
  assert.deepEqual(await checkAnswer(200, type, list), []);
  assert.match(String(await checkAnswer(201, type, list)), /status 201/);
  assert.match(String(await checkAnswer(500, type, "{}")), /status 500/);
  assert.match(String(await checkAnswer(200, { "content-type": "text/html" }, "<p>")), /body/);
  assert.match(String(await checkAnswer(200, type, '{"data":[')), /no JSON/);
  const limited = '{"message":"Too Many Attempts."}';
  assert.deepEqual(await checkAnswer(429, { ...type, "retry-after": "5" }, limited), []);
  assert.match(
    String(await checkAnswer(429, { ...type, "retry-after": "soon" }, limited)),
    /Retry-After/,
  );
});

const FAULTS = /** @type {const} */ ([
  "truncated-json",
  "html",
  "half-answer",
  "cut-before",
  "redirect",
]);

test("answers of deliberate faults are exempt, and their requests are checked", async () => {
  const sandbox = fixedSandbox();
  const { fetch, violations, counts } = validateExchanges(sandbox.fetch);
  const caller = await signedIn(sandbox, fetch);
  for (const kind of FAULTS) {
    sandbox.faults.add({ endpoint: "orders", kind });
    await caller.orders().catch(() => undefined);
  }
  assert.deepEqual(violations, []);
  assert.deepEqual(counts, { checked: 1, exempt: 5 });
  await caller.orders({ colour: "red" });
  assert.equal(violations.length, 1, "the refusal is exempt, and its request is checked");
  assert.equal(counts.exempt, 6);
});
