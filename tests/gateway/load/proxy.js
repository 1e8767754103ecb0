// The minimum for comparison: it adds a token and forwards each request, without any check.
import { DurableObject } from "cloudflare:workers";

/** Unused, but the host's configuration names this class. */
export class StoreObject extends DurableObject {}

export default {
  /** @param {Request} request @param {any} env */
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    const headers = { Accept: "application/json", Authorization: "Bearer fixed" };
    return fetch(env.PRESSONE + pathname, { headers, redirect: "manual" });
  },
};
