import { exemption } from "../../pkg-template/package/sandbox/core/as-fetch.js";
import { parseRequest } from "../../pkg-template/package/sandbox/core/request.js";
import { createRequestCheck } from "../../pkg-template/package/sandbox/description/check-request.js";
import { DESCRIPTION } from "../../pkg-template/package/sandbox/description/index.js";
import {
  findOperation,
  listOperations,
} from "../../pkg-template/package/sandbox/description/operations.js";
import { ajvSchemas } from "./validator/ajv-schemas.js";
import { checkResponse } from "./validator/check-response.js";

/**
 * Checks exchanges against the OpenAPI description, requests and answers.
 *
 * @typedef {import("../../pkg-template/package/sandbox/core/request.js").ParsedRequest} ParsedRequest
 * @typedef {{ status: number, headers: Headers, text: string }} Answer
 * @typedef {import("../../pkg-template/package/sandbox/core/log.js").Violation} Violation
 */

/**
 * @param {any} [description]
 * @returns {(request: ParsedRequest, answer: Answer | null) => string[]} Returns the mistakes of an
 *   exchange, or of the request alone if there is no answer.
 */
export function createValidator(description = DESCRIPTION) {
  const schemas = ajvSchemas(description);
  const operations = listOperations(description);
  const checkRequest = createRequestCheck(description, schemas);
  return (request, answer) => {
    const found = findOperation(operations, request.method, request.path);
    if ("allowed" in found) return [`not described: ${request.method} ${request.path}`];
    const { operation, params } = found;
    return [
      ...checkRequest(operation, params, request).map(({ message }) => message),
      ...(answer === null ? [] : checkResponse(description, schemas, operation, answer)),
    ];
  };
}

/** Returns an `observe` option for sandboxes: it checks and counts their exchanges. */
export function createObserver() {
  const validate = createValidator();
  return (
    /** @type {import("../../pkg-template/package/sandbox/core/handler.js").Exchange} */ {
      request,
      outcome,
      exempt,
    },
    /** @type {import("../../pkg-template/package/sandbox/core/sandbox.js").Sandbox} */ {
      violations,
      validation,
    },
  ) => {
    const isChecked = exempt === null && outcome.kind === "answer";
    if (isChecked) validation.checked += 1;
    else validation.exempt += 1;
    const answer = isChecked ? { ...outcome, headers: new Headers(outcome.headers) } : null;
    violations.push(...violationsOf(request, validate(request, answer)));
  };
}

/**
 * Wraps a fetch handler. If a sandbox marked an answer as a deliberate fault, the answer is counted as
 * exempt and its request is still checked.
 *
 * @param {(request: Request) => Promise<Response>} handler
 * @param {{ basePath?: string }} [options]
 */
export function validateExchanges(handler, { basePath = "" } = {}) {
  const validate = createValidator();
  /** @type {Violation[]} */
  const violations = [];
  const counts = { checked: 0, exempt: 0 };
  /** @param {Request} request */
  async function fetch(request) {
    const parsed = await parseRequest(request.clone(), basePath);
    /** @param {Answer | null} answer */
    const check = (answer) => {
      if (answer === null) counts.exempt += 1;
      else counts.checked += 1;
      violations.push(...violationsOf(parsed, validate(parsed, answer)));
    };
    /** @type {Response} */
    let response;
    try {
      response = await handler(request);
    } catch (error) {
      check(null);
      throw error;
    }
    const { status, headers } = response;
    if (exemption(response) !== null) check(null);
    else check({ status, headers, text: await response.clone().text() });
    return response;
  }
  return { fetch, violations, counts };
}

/** @param {ParsedRequest} request @param {string[]} messages @returns {Violation[]} */
function violationsOf({ method, path }, messages) {
  return messages.map((message) => ({ source: "validator", message, method, path }));
}
