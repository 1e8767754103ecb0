// The gateway's request handler: each step answers the request or passes it on to the next.
import { createAdmission } from "./admission.js";
import { closedEndpoint, notFound, unexpectedQuery } from "./answers.js";
import { createRefusalLog, writeError } from "./console-log.js";
import { createDirectCalls } from "./direct-calls.js";
import { createEndpoints } from "./endpoints.js";
import { createReporter } from "./events.js";
import { createGuard } from "./guard.js";
import { createHookCaller } from "./hooks.js";
import { createInFlight } from "./in-flight.js";
import { createPartnerCaller } from "./partner.js";
import { checkPolicy } from "./policy.js";
import { answerToFailure, concernsShop } from "./read-errors.js";
import { findMisplacedRoute, findRoute } from "./routes.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./index.d.ts").GatewayContext} GatewayContext */

/**
 * @param {import("./index.d.ts").GatewayPolicy} options
 * @returns {import("./index.d.ts").Gateway}
 */
export function createGateway(options) {
  const policy = checkPolicy(options);
  const guard = createGuard(policy.origins, policy.publicOrigin);
  const { onEvent = createRefusalLog(), onError = writeError } = policy;
  const report = createReporter({ onEvent, onError });
  const callHook = createHookCaller(policy.hookTimeoutMs);
  const callPartner = createPartnerCaller(policy);
  const inFlight = createInFlight();
  const admit = createAdmission({ policy, callHook, callPartner });
  const endpoints = createEndpoints({ policy, callHook, callPartner, inFlight, report });

  /** @param {Request} request @param {URL} url @returns {Answer | undefined} */
  function refuse(request, url) {
    const refusal = guard.refuse(request, url);
    if (refusal?.origins) report.refusedOrigin(refusal.origins);
    return refusal?.answer;
  }

  /** The answer to a request without a route. @param {string} method @param {string} path */
  function answerUnknownPath(method, path) {
    const misplaced = findMisplacedRoute(method, path);
    if (misplaced) report.refusedBasePath(misplaced.route, misplaced.basePath, policy.basePath);
    return notFound(misplaced !== undefined);
  }

  /**
   * Answers a request that the guard let pass.
   *
   * @param {Request} request
   * @param {URL} url
   * @param {import("./routes.js").Match} match
   * @param {(work: Promise<unknown>) => void} waitUntil
   * @returns {Promise<Answer & { text?: string }>} with the body as JSON, if it is made already
   */
  async function answer(request, url, { route, parameter }, waitUntil) {
    const { missing, serve, isOpen = false } = endpoints[route.endpoint];
    if (missing.length > 0) {
      report.refusedClosed(route.endpoint, missing);
      return closedEndpoint();
    }
    if (url.search && !("query" in route)) return unexpectedQuery();
    /** @type {import("./endpoints.js").Call | undefined} */
    let call;
    try {
      const admitted = await admit(request, isOpen);
      if ("refusal" in admitted) return admitted.refusal;
      // Only an open endpoint gets a call without an identity.
      const { identity, ...shopper } = /** @type {import("./admission.js").Shopper} */ (admitted);
      call = { identity, ...shopper, request, url, route, parameter, waitUntil };
      const served = await serve(call);
      // An answer that cannot be written as JSON fails here, where the failure is answered.
      return { ...served, text: JSON.stringify(served.body) };
    } catch (failure) {
      if (concernsShop(failure)) report.failure(failure, { route, reference: call?.reference });
      return answerToFailure(failure);
    }
  }

  /**
   * @param {Request} request
   * @param {GatewayContext} [context]
   * @returns {Promise<Response>}
   */
  async function gateway(request, context) {
    const startedAt = Date.now();
    const preflight = guard.preflight(request);
    if (preflight) {
      const headers = { ...preflight, ...guard.securityHeaders(request) };
      return new Response(null, { status: 204, headers });
    }
    const url = new URL(request.url);
    const refusal = refuse(request, url);
    const match = refusal ? undefined : findRoute(request.method, url.pathname, policy.basePath);
    /** Lets work go on after the answer. @param {Promise<unknown>} work */
    const waitUntil = (work) => {
      inFlight.track(work);
      try {
        context?.waitUntil?.(Promise.resolve(work).catch(() => {}));
      } catch (error) {
        report.failure(error, { route: match?.route });
      }
    };
    const work = match && answer(request, url, match, waitUntil);
    // Finishes the purchase even if the page disconnects.
    if (work) waitUntil(work);
    /** @type {Answer & { text?: string }} */
    const answered = refusal ?? (await (work ?? answerUnknownPath(request.method, url.pathname)));
    const { status, body, text = JSON.stringify(body) } = answered;
    report.request({
      method: request.method,
      status,
      durationMs: Date.now() - startedAt,
      route: match?.route,
    });
    const type = { "Content-Type": "application/json" };
    const headers = { ...type, ...answered.headers, ...guard.securityHeaders(request) };
    return new Response(text, { status, headers });
  }

  const calls = createDirectCalls({ callPartner, inFlight, report });
  return Object.assign(gateway, { ...calls, basePath: policy.basePath, close: inFlight.close });
}
