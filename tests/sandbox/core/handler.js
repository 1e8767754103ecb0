import { Refusal } from "../routes/types.js";
import { authorize } from "./authorize.js";
import { findRoute } from "./dispatch.js";
import { bluntFault, documentedFault, spoil } from "./fault-outcome.js";
import { FAULT_KINDS } from "./faults.js";
import { logEntry } from "./log.js";
import { emptyOutcome, htmlOutcome, jsonOutcome } from "./outcome.js";
import { parseRequest } from "./request.js";
import { findViolation } from "./strict.js";
import { createWriter } from "./writer.js";

/**
 * @typedef {import("./outcome.js").Outcome} Outcome
 * @typedef {import("./outcome.js").FullOutcome} FullOutcome
 * @typedef {import("./faults.js").Fault} Fault
 * @typedef {import("./request.js").ParsedRequest} ParsedRequest
 * @typedef {import("../routes/types.js").Route} Route
 * @typedef {import("../routes/types.js").Context} Context
 * @typedef {import("./log.js").LoggedRequest} LoggedRequest
 *
 * @typedef {object} World What the handler works on.
 * @property {string} basePath
 * @property {import("../routes/types.js").Settings} settings
 * @property {import("./shapes.js").Shapes} shapes
 * @property {import("../state/state.js").State} state
 * @property {{ take: (endpoint: string) => Fault | null }} faults
 * @property {() => number} now
 * @property {{ client_id: string, client_secret: string }} credentials
 * @property {LoggedRequest[]} requests
 * @property {(message: string, request: ParsedRequest) => void} violate
 *
 * @typedef {object} Exchange
 * @property {ParsedRequest} request
 * @property {Outcome} outcome
 * @property {string | null} exempt Why its answer is none that the API's description knows.
 */

/**
 * @param {World} world
 * @param {Request} incoming
 * @returns {Promise<Exchange>}
 */
export async function handle(world, incoming) {
  const request = await parseRequest(incoming, world.basePath);
  const log = logEntry(request, world.requests.length + 1, world.now());
  world.requests.push(log);
  const exchange = await decide(world, request, log);
  const { outcome } = exchange;
  if (outcome.kind === "answer" || outcome.kind === "half") log.status = outcome.status;
  return exchange;
}

/**
 * @param {World} world
 * @param {ParsedRequest} request
 * @param {LoggedRequest} log
 * @returns {Promise<Exchange>}
 */
async function decide(world, request, log) {
  const { shapes } = world;
  if (shapes.renewalWithoutSlash === "redirect" && /\/renew-number$/.test(request.path)) {
    const outcome = emptyOutcome(301, { location: `${request.url}/` });
    world.violate("the renewal path lacks its trailing slash", request);
    return { request, outcome, exempt: "redirect" };
  }
  const found = findRoute(request.method, request.path);
  if ("status" in found) return refuse(world, request, found.why, found.status);
  const { route, params } = found;
  log.endpoint = route.name;
  const why = findViolation(request, route.rules, params);
  if (why !== null) return refuse(world, request, why, 400);
  const fault = world.faults.take(route.name);
  log.fault = fault?.kind ?? null;
  return meet(world, request, route, params, fault);
}

/**
 * @param {World} world
 * @param {ParsedRequest} request
 * @param {Route} route
 * @param {Record<string, string>} params
 * @param {Fault | null} fault
 * @returns {Promise<Exchange>}
 */
async function meet(world, request, route, params, fault) {
  const afterwards = fault !== null && (fault.after === true || fault.kind === "cut-after");
  const blunt = fault === null ? null : bluntFault(fault);
  if (!afterwards) await pause(fault);
  if (blunt !== null && !afterwards) {
    return { request, outcome: blunt, exempt: fault?.kind ?? null };
  }
  const now = world.now();
  const answer = fault === null ? null : documentedFault(fault, route.name, world.shapes, now);
  try {
    const real = answer ?? serve(world, request, route, params, fault, now);
    const outcome = write(world, real);
    if (afterwards) await pause(fault);
    if (blunt !== null) return { request, outcome: blunt, exempt: fault?.kind ?? null };
    if (fault === null) return { request, outcome, exempt: null };
    return {
      request,
      outcome: spoil(fault, outcome),
      exempt: isDocumented(fault) ? null : fault.kind,
    };
  } catch (error) {
    if (error instanceof Refusal) return refuse(world, request, error.message, 400);
    throw error;
  }
}

/**
 * @param {World} world
 * @param {ParsedRequest} request
 * @param {Route} route
 * @param {Record<string, string>} params
 * @param {Fault | null} fault
 * @param {number} now
 * @returns {import("./errors.js").Answer}
 */
function serve(world, request, route, params, fault, now) {
  /** @type {Context} */
  const context = {
    request,
    params,
    fields: textFields(request),
    query: new URLSearchParams(request.query),
    state: world.state,
    shapes: world.shapes,
    write: createWriter(world.shapes),
    settings: world.settings,
    credentials: world.credentials,
    now,
    orderDelay: fault?.kind === "late-visibility" ? (fault.ms ?? 0) : world.settings.listedAfterMs,
  };
  if (missesCredentials(route, request)) world.violate("the credentials are missing", request);
  return authorize(route, context) ?? route.handle(context);
}

/** A documented answer exists for it, but no client should ever need that. @param {Route} route @param {ParsedRequest} request */
function missesCredentials({ rules }, { headers }) {
  return rules.auth === "bearer" && !headers.has("authorization");
}

/** @param {ParsedRequest} request @returns {Record<string, string>} */
function textFields({ fields }) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [name, value] of fields ?? []) if (typeof value === "string") texts[name] = value;
  return texts;
}

/** @param {World} world @param {import("./errors.js").Answer} answer @returns {FullOutcome} */
function write({ shapes }, { status, body, headers = {} }) {
  /** @type {Record<string, string>} */
  const common =
    shapes.cacheControl === "missing" ? {} : { "cache-control": String(shapes.cacheControl) };
  if (shapes.htmlErrors && status >= 400) return htmlOutcome(status, { ...common, ...headers });
  const outcome = jsonOutcome(body, status, { ...common, ...headers });
  if (shapes.contentType === "missing") delete outcome.headers["content-type"];
  else outcome.headers["content-type"] = String(shapes.contentType);
  return outcome;
}

/**
 * @param {World} world
 * @param {ParsedRequest} request
 * @param {string} why
 * @param {number} status
 * @returns {Exchange}
 */
function refuse(world, request, why, status) {
  world.violate(why, request);
  return { request, outcome: jsonOutcome({ sandbox_violation: why }, status), exempt: "violation" };
}

/** @param {Fault} fault */
function isDocumented(fault) {
  // Whoever writes a Retry-After out in full may write rubbish.
  if (typeof fault.retryAfter === "string") return false;
  return FAULT_KINDS.some(({ kind, documented }) => kind === fault.kind && documented);
}

/** @param {Fault | null} fault */
async function pause(fault) {
  const ms = fault?.kind === "latency" ? (fault.ms ?? 0) : (fault?.delay ?? 0);
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
