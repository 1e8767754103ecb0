// A partner client over the sandbox, in process, with a clock that a test moves.
import { after, mock } from "node:test";
import { createClient } from "../../pkg/partner/node.js";
import { memoryStore } from "../../pkg/stores/memory.js";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";

export const SECRET = "a secret of the tests, long enough";
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The time that tests have added to the clock, in ms. */
let added = 0;
const realNow = Date.now;
mock.method(Date, "now", () => realNow() + added);
after(() => mock.restoreAll());

/** Moves the clock of the client and of the sandbox. @param {number} ms */
export const advance = (ms) => {
  added += ms;
};

/** A store in memory that calls itself durable: it does not forget while a test runs. @returns {any} */
export const fullStore = () => Object.assign(Object.create(memoryStore()), { durability: "full" });

/** @typedef {Awaited<ReturnType<typeof createShop>>} Shop */

/**
 * @param {object} [options]
 * @param {any} [options.store]
 * @param {ReturnType<typeof createSandbox>} [options.sandbox]
 * @param {Record<string, unknown>} [options.client] further options of the client
 */
export async function createShop({
  store = fullStore(),
  sandbox = createSandbox(),
  client: options = {},
} = {}) {
  /** @type {any[]} */
  const events = [];
  const open = (/** @type {Record<string, unknown>} */ further = {}) =>
    createClient(
      /** @type {any} */ ({
        baseUrl: "https://pressone.example",
        credentials: sandbox.credentials,
        fetch: sandbox.fetch,
        store,
        secret: SECRET,
        lookUpMs: 5,
        maxRetries: 0,
        onEvent: (/** @type {any} */ event) => events.push(event),
        ...options,
        ...further,
      }),
    );
  const client = await open();
  const iccid = sandbox.iccids.active;
  const [first, second] = await client.getTopupPackages(iccid);
  if (!first || !second) throw new Error("the sandbox offers two packages at least");
  const before = sandbox.ledger.orders.length;
  let claims = 0;
  const { compareAndSet } = store;
  store.compareAndSet = (/** @type {any[]} */ ...args) => {
    if (String(args[2]).includes('"state":"claimed"')) claims += 1;
    return Reflect.apply(compareAndSet, store, args);
  };
  return {
    sandbox,
    client,
    store,
    events,
    iccid,
    packages: /** @type {[typeof first, typeof first]} */ ([first, second]),
    /** A further client on the same store. */
    open,
    /** Buys the first package. @param {string} reference @param {Record<string, unknown>} [further] */
    buy: (reference, further = {}) =>
      client.submitTopupOrder({ reference, iccid, package_id: first.id, ...further }),
    /** The number of claims that were written. */
    claims: () => claims,
    /** The number of new orders. */
    orders: () => sandbox.ledger.orders.length - before,
    /** The requests to an endpoint. @param {string} endpoint */
    requests: (endpoint) => sandbox.requests.filter((request) => request.endpoint === endpoint),
    /** The events of a type. @param {string} type */
    told: (type) => events.filter((event) => event.type === type),
  };
}

/**
 * The error of a call that has to fail.
 *
 * @param {Promise<unknown>} call
 * @returns {Promise<import("../../pkg/partner/index.js").PressOneError>}
 */
export async function failureOf(call) {
  try {
    await call;
  } catch (error) {
    return /** @type {any} */ (error);
  }
  throw new Error("the call did not fail");
}
