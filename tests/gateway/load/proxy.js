// The least that a shop could have: a token is added and the request forwarded, whoever asks.
import { DurableObject } from "cloudflare:workers";

/** Not used: what hosts the worker gives it a place all the same. */
export class GatewayObject extends DurableObject {}

export default {
  /** @param {Request} request @param {any} env */
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    const headers = { Accept: "application/json", Authorization: "Bearer fixed" };
    return fetch(env.PRESSONE + pathname, { headers, redirect: "manual" });
  },
};
