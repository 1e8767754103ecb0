import assert from "node:assert/strict";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import {
  DESCRIPTION,
  ENDPOINTS,
  OPERATIONS,
} from "../../pkg-template/package/sandbox/description/index.js";
import {
  findOperation,
  listOperations,
} from "../../pkg-template/package/sandbox/description/operations.js";
import { createRequestSchemas } from "../../pkg-template/package/sandbox/description/request-schemas.js";
import * as routes from "../../pkg-template/package/sandbox/routes/index.js";
import { ajvSchemas } from "./validator/ajv-schemas.js";

test("the description is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(DESCRIPTION));
  assert.deepEqual(result, { valid: true });
  assert.equal(validator.version, "3.1");
});

test("a slip in the description makes it invalid", async () => {
  const broken = structuredClone(DESCRIPTION);
  broken.paths["/customer/v2/orders"].get.parameters[2].in = "queri";
  assert.equal((await new Validator().validate(broken)).valid, false);
});

test("every operation of the description has a route, and every route an operation", () => {
  assert.deepEqual([...ENDPOINTS].sort(), Object.keys(routes).sort());
});

test("a concrete path wins over a template", () => {
  const operations = listOperations({
    paths: {
      "/orders/{id}": { get: { operationId: "order" } },
      "/orders/topups": { post: { operationId: "submit" } },
    },
  });
  const find = (/** @type {string} */ method, /** @type {string} */ path) => {
    const found = findOperation(operations, method, path);
    return "allowed" in found ? found.allowed : [found.operation.id, found.params];
  };
  assert.deepEqual(find("POST", "/orders/topups"), ["submit", {}]);
  assert.deepEqual(find("GET", "/orders/topups"), ["POST"]);
  assert.deepEqual(find("GET", "/orders/a%20b"), ["order", { id: "a b" }]);
  assert.deepEqual(find("GET", "/orders/%"), ["order", { id: "%" }]);
  assert.deepEqual(find("GET", "/orders"), []);
});

/** Places of the schemas of every parameter and every request body. */
const REQUEST_SCHEMAS = OPERATIONS.flatMap(({ parameters, requestBody }) => [
  ...parameters.map(({ pointer }) => [...pointer, "schema"]),
  ...Object.keys(requestBody?.value.content ?? {}).map((type) => [
    ...(requestBody?.pointer ?? []),
    "content",
    type,
    "schema",
  ]),
]);

const TEXTS = ["", "en", "a", "a@b.example", "client_credentials", "8944500102030405061", "89445"];
const FIELDS = [
  "client_id",
  "client_secret",
  "grant_type",
  "package_id",
  "iccid",
  "email",
  "toString",
];

/** @type {unknown[]} */
const VALUES = [
  ...TEXTS,
  "2026-01-01 - 2026-02-01",
  5,
  null,
  [],
  ["sims"],
  ["sims", "user", "status"],
  ["sims", "sims"],
  ["order", "share"],
  ["topup"],
  "local",
  "NO",
  ["sim"],
  ["constructor"],
  {},
  { package_id: "a", quantity: "5", "sharing_option[]": ["pdf", "link"] },
  { package_id: "a", quantity: "5", "sharing_option[]": ["pdf", "pdf"] },
  { package_id: "a", quantity: "5", "sharing_option[]": [] },
  { package_id: "a", quantity: "5", "sharing_option[]": "pdf" },
  ...FIELDS.flatMap((field) => [...TEXTS, 5, null, ["a"]].map((value) => ({ [field]: value }))),
  ...TEXTS.flatMap((text) => [
    { client_id: "a", client_secret: text, grant_type: "client_credentials" },
    { client_id: "a", client_secret: "a", grant_type: text },
    { package_id: text, iccid: "8944500102030405061" },
    { package_id: "a", iccid: text, description: text },
    { package_id: "a", iccid: "8944500102030405061", description: 5 },
    { email: text, plan: "a" },
    { email: "a@b.example", mobile: text },
    { package_id: "a", quantity: text },
    { package_id: "a", quantity: "5", to_email: text, "copy_address[]": [text] },
    { package_id: "a", quantity: "5", type: text },
    { package_id: "a", quantity: "5", "sharing_option[]": ["link", text] },
  ]),
];

test("the sandbox and ajv agree about every request schema", () => {
  const own = createRequestSchemas(DESCRIPTION);
  const ajv = ajvSchemas(DESCRIPTION);
  const accepted = new Set();
  for (const pointer of REQUEST_SCHEMAS) {
    for (const value of VALUES) {
      const isValid = own(pointer)(value).length === 0;
      const what = `${pointer.join("/")}: ${JSON.stringify(value)}`;
      assert.equal(isValid, ajv(pointer)(value).length === 0, what);
      if (isValid) accepted.add(pointer);
    }
  }
  assert.equal(accepted.size, REQUEST_SCHEMAS.length, "each schema accepts a value");
});

test("a keyword that the sandbox does not know is an error", () => {
  for (const schema of [{ maxLength: 5 }, { type: "integer" }, { additionalProperties: {} }]) {
    const check = createRequestSchemas({ schema })(["schema"]);
    assert.throws(() => check({}), /request schemas do not support/);
  }
});
