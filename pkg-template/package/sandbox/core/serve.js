import * as routes from "../routes/index.js";
import { authorize, lacksCredentials } from "./authorize.js";
import { corrupt, documentedAnswer, replacementOutcome } from "./fault-outcome.js";
import { FAULT_KINDS } from "./faults.js";
import { htmlOutcome, jsonOutcome } from "./outcome.js";
import { createWriter } from "./writer.js";

/**
 * Answers an allowed request and applies its fault.
 *
 * @typedef {import("./outcome.js").Outcome} Outcome
 * @typedef {import("./faults.js").Fault} Fault
 * @typedef {{ outcome: Outcome, exempt: string | null }} Served `exempt`: as in Exchange.
 *
 * @typedef {object} Call
 * @property {import("./handler.js").Internals} internals
 * @property {import("./request.js").ParsedRequest} request
 * @property {import("../description/operations.js").Operation} operation
 * @property {Record<string, string>} params From the path.
 * @property {import("../description/check-request.js").Mistake[]} mistakes Answered ones only.
 * @property {Fault | null} fault
 *
 * @param {Call} call
 * @returns {Promise<Served>}
 */
export async function serve(call) {
  const { fault } = call;
  if (fault === null) return { outcome: answer(call), exempt: null };
  const replacement = replacementOutcome(fault);
  const takesEffectFirst = fault.after === true || fault.kind === "cut-after";
  if (!takesEffectFirst) await pause(fault);
  if (replacement !== null && !takesEffectFirst) {
    return { outcome: replacement, exempt: fault.kind };
  }
  const outcome = answer(call);
  if (takesEffectFirst) await pause(fault);
  if (replacement !== null) return { outcome: replacement, exempt: fault.kind };
  return { outcome: corrupt(fault, outcome), exempt: isDocumented(fault) ? null : fault.kind };
}

/** @param {Call} call */
function answer(call) {
  const { internals, operation, fault } = call;
  const now = internals.now();
  const documented = fault && documentedAnswer(fault, operation, internals.shapes, now);
  return write(internals.shapes, documented ?? runRoute(call, now));
}

/**
 * @param {Call} call
 * @param {number} now
 * @returns {import("./errors.js").Answer}
 */
function runRoute({ internals, request, operation, params, mistakes, fault }, now) {
  const { state, shapes, settings, credentials } = internals;
  const route = /** @type {Record<string, import("../routes/types.js").Route | undefined>} */ (
    routes
  )[operation.id];
  if (!route) throw new TypeError(`routes/index.js exports no route ${operation.id}`);
  /** @type {import("../routes/types.js").Context} */
  const context = {
    request,
    params,
    fields: textFields(request),
    invalidFields: mistakes.flatMap(({ field }) => field ?? []).sort(),
    query: new URLSearchParams(request.query),
    state,
    shapes,
    write: createWriter(shapes),
    settings,
    credentials,
    now,
    listingDelayMs: fault?.kind === "late-visibility" ? (fault.ms ?? 0) : settings.listedAfterMs,
  };
  if (lacksCredentials(operation, request.headers)) {
    internals.recordViolation("the credentials are missing", request);
  }
  return authorize(operation, context) ?? route(context);
}

/** @param {import("./request.js").ParsedRequest} request @returns {Record<string, string>} */
function textFields({ fields }) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [name, value] of fields ?? []) {
    if (typeof value === "string") texts[name] = value;
    if (Array.isArray(value)) texts[name] = value.join(",");
  }
  return texts;
}

/**
 * @param {import("./shapes.js").Shapes} shapes
 * @param {import("./errors.js").Answer} answer
 * @returns {import("./outcome.js").FullOutcome}
 */
function write(shapes, { status, body, headers = {} }) {
  /** @type {Record<string, string>} */
  const common =
    shapes.cacheControl === "missing" ? {} : { "cache-control": String(shapes.cacheControl) };
  if (shapes.htmlErrors && status >= 400) return htmlOutcome(status, { ...common, ...headers });
  const outcome = jsonOutcome(body, status, { ...common, ...headers });
  if (shapes.contentType === "missing") delete outcome.headers["content-type"];
  else outcome.headers["content-type"] = String(shapes.contentType);
  return outcome;
}

/** @param {Fault} fault */
function isDocumented(fault) {
  // A Retry-After that a test writes as text may be invalid.
  if (typeof fault.retryAfter === "string") return false;
  return FAULT_KINDS.some(({ kind, documented }) => kind === fault.kind && documented);
}

/** @param {Fault} fault */
async function pause(fault) {
  const ms = fault.kind === "latency" ? (fault.ms ?? 0) : (fault.delay ?? 0);
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
