// The gateway's endpoints, each with its method and its exact path.

/**
 * @typedef {(typeof ROUTES)[number]["endpoint"]} Endpoint
 *
 * @typedef {object} RouteDefinition
 * @property {string} endpoint
 * @property {"GET" | "POST"} method
 * @property {string} template the path for events, without an ICCID
 * @property {RegExp} path
 * @property {"read" | "write"} effect
 * @property {true} [query] the route takes parameters; others refuse a query
 *
 * @typedef {RouteDefinition & { endpoint: Endpoint }} Route
 */

/** @satisfies {readonly RouteDefinition[]} */
const ROUTES = /** @type {const} */ ([
  {
    endpoint: "getTopupPackages",
    method: "GET",
    template: "/customer/v2/sims/{iccid}/topups",
    path: /^\/customer\/v2\/sims\/(\d{17,22})\/topups$/,
    effect: "read",
  },
  {
    endpoint: "getPackageHistory",
    method: "GET",
    template: "/customer/v2/sims/{iccid}/packages",
    path: /^\/customer\/v2\/sims\/(\d{17,22})\/packages$/,
    effect: "read",
  },
  {
    endpoint: "getOrderList",
    method: "GET",
    template: "/customer/v2/orders",
    path: /^\/customer\/v2\/orders$/,
    effect: "read",
    query: true,
  },
  {
    endpoint: "submitTopupOrder",
    method: "POST",
    template: "/customer/v2/orders/topups",
    path: /^\/customer\/v2\/orders\/topups$/,
    effect: "write",
  },
  {
    endpoint: "renewNumber",
    method: "POST",
    template: "/api/third-party/partner/renew-number/",
    path: /^\/api\/third-party\/partner\/renew-number\/$/,
    effect: "write",
  },
]);

/**
 * The route of a request. Paths are compared as they are sent: an encoded character, a double slash or
 * another case does not match.
 *
 * @param {string} method
 * @param {string} pathname of the URL
 * @param {string} basePath
 * @returns {{ route: Route, iccid: string } | undefined} `iccid` is "" if the path has none
 */
export function routeOf(method, pathname, basePath) {
  if (!pathname.startsWith(`${basePath}/`)) return undefined;
  const path = pathname.slice(basePath.length);
  for (const route of /** @type {readonly Route[]} */ (ROUTES)) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match) return { route, iccid: match[1] ?? "" };
  }
  return undefined;
}
