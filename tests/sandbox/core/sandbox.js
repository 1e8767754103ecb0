import { CREDENTIALS, EMAILS, ICCIDS, MOBILES } from "../data/examples.js";
import { ORDER_STATUSES } from "../data/orders.js";
import { changeOffer } from "../state/offers.js";
import { createState } from "../state/state.js";
import { asFetch } from "./as-fetch.js";
import { createClock } from "./clock.js";
import { CONTROL, control } from "./control.js";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.js";
import { createFaults } from "./faults.js";
import { handle } from "./handler.js";
import { emptyOutcome } from "./outcome.js";
import { createSettings } from "./settings.js";
import { createShapes } from "./shapes.js";

/**
 * @typedef {import("./log.js").LoggedRequest} LoggedRequest
 * @typedef {import("./log.js").Violation} Violation
 * @typedef {import("./outcome.js").Outcome} Outcome
 * @typedef {import("./handler.js").Exchange} Exchange
 * @typedef {import("../routes/types.js").Settings} Settings
 *
 * @typedef {object} SandboxOptions
 * @property {() => number} [now] Returns milliseconds since the epoch; the wall clock by default.
 * @property {number} [balance] Dollars; 250 by default.
 * @property {import("./shapes.js").Shapes | string} [shapes] Switches or the name of a preset.
 * @property {Partial<Settings>} [settings]
 * @property {(text: string, index: number) => string} [describe] Returns new descriptions for the orders
 *   that exist at the beginning.
 * @property {string} [basePath] Prefix of every path of this sandbox.
 * @property {(exchange: Exchange, sandbox: Sandbox) => void} [observe] Is called with every exchange.
 *
 * @typedef {ReturnType<typeof createSandbox>} Sandbox
 */

/** @param {SandboxOptions} [options] */
export function createSandbox(options = {}) {
  const { basePath = "", balance = 250, observe } = options;
  const clock = createClock(options.now);
  const shapes = createShapes(options.shapes);
  const faults = createFaults();
  const settings = createSettings(options.settings);
  /** @type {LoggedRequest[]} */
  const requests = [];
  /** @type {Violation[]} */
  const violations = [];
  let state = createState(clock.now, Math.round(balance * 100), options.describe);

  const sandbox = {
    credentials: CREDENTIALS,
    iccids: ICCIDS,
    emails: EMAILS,
    mobiles: MOBILES,
    clock,
    shapes,
    faults,
    settings: settings.current,
    requests,
    /** A reset keeps them. */
    violations,
    /** Numbers of exchanges that a validator has checked, and that were exempt. */
    validation: { checked: 0, exempt: 0 },

    /** The changes that requests made; money in dollars. */
    get ledger() {
      return {
        balance: state.balance / 100,
        orders: state.newOrders.map(({ plan, ...order }) => ({
          ...order,
          package_id: plan.id,
          price: plan.price / 100,
        })),
        renewals: [...state.renewals],
        tokens: state.tokens.issued(),
      };
    },

    /** Resets everything except the violations. */
    reset() {
      clock.reset();
      shapes.reset();
      faults.clear();
      settings.reset();
      requests.length = 0;
      state = createState(clock.now, Math.round(balance * 100), options.describe);
    },

    configure: settings.set,

    /** Revokes every token. */
    revokeTokens: () => state.tokens.revokeAll(),

    /** @param {import("../state/offers.js").OfferChange} change */
    changeOffer: (change) => changeOffer(state, change),

    /**
     * Changes the status of an order. The balance and the eSIM stay as they are.
     *
     * @param {number | string} id The order's id in the ledger, or its code.
     * @param {string} status Slug.
     */
    setOrderStatus(id, status) {
      if (!ORDER_STATUSES.includes(status)) {
        throw new TypeError(`the status of an order is one of ${ORDER_STATUSES.join(", ")}`);
      }
      const order = state.orders.find((candidate) => candidate.id === id || candidate.code === id);
      if (!order) throw new TypeError(`unknown order: ${id}`);
      order.status = status;
    },

    /** @param {number} dollars */
    setBalance(dollars) {
      if (!Number.isFinite(dollars)) throw new TypeError("the balance is a number of dollars");
      state.balance = Math.round(dollars * 100);
    },

    /** Answers like `fetch`. @param {Request} request @returns {Promise<Response>} */
    fetch: (request) => asFetch(handleIncoming, request),

    /** Returns the outcome, for servers that can cut a connection. @param {Request} request */
    handle: handleIncoming,
  };

  /** @param {Request} request @returns {Promise<{ outcome: Outcome, exempt: string | null }>} */
  async function handleIncoming(request) {
    const path = new URL(request.url).pathname.slice(basePath.length);
    const isControl = path.startsWith(CONTROL);
    const readable = settings.current.cors || isControl;
    if (isPreflight(request)) {
      const headers = readable ? preflightHeaders(request.headers) : {};
      return { outcome: emptyOutcome(readable ? 204 : 405, headers), exempt: "preflight" };
    }
    const exchange = isControl
      ? { outcome: await control(sandbox, request, path.slice(CONTROL.length)), exempt: "control" }
      : await handle(internals(), request);
    if (readable && "headers" in exchange.outcome) {
      Object.assign(exchange.outcome.headers, corsHeaders(settings.current.exposeRetryAfter));
    }
    if ("request" in exchange) observe?.(exchange, sandbox);
    return exchange;
  }

  /** @returns {import("./handler.js").Internals} */
  function internals() {
    return {
      basePath,
      settings: settings.current,
      shapes: shapes.current,
      state,
      faults,
      now: clock.now,
      credentials: CREDENTIALS,
      requests,
      recordViolation: (message, { method, path }) =>
        violations.push({ source: "sandbox", message, method, path }),
    };
  }

  return sandbox;
}
