import { readFileSync } from "node:fs";
import { parseRequest } from "./core/request.js";
import { exemption } from "./index.js";
import { checkRequest } from "./validator/check-request.js";
import { checkResponse } from "./validator/check-response.js";
import { listOperations } from "./validator/operations.js";
import { createJudges } from "./validator/schemas.js";

/**
 * Checks exchanges against the OpenAPI description, both directions.
 *
 * @typedef {import("./core/request.js").ParsedRequest} ParsedRequest
 * @typedef {{ status: number, headers: Headers, text: string }} Answer
 * @typedef {import("./core/log.js").Violation} Violation
 */

export const DESCRIPTION = JSON.parse(
  readFileSync(new URL("./openapi.json", import.meta.url), "utf8"),
);

/**
 * @param {any} [description]
 * @returns {(request: ParsedRequest, answer: Answer | null) => string[]} What is wrong with an exchange;
 *   without an answer, with the request alone.
 */
export function createValidator(description = DESCRIPTION) {
  const judges = createJudges(description);
  const operations = listOperations(description);
  return (request, answer) => {
    const operation = operations.find(
      ({ method, path }) => method === request.method && path.test(request.path),
    );
    if (!operation) return [`not described: ${request.method} ${request.path}`];
    return [
      ...checkRequest(description, judges, operation, request),
      ...(answer === null ? [] : checkResponse(description, judges, operation, answer)),
    ];
  };
}

/** What a sandbox is to be given as `observe`, so that its exchanges are checked and counted. */
export function createObserver() {
  const validate = createValidator();
  return (
    /** @type {import("./core/handler.js").Exchange} */ { request, outcome, exempt },
    /** @type {import("./core/sandbox.js").Sandbox} */ { violations, validation },
  ) => {
    const judged = exempt === null && outcome.kind === "answer";
    if (judged) validation.checked += 1;
    else validation.exempt += 1;
    const answer = judged ? { ...outcome, headers: new Headers(outcome.headers) } : null;
    for (const message of validate(request, answer)) {
      violations.push({ source: "validator", message, method: request.method, path: request.path });
    }
  };
}

/**
 * Wraps a fetch handler. Answers that a sandbox marked as deliberate faults are let pass and counted;
 * what was asked is checked all the same.
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
    const judge = (answer) => {
      for (const message of validate(parsed, answer)) {
        violations.push({ source: "validator", message, method: parsed.method, path: parsed.path });
      }
    };
    /** @type {Response} */
    let response;
    try {
      response = await handler(request);
    } catch (error) {
      counts.exempt += 1;
      judge(null);
      throw error;
    }
    if (exemption(response) !== null) {
      counts.exempt += 1;
      judge(null);
      return response;
    }
    counts.checked += 1;
    const { status, headers } = response;
    judge({ status, headers, text: await response.clone().text() });
    return response;
  }
  return { fetch, violations, counts };
}
