import { ROUTES } from "../routes/index.js";

/**
 * @typedef {import("../routes/types.js").Route} Route
 *
 * @param {string} method
 * @param {string} path
 * @returns {{ route: Route, params: Record<string, string> } | { status: 404 | 405, why: string }}
 */
export function findRoute(method, path) {
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    if (!match) continue;
    if (route.method !== method) {
      return { status: 405, why: `${method} is not allowed here, only ${route.method}` };
    }
    return { route, params: decode(match.groups ?? {}) };
  }
  return { status: 404, why: `no such path: ${path}` };
}

/** @param {Record<string, string>} groups @returns {Record<string, string>} */
function decode(groups) {
  return Object.fromEntries(
    Object.entries(groups).map(([name, text]) => {
      try {
        return [name, decodeURIComponent(text)];
      } catch {
        return [name, text];
      }
    }),
  );
}
