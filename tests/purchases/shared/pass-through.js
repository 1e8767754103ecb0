// The control: what a shop has without the gateway. It adds a token and forwards, nothing else.
import { DurableObject } from "cloudflare:workers";

/** Not used: the process gives it a place all the same. */
export class GatewayObject extends DurableObject {}

export default {
  /** @param {Request} request @param {any} env */
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${env.TOKEN}`);
    const { method, body } = request;
    const world = `${env.PRESSONE}/world`;
    return fetch(world + pathname, { method, headers, body, redirect: "manual" });
  },
};
