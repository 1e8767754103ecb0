// The gateway's OpenAPI description in the package: it is current, valid, and has each route and no other.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describeGateway } from "../../pkg-template/openapi/description.mjs";
import { WITHHELD } from "../../pkg-template/openapi/reads.mjs";
import { PUBLIC_FIELDS } from "../../pkg-template/package/gateway/public-fields.js";
import { ROUTES } from "../../pkg-template/package/gateway/routes.js";
import { createGatewayCheck, GATEWAY_DESCRIPTION } from "../gateway/described.js";

const PACKED = new URL("../../pkg/gateway/openapi.json", import.meta.url);

test("the description is current (`node pkg-template/openapi/write.mjs` writes it)", () => {
  assert.deepEqual(GATEWAY_DESCRIPTION, JSON.parse(JSON.stringify(describeGateway())));
  assert.deepEqual(JSON.parse(readFileSync(PACKED, "utf8")), GATEWAY_DESCRIPTION);
});

test("the description is valid OpenAPI 3.1, and a slip makes it invalid", async () => {
  const validator = new Validator();
  assert.deepEqual(await validator.validate(structuredClone(GATEWAY_DESCRIPTION)), { valid: true });
  assert.equal(validator.version, "3.1");
  const broken = structuredClone(GATEWAY_DESCRIPTION);
  broken.paths["/purchases"].post.parameters.push({ name: "kind", in: "queri" });
  assert.equal((await new Validator().validate(broken)).valid, false);
});

test("each route is described, and no other", () => {
  const described = Object.entries(GATEWAY_DESCRIPTION.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]) => [
      method.toUpperCase(),
      path,
      operationId,
    ]),
  );
  const served = ROUTES.map(({ method, template, endpoint }) => [method, template, endpoint]);
  assert.deepEqual(described.sort(), served.sort());
});

test("a route has a query in the description only if the gateway takes one", () => {
  for (const route of ROUTES) {
    const operation = GATEWAY_DESCRIPTION.paths[route.template][route.method.toLowerCase()];
    const parameters = (operation.parameters ?? []).map((/** @type {any} */ each) => {
      const name = each.$ref?.split("/").at(-1);
      return name ? GATEWAY_DESCRIPTION.components.parameters[name] : each;
    });
    const hasQuery = parameters.some((/** @type {any} */ each) => each.in === "query");
    assert.equal(hasQuery, "query" in route, route.endpoint);
  }
});

test("the partner's prices and accounts are in no schema", () => {
  const isWithheld = (/** @type {any} */ value) => value?.description === WITHHELD;
  const text = JSON.stringify(GATEWAY_DESCRIPTION, (key, value) => {
    if (key === "properties") {
      return Object.fromEntries(Object.entries(value).filter(([, each]) => !isWithheld(each)));
    }
    return key === "required" ? undefined : value;
  });
  assert.doesNotMatch(text, /net_price|discount|"user"|availableBalance|sharing/);
  for (const name of Object.values(PUBLIC_FIELDS).flat())
    assert.ok(text.includes(`"${name}"`), name);
});

/** An exchange that the description has. */
const exchange = () => ({
  request: { path: "/purchases.json?limit=5", headers: new Headers() },
  answer: {
    status: 200,
    headers: new Headers({ "Content-Type": "application/json" }),
    body: {
      data: [
        {
          ...{ reference: "pay-1", kind: "topup", state: "closed", tries: 0, created_at: 1 },
        },
      ],
      meta: { gateway: 1, message: "success", next: null },
    },
  },
});

/** @param {(each: any) => void} change @param {{ exposing?: boolean }} [options] */
function problemsAfter(change, options) {
  const { request, answer } = exchange();
  change({ request, answer, entry: answer.body.data[0], meta: answer.body.meta });
  const text = JSON.stringify(answer.body);
  return createGatewayCheck()(request, { ...answer, text }, options);
}

test("the check of exchanges finds an answer or a request that the description does not have", () => {
  assert.deepEqual(
    problemsAfter(() => {}),
    [],
  );
  /** @type {[string, (each: any) => void][]} */
  const changes = [
    ["a status", ({ answer }) => Object.assign(answer, { status: 418 })],
    ["a media type", ({ answer }) => answer.headers.set("Content-Type", "text/html")],
    ["a missing mark", ({ meta }) => delete meta.gateway],
    ["a missing field", ({ entry }) => delete entry.tries],
    ["a type", ({ entry }) => Object.assign(entry, { created_at: "today" })],
    ["a state", ({ entry }) => Object.assign(entry, { state: "lost" })],
    ["a further field", ({ entry }) => Object.assign(entry, { net_price: 1 })],
    [
      "a served parameter",
      ({ request }) => Object.assign(request, { path: "/purchases.json?a=1" }),
    ],
    [
      "a served value",
      ({ request }) => Object.assign(request, { path: "/purchases.json?limit=0" }),
    ],
    ["a served path", ({ request }) => Object.assign(request, { path: "/purchases.txt" })],
  ];
  for (const [name, change] of changes) assert.notDeepEqual(problemsAfter(change), [], name);
  const exposed = (/** @type {any} */ { entry }) => Object.assign(entry, { net_price: 1 });
  assert.deepEqual(problemsAfter(exposed, { exposing: true }), []);
});

test("the pattern of a text has the control and format characters of the gateway's rule", () => {
  const pattern = new RegExp(
    GATEWAY_DESCRIPTION.components.schemas.TopupRequest.properties.description.pattern,
    "u",
  );
  for (let code = 0; code < 0x1_0000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const text = String.fromCharCode(code);
    assert.equal(pattern.test(text), !/[\p{Cc}\p{Cf}]/u.test(text), code.toString(16));
  }
});
