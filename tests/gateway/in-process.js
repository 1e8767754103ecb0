// A gateway with a partner client in this process, so a test can replace hooks and break the store.
import { after, before } from "node:test";
import { createGateway } from "../../pkg/gateway/index.js";
import { createClient as createPageClient } from "../../pkg/node.js";
import { createClient } from "../../pkg/partner/node.js";
import { memoryStore } from "../../pkg/stores/memory.js";
import { startSandbox } from "../sandbox/server.js";
import { assertDescribed } from "./described.js";
import { purchaseRequest } from "./purchase-request.js";
import { base64url, PURCHASES } from "./rig.js";

/** @typedef {import("../../pkg/stores/index.js").Store} Store */

export const SECRET = "another secret of the tests' own, long enough";
const ORIGIN = "https://shop.example";
const PACKAGE = "northwind-7days-1gb-topup";

/**
 * A store in memory with the given durability and methods.
 *
 * @param {Store["durability"]} [durability]
 * @param {Partial<Store>} [methods] Replaced methods.
 * @param {Store} [store] The store that they replace.
 * @returns {Store}
 */
export const storeOf = (durability = "full", methods = {}, store = memoryStore()) => ({
  ...store,
  durability,
  ...methods,
});

/** All values of a store. @param {Store} store */
export async function contentsOf(store) {
  const keys = await store.keys("");
  const values = await store.getMany(keys);
  return new Map(keys.map((key, index) => [key, values[index] ?? ""]));
}

/** Starts the sandbox before the tests of a suite, and ends it after them. */
export function useShops() {
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  before(async () => {
    pressone = await startSandbox();
  });
  after(() => pressone.close());

  /**
   * @param {string} name of the sandbox
   * @param {object} [options]
   * @param {Store} [options.store]
   * @param {Partial<import("../../pkg/gateway/index.js").GatewayPolicy>} [options.policy] an undefined option
   *   is left out
   * @param {Partial<import("../../pkg/partner/index.js").PartnerOptions>} [options.client]
   */
  return function shop(name, { store = storeOf(), policy = {}, client = {} } = {}) {
    const sandbox = pressone.worlds.get(name);
    /** @type {import("../../pkg/gateway/index.js").GatewayEvent[]} */
    const events = [];
    /** @type {{ error: any, context: any }[]} */
    const errors = [];
    /** @type {import("../../pkg/partner/index.js").PartnerEvent[]} */
    const clientEvents = [];
    const partner = createClient({
      baseUrl: `${pressone.url}/world/${name}`,
      credentials: sandbox.credentials,
      numbers: sandbox.numbers,
      store,
      secret: SECRET,
      timeoutMs: 5_000,
      maxRetries: 0,
      lookUpMs: 0,
      onEvent: (event) => clientEvents.push(event),
      ...client,
    });
    const complete = {
      partner: () => partner,
      authorize: () => ({ id: "ada" }),
      mayBrowse: () => true,
      ownsOrder: () => true,
      ownsEsim: () => true,
      verifyPayment: () => true,
      ownsNumber: () => true,
      verifyRenewal: () => true,
      mayBrowseNumbers: () => true,
      verifyClaim: () => true,
      hookTimeoutMs: 200,
      onEvent: (/** @type {any} */ event) => events.push(event),
      onError: (/** @type {unknown} */ error, /** @type {any} */ context) =>
        errors.push({ error, context }),
      ...policy,
    };
    const gateway = createGateway(/** @type {any} */ (complete));
    /** @param {string} path @param {RequestInit} [init] */
    const send = async (path, init) => {
      const response = await gateway(new Request(ORIGIN + path, init));
      const text = await response.text();
      const { status, headers } = response;
      const request = { ...init, path, headers: new Headers(init?.headers) };
      assertDescribed(request, { status, headers, text }, { exposing: "expose" in policy });
      return { status, text, body: JSON.parse(text) };
    };
    const order = { iccid: sandbox.iccids.active, package_id: PACKAGE };
    return {
      sandbox,
      store,
      gateway,
      partner,
      events,
      errors,
      clientEvents,
      order,
      send,
      /** @param {string} endpoint */
      count: (endpoint) =>
        sandbox.requests.filter((request) => request.endpoint === endpoint).length,
      topups: () => send(`/customer/v2/sims/${sandbox.iccids.active}/topups`),
      /** @param {string} [reference] @param {object} [fields] */
      buy: (reference = "pay-1", fields = {}) =>
        send(PURCHASES, purchaseRequest(reference, { kind: "topup", ...order, ...fields })),
      /** @param {string} [reference] @param {object} [fields] */
      renew: (reference = "renewal-1", fields = {}) =>
        send(
          PURCHASES,
          purchaseRequest(reference, {
            ...{ kind: "renewal", email: sandbox.emails.subscriber },
            ...fields,
          }),
        ),
      /** @param {string} reference @param {object} fields */
      claim: (reference, fields) =>
        send(PURCHASES, purchaseRequest(reference, { kind: "claim", ...fields })),
      /** @param {string} [reference] */
      state: (reference = "pay-1") => send(`${PURCHASES}/${base64url(reference)}.json`),
      /** A page's client, without a browser. */
      openPage: () =>
        createPageClient({
          ...{ baseUrl: ORIGIN, timeoutMs: 3_000 },
          fetch: (request) => gateway(request),
        }),
    };
  };
}
