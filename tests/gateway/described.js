// Compares the exchanges of the gateway's suites with the gateway's OpenAPI description.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  findOperation,
  listOperations,
} from "../../pkg-template/package/sandbox/description/operations.js";
import { ajvSchemas } from "../sandbox/validator/ajv-schemas.js";
import { checkResponse } from "../sandbox/validator/check-response.js";

/** @typedef {import("../../pkg-template/package/sandbox/description/operations.js").Operation} Operation */
/** @typedef {import("../../pkg-template/package/sandbox/description/request-schemas.js").Schemas} Schemas */
/**
 * @typedef {object} SentRequest
 * @property {string} path with its query, below the base path
 * @property {string} [method]
 * @property {Headers} headers
 * @property {unknown} [body]
 *
 * @typedef {{ status: number, headers: Headers, text: string }} Answer
 */

const FILE = new URL("../../pkg-template/package/gateway/openapi.json", import.meta.url);

export const GATEWAY_DESCRIPTION = JSON.parse(readFileSync(FILE, "utf8"));

/** The description without fields that it does not name. The published one allows them. @param {any} value @returns {any} */
function closed(value) {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  const isObject = copy.type === "object" && copy.properties && !("additionalProperties" in copy);
  return isObject ? { ...copy, additionalProperties: false } : copy;
}

/** @param {any} description */
export function createGatewayCheck(description = GATEWAY_DESCRIPTION) {
  const operations = listOperations(description);
  const open = { description, schemas: ajvSchemas(description) };
  const strict = closed(description);
  const exact = { description: strict, schemas: ajvSchemas(strict) };

  /**
   * The differences between an exchange and the description.
   *
   * @param {SentRequest} request
   * @param {Answer} answer
   * @param {{ exposing?: boolean }} [options] true if the shop adds fields to its answers
   * @returns {string[]}
   */
  return function check(
    { path, method = "GET", headers, body },
    answer,
    { exposing = false } = {},
  ) {
    const { description: used, schemas } = exposing ? open : exact;
    const { pathname, searchParams } = new URL(`https://shop.example${path}`);
    const found = findOperation(operations, method, described(method, pathname));
    if ("allowed" in found) return checkUnknown(schemas, answer);
    const { operation, params } = found;
    const problems = checkResponse(used, schemas, operation, answer);
    if (answer.status >= 300) return problems;
    const sent = [
      ...checkParameters(open.schemas, operation, params, searchParams, headers),
      ...(typeof body === "string" ? checkBody(open.schemas, operation, body) : []),
    ];
    return [...problems, ...sent.map((problem) => `the request was served: ${problem}`)];
  };
}

/** The described form of a path: another form of it is served as well. @param {string} method @param {string} path */
function described(method, path) {
  const plain = path.replace(/\/$/, "");
  return method === "POST" && plain === "/purchases.json" ? "/purchases" : plain;
}

/** The answer to a request of no operation. @param {Schemas} schemas @param {Answer} answer */
function checkUnknown(schemas, { status, text }) {
  if (![400, 403, 404].includes(status)) return [`status ${status} without an operation`];
  const name = status === 404 ? "ClosedEndpoint" : status === 403 ? "OriginOrOwner" : "Refusal";
  return schemas(["components", "schemas", name])(JSON.parse(text)).map(({ message }) => message);
}

/**
 * @param {Schemas} schemas
 * @param {Operation} operation
 * @param {Record<string, string>} params
 * @param {URLSearchParams} query
 * @param {Headers} headers
 */
function checkParameters(schemas, { parameters }, params, query, headers) {
  const names = parameters
    .filter(({ value }) => value.in === "query")
    .map(({ value }) => value.name);
  const unknown = [...query.keys()].filter((name) => !names.includes(name));
  const wrong = parameters.flatMap(({ value: parameter, pointer }) => {
    const { name, required } = parameter;
    const sources = {
      path: () => params[name] ?? null,
      query: () => query.get(name),
      header: () => headers.get(name),
    };
    const text = sources[/** @type {keyof typeof sources} */ (parameter.in)]();
    if (text === null) return required ? [`${name} is missing`] : [];
    return schemas([...pointer, "schema"])(parameterValue(text, parameter.schema)).map(
      ({ message }) => `${name} ${message}`,
    );
  });
  return [...unknown.map((name) => `${name} is no parameter`), ...wrong];
}

/** @param {string} text @param {{ type?: string }} schema */
function parameterValue(text, { type }) {
  if (type === "array") return text.split(",");
  return type === "integer" && /^\d+$/.test(text) ? Number(text) : text;
}

/** @param {Schemas} schemas @param {Operation} operation @param {string} body */
function checkBody(schemas, { requestBody }, body) {
  if (requestBody === null) return [];
  const pointer = [...requestBody.pointer, "content", "application/json", "schema"];
  return schemas(pointer)(JSON.parse(body)).map(({ message }) => `body: ${message}`);
}

const check = createGatewayCheck();

/**
 * Fails if an exchange differs from the description.
 *
 * @param {SentRequest} request
 * @param {Answer} answer
 * @param {{ exposing?: boolean }} [options]
 */
export function assertDescribed(request, answer, options) {
  const problems = check(request, answer, options);
  assert.deepEqual(problems, [], `${request.method ?? "GET"} ${request.path}: ${answer.text}`);
}
