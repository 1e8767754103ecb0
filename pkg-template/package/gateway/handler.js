// The gateway: one request in, one answer out. Each step may end it: where it comes from, whether
// there is such an endpoint, who asks, how often, what for, and whether it is theirs.
import * as answers from "./answers.js";
import { readFields } from "./body.js";
import { REFERENCE, textOf } from "./description.js";
import { reporting } from "./events.js";
import { guarding } from "./guard.js";
import { limiting } from "./limits.js";
import { ownOrders, readQuery } from "./orders.js";
import { checked } from "./policy.js";
import { routeOf } from "./routes.js";
import { tagging } from "./secret.js";
import { writing } from "./writes.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./routes.js").Route} Route */
/** @typedef {import("./index.d.ts").Identity} Identity */
/**
 * @typedef {object} Visit
 * @property {Request} request
 * @property {URL} url
 * @property {Route} route
 * @property {string} iccid from the path, where it has one
 * @property {Identity} identity
 * @property {string} tag what stands for the shopper outside of this request
 * @property {() => Promise<import("pressone-esim").Client>} client
 */

/** @param {import("./index.d.ts").GatewayPolicy} given */
export function createGateway(given) {
  const policy = checked(given);
  const { storage, basePath } = policy;
  const guard = guarding(policy.origins, policy.publicOrigin);
  const told = answers.telling(policy.expose);
  const tagOf = tagging(policy.secret);
  const report = reporting(policy.onEvent);
  const wait = limiting({ storage, limit: policy.limit, now: Date.now });
  const { purchase, renew } = writing({
    storage,
    told,
    report: (name, outcome, reference) =>
      report(name, { [`${name}.outcome`]: outcome, "pressone.reference": reference }),
  });

  /**
   * What a hook of the shop's says. One that hangs is not waited for.
   *
   * @template T
   * @param {() => T | Promise<T>} hook
   * @returns {Promise<T>}
   */
  async function ask(hook) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(reject, policy.hookTimeoutMs, new Error("a hook took too long"));
    });
    try {
      return /** @type {T} */ (await Promise.race([hook(), late]));
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {Identity} identity @param {string} iccid */
  const owns = async (identity, iccid) =>
    (await ask(() => policy.ownsEsim?.(identity, iccid))) === true;

  /** @param {Request} request @returns {string | undefined} */
  function referenceOf(request) {
    const reference = request.headers.get("Idempotency-Key") ?? "";
    return REFERENCE.test(reference) ? reference : undefined;
  }

  /** @type {Record<import("./routes.js").Endpoint, { open: boolean, serve: (visit: Visit) => Promise<Answer> }>} */
  const endpoints = {
    getTopupPackages: {
      open: policy.ownsEsim !== undefined,
      serve: async ({ client, identity, iccid }) => {
        if (!(await owns(identity, iccid))) return answers.forbidden();
        return told.topups(await (await client()).getTopupPackages(iccid));
      },
    },
    getPackageHistory: {
      open: policy.ownsEsim !== undefined,
      serve: async ({ client, identity, iccid }) => {
        if (!(await owns(identity, iccid))) return answers.forbidden();
        // PressOne is asked once by all who share the storage: who waits here finds the answer kept.
        return storage.lock(`pressone-gateway:history:${iccid}`, async () =>
          told.history(await (await client()).getPackageHistory(iccid)),
        );
      },
    },
    getOrderList: {
      open: true,
      serve: async ({ client, tag, url }) => {
        const asked = readQuery(url.searchParams);
        if ("refusal" in asked) return asked.refusal;
        const { orders, meta } = await ownOrders(await client(), tag, asked);
        return told.orders(orders, meta);
      },
    },
    submitTopupOrder: {
      open: policy.ownsEsim !== undefined && policy.verifyPayment !== undefined,
      serve: async ({ request, client, identity, tag }) => {
        const names = ["package_id", "iccid", "description"];
        const read = await readFields(request, {
          type: "multipart/form-data",
          names,
          limit: policy.maxBodyBytes,
        });
        if ("refusal" in read) return read.refusal;
        const { package_id, iccid, description: sent = "" } = read.fields;
        const reference = referenceOf(request);
        if (!reference) return answers.invalid({ reference: "is needed as Idempotency-Key" });
        if (!iccid || !/^\d{17,22}$/.test(iccid)) return answers.invalid({ iccid: "is not valid" });
        if (!package_id || package_id.length > 255) {
          return answers.invalid({ package_id: "is not valid" });
        }
        const text = textOf(sent, reference);
        // Nothing that a filter or a log could take for something else.
        if (text === undefined || /\p{C}/u.test(text)) {
          return answers.invalid({ description: "is not valid" });
        }
        if (!(await owns(identity, iccid))) return answers.forbidden();
        const order = { reference, iccid, package_id, description: text || null };
        const wanted = { reference, shopper: tag, iccid, package_id, description: text };
        return purchase(await client(), wanted, (offer) =>
          ask(() => policy.verifyPayment?.(identity, order, offer)),
        );
      },
    },
    renewNumber: {
      open: policy.ownsNumber !== undefined,
      serve: async ({ request, client, identity }) => {
        const read = await readFields(request, {
          type: "application/json",
          names: ["email"],
          limit: policy.maxBodyBytes,
        });
        if ("refusal" in read) return read.refusal;
        const { email = "" } = read.fields;
        const reference = referenceOf(request);
        if (!reference) return answers.invalid({ reference: "is needed as Idempotency-Key" });
        if (email.length > 254 || !/^[^@\s]+@[^@\s]+$/.test(email)) {
          return answers.invalid({ email: "is not valid" });
        }
        const own = (await ask(() => policy.ownsNumber?.(identity, email))) === true;
        if (!own) return answers.forbidden();
        return renew(await client(), { reference, email });
      },
    },
  };

  /**
   * @param {Request} request
   * @param {URL} url
   * @param {(route: Route) => void} routed
   * @param {() => Promise<import("pressone-esim").Client>} client
   * @returns {Promise<Answer>}
   */
  async function answer(request, url, routed, client) {
    const refusal = guard.refuse(request);
    if (refusal) return refusal;
    const found = routeOf(request.method, url.pathname, basePath);
    if (!found) return answers.notFound();
    const { route, iccid } = found;
    routed(route);
    const { open, serve } = endpoints[route.endpoint];
    if (!open) return answers.notFound();
    // Only the order list has parameters.
    if (url.search && route.endpoint !== "getOrderList") return answers.notFound();
    try {
      const identity = await ask(() => policy.authorize(request));
      if (typeof identity?.id !== "string" || identity.id === "") {
        // Somebody whom no text names is a mistake of the shop's.
        if (identity) {
          report("pressone.gateway.error", {
            "error.type": "identity",
            "http.route": route.template,
          });
        }
        return answers.refused(401, "Authentication failed.");
      }
      const tag = await tagOf("identity", identity.id);
      const waitMs = await wait(tag).catch(() => undefined);
      if (waitMs === undefined) {
        report("pressone.gateway.error", { "error.type": "storage", "http.route": route.template });
        // What the reference of a write has led to before is written down where nobody can read now.
        return route.effect === "write" ? answers.outcomeUnknown() : answers.unavailable("read");
      }
      if (waitMs > 0) return answers.tooMany(waitMs / 1000);
      return await serve({ request, url, route, iccid, identity, tag, client });
    } catch (error) {
      if (answers.isPressOneError(error)) return answers.failure(error, route.effect);
      if (answers.isOpen(error)) return answers.outcomeUnknown();
      report("pressone.gateway.error", {
        "error.type": error instanceof Error ? error.name : "unknown",
        "http.route": route.template,
      });
      return answers.unavailable(route.effect);
    }
  }

  /**
   * @param {Request} request
   * @param {{ waitUntil?: (work: Promise<unknown>) => void }} [context]
   * @returns {Promise<Response>}
   */
  return async function gateway(request, context) {
    const begun = Date.now();
    const url = new URL(request.url);
    const preflight = guard.preflight(request);
    if (preflight) return guard.seal(request, preflight);
    /** @type {Route | undefined} */
    let route;
    /** @type {Promise<import("pressone-esim").Client> | undefined} */
    let made;
    // A client of its own for each request: runtimes end what one request left to another.
    const client = () => {
      made ??= Promise.resolve(policy.client());
      return made;
    };
    const work = answer(
      request,
      url,
      (found) => {
        route = found;
      },
      client,
    ).finally(async () => (await made?.catch(() => undefined))?.free());
    // What has left is carried to its end, whoever is gone by then.
    context?.waitUntil?.(work.catch(() => {}));
    const { status, body, headers } = await work;
    report("pressone.gateway.request", {
      "http.request.method": request.method,
      "http.response.status_code": status,
      ...(route && { "http.route": route.template, "pressone.endpoint": route.endpoint }),
      "http.server.request.duration": (Date.now() - begun) / 1000,
    });
    return guard.seal(request, Response.json(body, { status, ...(headers && { headers }) }));
  };
}
