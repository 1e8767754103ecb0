// The lists that the gateway has for the shopper who sends a request.
import { BASE_PATH } from "./gateway.js";

/** A failed request for a list. `response` is the gateway's answer, such as a rate limit. */
export class GatewayListError extends Error {
  /** @param {string} path @param {Response} response */
  constructor(path, response) {
    super(`the gateway did not list ${path}: ${response.status}`);
    this.name = "GatewayListError";
    this.response = response;
  }
}

/**
 * Reads all pages of a list. Asks the gateway, as the shopper's own page would.
 *
 * @param {import("pressone-esim/gateway").Gateway} gateway
 * @param {Request} request of the shopper
 * @param {string} path
 * @param {Record<string, string>} query
 * @param {"page" | "after"} next the parameter that takes the `next` of a page
 * @returns {Promise<any[]>} its rows; rejects with GatewayListError
 */
export async function readGatewayList(gateway, request, path, query, next) {
  const headers = { Cookie: request.headers.get("Cookie") ?? "" };
  const rows = [];
  const parameters = new URLSearchParams({ ...query, limit: "100" });
  for (;;) {
    const url = new URL(`${BASE_PATH}${path}?${parameters}`, request.url);
    const response = await gateway(new Request(url, { headers }));
    if (!response.ok) throw new GatewayListError(path, response);
    const { data, meta } = await response.json();
    rows.push(...data);
    if (meta.next === null) return rows;
    parameters.set(next, meta.next);
  }
}
