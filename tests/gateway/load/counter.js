// The proxy with a rate limit: it counts each shopper's requests in a Durable Object, because all isolates
// share no other place. It checks nothing else.
import { DurableObject } from "cloudflare:workers";

export class StoreObject extends DurableObject {
  #count = 0;

  increment() {
    this.#count += 1;
    return this.#count;
  }
}

export default {
  /** @param {Request} request @param {any} env */
  async fetch(request, env) {
    const shopper = request.headers.get("Authorization") ?? "";
    await env.STORE.get(env.STORE.idFromName(shopper)).increment();
    const { pathname } = new URL(request.url);
    const headers = { Accept: "application/json", Authorization: "Bearer fixed" };
    return fetch(env.PRESSONE + pathname, { headers, redirect: "manual" });
  },
};
