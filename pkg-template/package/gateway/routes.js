// The gateway's endpoints, each with its method and its exact path.

/**
 * @typedef {(typeof ROUTES)[number]["endpoint"]} Endpoint
 *
 * @typedef {object} RouteDefinition
 * @property {string} endpoint
 * @property {"GET" | "POST"} method
 * @property {string} template the path for events, without an ICCID or a reference
 * @property {RegExp} path
 * @property {true} [query] the route takes parameters; others refuse a query
 *
 * @typedef {RouteDefinition & { endpoint: Endpoint }} Route
 *
 * @typedef {object} Match
 * @property {Route} route
 * @property {string} parameter the ICCID, the id or the encoded reference of the path; "" if it has none
 */

/** The longest path whose route is looked for under another `basePath`. */
const MAX_PATH_LENGTH = 1_024;

// Each path may end in a slash, because some hosts add one and some remove it.
/** @satisfies {readonly RouteDefinition[]} */
export const ROUTES = /** @type {const} */ ([
  {
    endpoint: "getTopupPackages",
    method: "GET",
    template: "/customer/v2/sims/{iccid}/topups",
    path: /^\/customer\/v2\/sims\/(\d{17,22})\/topups\/?$/,
  },
  {
    endpoint: "getPackages",
    method: "GET",
    template: "/customer/v2/packages",
    path: /^\/customer\/v2\/packages\/?$/,
    query: true,
  },
  {
    endpoint: "getCompatibleDevices",
    method: "GET",
    template: "/customer/v2/compatible-devices-lite",
    path: /^\/customer\/v2\/compatible-devices-lite\/?$/,
  },
  {
    endpoint: "getEsims",
    method: "GET",
    template: "/customer/v2/sims",
    path: /^\/customer\/v2\/sims\/?$/,
    query: true,
  },
  {
    endpoint: "getEsim",
    method: "GET",
    template: "/customer/v2/sims/{iccid}",
    path: /^\/customer\/v2\/sims\/(\d{17,22})\/?$/,
    query: true,
  },
  {
    endpoint: "getUsage",
    method: "GET",
    template: "/customer/v2/sims/{iccid}/usage",
    path: /^\/customer\/v2\/sims\/(\d{17,22})\/usage\/?$/,
  },
  {
    endpoint: "getInstallation",
    method: "GET",
    template: "/customer/v2/sims/{iccid}/instructions",
    path: /^\/customer\/v2\/sims\/(\d{17,22})\/instructions\/?$/,
    query: true,
  },
  {
    endpoint: "getOrder",
    method: "GET",
    template: "/customer/v2/orders/{id}",
    path: /^\/customer\/v2\/orders\/([1-9]\d{0,19})\/?$/,
    query: true,
  },
  {
    endpoint: "getPackageHistory",
    method: "GET",
    template: "/customer/v2/sims/{iccid}/packages",
    path: /^\/customer\/v2\/sims\/(\d{17,22})\/packages\/?$/,
  },
  {
    endpoint: "getOrderList",
    method: "GET",
    template: "/customer/v2/orders",
    path: /^\/customer\/v2\/orders\/?$/,
    query: true,
  },
  {
    // PressOne documents no path of this list.
    endpoint: "getAvailableNumbers",
    method: "GET",
    template: "/numbers.json",
    path: /^\/numbers\.json\/?$/,
    query: true,
  },
  {
    endpoint: "getPurchase",
    method: "GET",
    template: "/purchases/{reference}.json",
    path: /^\/purchases\/([A-Za-z0-9_-]{1,340})\.json\/?$/,
    query: true,
  },
  {
    endpoint: "purchases",
    method: "GET",
    template: "/purchases.json",
    path: /^\/purchases\.json\/?$/,
    query: true,
  },
  {
    // A host that adds slashes redirects `/purchases`, but no path that ends in `.json`.
    endpoint: "purchase",
    method: "POST",
    template: "/purchases",
    path: /^\/purchases(?:\.json)?\/?$/,
  },
]);

/**
 * The route of a request. Paths are compared as they are sent: an encoded character, a double slash or
 * another case does not match.
 *
 * @param {string} method
 * @param {string} pathname of the URL
 * @param {string} basePath
 * @returns {Match | undefined}
 */
export function findRoute(method, pathname, basePath) {
  if (!pathname.startsWith(`${basePath}/`)) return undefined;
  const path = pathname.slice(basePath.length);
  for (const route of /** @type {readonly Route[]} */ (ROUTES)) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match) return { route, parameter: match[1] ?? "" };
  }
  return undefined;
}

/**
 * The route that a path would have under another `basePath`.
 *
 * @param {string} method
 * @param {string} pathname
 * @returns {{ route: Route, basePath: string } | undefined}
 */
export function findMisplacedRoute(method, pathname) {
  if (pathname.length > MAX_PATH_LENGTH) return undefined;
  for (let start = 0; start !== -1; start = pathname.indexOf("/", start + 1)) {
    const basePath = pathname.slice(0, start);
    const match = findRoute(method, pathname, basePath);
    if (match) return { route: match.route, basePath };
  }
  return undefined;
}
