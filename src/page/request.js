// A request to the shop's gateway.
import { fetchArguments } from "../wasm/transport.js";

/**
 * Returns the arguments of `fetch`. Throws if the platform refuses the request.
 *
 * @param {{ fetch?: import("../wasm/transport.js").Fetch | null, headers?: Record<string, string>, credentials?: RequestCredentials }} options Those of the client.
 * @param {string} url
 * @param {AbortSignal} signal
 * @param {string | undefined} token
 * @param {string | undefined} reference
 * @param {string | undefined} body JSON, if it is a `POST`.
 */
export function gatewayRequest(options, url, signal, token, reference, body) {
  const headers = new Headers(options.headers);
  headers.set("Accept", "application/json");
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (body) headers.set("Content-Type", "application/json");
  // A structured string (RFC 8941). For printable ASCII it is like one of JSON.
  if (reference) headers.set("Idempotency-Key", JSON.stringify(reference));
  /** @type {RequestInit} */
  const init = {
    method: body ? "POST" : "GET",
    headers,
    body: body ?? null,
    // A followed redirect would send an order to another address. Some runtimes throw at "error".
    redirect: "manual",
    signal,
  };
  // workerd throws an error at an undefined mode.
  if (options.credentials) init.credentials = options.credentials;
  return fetchArguments(options.fetch, url, init);
}
