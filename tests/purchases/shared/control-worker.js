// The control: a worker without the gateway. It adds a token to each request and forwards it.
import { DurableObject } from "cloudflare:workers";

/** Unused, but workerd-process.mjs binds a class of this name. */
export class StoreObject extends DurableObject {}

export default {
  /** @param {Request} request @param {any} env */
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${env.TOKEN}`);
    const { method, body } = request;
    const url = `${env.PRESSONE}/world${pathname}`;
    return fetch(url, { method, headers, body, redirect: "manual" });
  },
};
