import { createRequestCheck } from "../description/check-request.js";
import { DESCRIPTION, OPERATIONS } from "../description/index.js";
import { findOperation } from "../description/operations.js";
import { createRequestSchemas } from "../description/request-schemas.js";
import { Refusal } from "../routes/types.js";
import { lengthRequired } from "./fault-outcome.js";
import { logEntry } from "./log.js";
import { emptyOutcome, jsonOutcome } from "./outcome.js";
import { isChunked, parseRequest } from "./request.js";
import { serve } from "./serve.js";

/**
 * Checks a request and records it; `serve` answers the allowed ones.
 *
 * @typedef {import("./outcome.js").Outcome} Outcome
 * @typedef {import("./request.js").ParsedRequest} ParsedRequest
 * @typedef {import("./log.js").LoggedRequest} LoggedRequest
 *
 * @typedef {object} Internals The parts of a sandbox that requests read and change.
 * @property {string} basePath
 * @property {import("../routes/types.js").Settings} settings
 * @property {import("./shapes.js").Shapes} shapes
 * @property {import("../state/state.js").State} state
 * @property {{ take: (endpoint: string) => import("./faults.js").Fault | null }} faults
 * @property {() => number} now
 * @property {{ client_id: string, client_secret: string }} credentials
 * @property {LoggedRequest[]} requests
 * @property {(message: string, request: ParsedRequest) => void} recordViolation
 *
 * @typedef {object} Exchange
 * @property {ParsedRequest} request
 * @property {Outcome} outcome
 * @property {string | null} exempt Why the description has no such answer; null if it has one.
 */

const VOICE_PATHS = OPERATIONS.filter(({ voice }) => voice).map(({ template }) => template);

const checkRequest = createRequestCheck(DESCRIPTION, createRequestSchemas(DESCRIPTION));

/**
 * @param {Internals} internals
 * @param {Request} incoming
 * @returns {Promise<Exchange>}
 */
export async function handle(internals, incoming) {
  const request = await parseRequest(incoming, internals.basePath);
  const log = logEntry(request, internals.requests.length + 1, internals.now());
  internals.requests.push(log);
  const { outcome, exempt } = await dispatch(internals, request, log);
  if ("status" in outcome) log.status = outcome.status;
  if (outcome.kind === "endless") log.streamed = outcome.sent;
  return { request, outcome, exempt };
}

/**
 * @param {Internals} internals
 * @param {ParsedRequest} request
 * @param {LoggedRequest} log
 * @returns {Promise<import("./serve.js").Served>}
 */
async function dispatch(internals, request, log) {
  const { shapes, faults, settings } = internals;
  const { method, path } = request;
  if (shapes.voicePathWithoutSlash === "redirect" && VOICE_PATHS.includes(`${path}/`)) {
    internals.recordViolation("the path lacks its trailing slash", request);
    const location = request.url.replace(/(?=\?|$)/, "/");
    return { outcome: emptyOutcome(301, { location }), exempt: "redirect" };
  }
  const found = findOperation(OPERATIONS, method, path);
  if ("allowed" in found) {
    const { allowed } = found;
    if (allowed.length === 0) return refuse(internals, request, 404, `no such path: ${path}`);
    const why = `${method} is not allowed here, only ${allowed.join(" and ")}`;
    return refuse(internals, request, 405, why, { allow: allowed.join(", ") });
  }
  const { operation, params } = found;
  log.endpoint = operation.id;
  const mistakes = checkRequest(operation, params, request);
  const unanswered = mistakes.find(({ answered }) => !answered);
  if (unanswered) return refuse(internals, request, 400, unanswered.message);
  if (settings.refuseChunked && isChunked(request)) {
    return { outcome: lengthRequired(), exempt: "length-required" };
  }
  const fault = faults.take(operation.id);
  log.fault = fault?.kind ?? null;
  try {
    return await serve({ internals, request, operation, params, mistakes, fault });
  } catch (error) {
    if (error instanceof Refusal) return refuse(internals, request, 400, error.message);
    throw error;
  }
}

/**
 * @param {Internals} internals
 * @param {ParsedRequest} request
 * @param {number} status
 * @param {string} why
 * @param {Record<string, string>} [headers]
 * @returns {import("./serve.js").Served}
 */
function refuse(internals, request, status, why, headers) {
  internals.recordViolation(why, request);
  return { outcome: jsonOutcome({ sandbox_violation: why }, status, headers), exempt: "violation" };
}
