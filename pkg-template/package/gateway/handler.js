// The gateway's request handler: each step answers the request or passes it on to the next.
import { createAdmission } from "./admission.js";
import { notFound, unavailable } from "./answers.js";
import { createEndpoints } from "./endpoints.js";
import { answerTo } from "./error-answers.js";
import { createReporter } from "./events.js";
import { createGuard } from "./guard.js";
import { createHookCaller } from "./hooks.js";
import { checkPolicy } from "./policy.js";
import { routeOf } from "./routes.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").Client} Client */

/** @param {import("./index.d.ts").GatewayPolicy} options */
export function createGateway(options) {
  const policy = checkPolicy(options);
  const guard = createGuard(policy.origins, policy.publicOrigin);
  const report = createReporter(policy.onEvent);
  const callHook = createHookCaller(policy.hookTimeoutMs);
  const admit = createAdmission({ policy, callHook, report });
  const endpoints = createEndpoints({ policy, callHook, report });

  /**
   * Answers a request that the guard let pass.
   *
   * @param {Request} request
   * @param {URL} url
   * @param {ReturnType<typeof routeOf>} match
   * @param {() => Promise<Client>} client
   * @returns {Promise<Answer>}
   */
  async function answer(request, url, match, client) {
    if (!match) return notFound();
    const { route, iccid } = match;
    const { enabled, serve } = endpoints[route.endpoint];
    if (!enabled) return notFound();
    if (url.search && !route.query) return notFound();
    try {
      const admitted = await admit(request, route);
      if ("refusal" in admitted) return admitted.refusal;
      return await serve({ ...admitted, request, url, iccid, client });
    } catch (error) {
      const known = answerTo(error, route.effect);
      if (known) return known;
      report.error(error instanceof Error ? error.name : "unknown", route);
      return unavailable(route.effect);
    }
  }

  /**
   * @param {Request} request
   * @param {{ waitUntil?: (work: Promise<unknown>) => void }} [context]
   * @returns {Promise<Response>}
   */
  return async function gateway(request, context) {
    const startedAt = Date.now();
    const url = new URL(request.url);
    const preflight = guard.preflight(request);
    if (preflight) return guard.withSecurityHeaders(request, preflight);
    const refusal = guard.refuse(request);
    const match = refusal ? undefined : routeOf(request.method, url.pathname, policy.basePath);
    const client = lazyClient(policy.client);
    const answered = refusal ? Promise.resolve(refusal) : answer(request, url, match, client.get);
    const work = answered.finally(client.free);
    // Finishes the purchase even if the page disconnects.
    context?.waitUntil?.(work.catch(() => {}));
    const { status, body, headers } = await work;
    report.request({
      method: request.method,
      status,
      durationMs: Date.now() - startedAt,
      route: match?.route,
    });
    const response = Response.json(body, { status, ...(headers && { headers }) });
    return guard.withSecurityHeaders(request, response);
  };
}

/**
 * The client of one request, made at first use. Requests do not share a client, because workerd
 * cancels promises of other requests.
 *
 * @param {() => Client | Promise<Client>} make
 */
function lazyClient(make) {
  /** @type {Promise<Client> | undefined} */
  let made;
  return {
    get() {
      made ??= Promise.resolve(make());
      return made;
    },
    async free() {
      (await made?.catch(() => undefined))?.free();
    },
  };
}
