// A shop for the gateway's own tests: a gateway over a stand-in of the partner client.
import { createGateway } from "../../pkg-template/package/gateway/index.js";
import { assertDescribed } from "../gateway/described.js";
import { purchaseRequest } from "../gateway/purchase-request.js";
import { createStandIn } from "./stand-in.js";

export const ESIM = "8944500102030405061";
export const ORIGIN = "https://shop.example";

/** @param {string} text */
export const base64url = (text) => Buffer.from(text, "latin1").toString("base64url");

/**
 * @param {object} [policy] replaces options; an undefined one is left out
 * @param {import("./stand-in.js").StandIn} [standIn]
 */
export function createShop(policy = {}, standIn = createStandIn()) {
  /** @type {any[]} */
  const events = [];
  /** @type {{ error: any, context: any }[]} */
  const errors = [];
  const complete = {
    partner: standIn.partner,
    authorize: (/** @type {Request} */ request) => {
      const id = request.headers.get("Authorization");
      return id && { id };
    },
    mayBrowse: () => true,
    ownsEsim: () => true,
    ownsOrder: () => true,
    verifyPayment: () => ({ paid: true, price: 4.5 }),
    verifyRenewal: () => true,
    ownsNumber: () => true,
    mayBrowseNumbers: () => true,
    verifyClaim: () => true,
    hookTimeoutMs: 100,
    onEvent: (/** @type {any} */ event) => events.push(event),
    onError: (/** @type {unknown} */ error, /** @type {any} */ context) =>
      errors.push({ error, context }),
    ...policy,
  };
  const gateway = createGateway(/** @type {any} */ (complete));

  /** @param {string} path @param {any} [init] `shopper: null` sends no session */
  async function send(path, { shopper = "ada", context, ...init } = /** @type {any} */ ({})) {
    const headers = new Headers(init.headers);
    if (shopper !== null) headers.set("Authorization", shopper);
    const request = new Request(`${ORIGIN}${path}`, { ...init, headers });
    const response = await gateway(request, context);
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text };
    const exposing = "expose" in policy;
    assertDescribed({ ...init, path: path.slice(gateway.basePath.length), headers }, answer, {
      exposing,
    });
    return { ...answer, body: JSON.parse(text) };
  }

  /** @param {string} reference @param {object} body @param {any} [init] */
  const post = (
    reference,
    body,
    { path = "/purchases", headers, ...init } = /** @type {any} */ ({}),
  ) => send(path, { ...purchaseRequest(reference, body, headers), ...init });

  return {
    ...standIn,
    gateway,
    events,
    errors,
    send,
    post,
    /** @param {string} reference @param {object} [fields] @param {any} [init] */
    buy: (reference, fields, init) =>
      post(reference, { kind: "topup", iccid: ESIM, package_id: "five-gb", ...fields }, init),
    /** @param {string} reference @param {object} [fields] @param {any} [init] */
    renew: (reference, fields, init) =>
      post(reference, { kind: "renewal", email: "ada@shop.example", ...fields }, init),
    /** @param {string} reference @param {object} [fields] @param {any} [init] */
    claim: (reference, fields, init) =>
      post(
        reference,
        { kind: "claim", number: "+12025550200", email: "ada@shop.example", ...fields },
        init,
      ),
    /** @param {string} reference @param {any} [init] */
    state: (reference, { query = "", ...init } = /** @type {any} */ ({})) =>
      send(`/purchases/${base64url(reference)}.json${query}`, init),
    /** The attributes of the events of a name. @param {string} name */
    eventsOf: (name) =>
      events.filter((event) => event.name === name).map(({ attributes }) => attributes),
  };
}
