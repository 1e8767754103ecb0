import { CREDENTIALS, EMAILS, ICCIDS } from "../data/examples.js";
import { changeOffer } from "../state/offers.js";
import { createState } from "../state/state.js";
import { createClock } from "./clock.js";
import { CONTROL, control } from "./control.js";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.js";
import { createFaults } from "./faults.js";
import { fetchLike } from "./fetch-like.js";
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
 * @property {() => number} [now] Milliseconds since the epoch; the wall clock unless given.
 * @property {number} [balance] Dollars; 250 unless given.
 * @property {import("./shapes.js").Shapes | string} [shapes] Switches or the name of a preset.
 * @property {Partial<Settings>} [settings]
 * @property {(text: string, index: number) => string} [describe] What the orders of before say instead
 * of their own descriptions.
 * @property {string} [basePath] Prefix that every path of this sandbox has.
 * @property {(exchange: Exchange, sandbox: Sandbox) => void} [observe] Sees every exchange.
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
    clock,
    shapes,
    faults,
    settings: settings.current,
    requests,
    /** Outlive a reset: what was sent was sent. */
    violations,
    /** How many exchanges a validator has checked, and how many it had to let pass. */
    validation: { checked: 0, exempt: 0 },

    /** What requests have changed: money in dollars. */
    get ledger() {
      return {
        balance: state.balance / 100,
        orders: state.bought.map(({ plan, ...order }) => ({
          ...order,
          package_id: plan.id,
          price: plan.price / 100,
        })),
        renewals: [...state.renewals],
        tokens: state.tokens.issued(),
      };
    },

    /** Back to the beginning, but for the violations. */
    reset() {
      clock.reset();
      shapes.reset();
      faults.clear();
      settings.reset();
      requests.length = 0;
      state = createState(clock.now, Math.round(balance * 100), options.describe);
    },

    /** Changes settings. */
    configure: settings.set,

    /** Every token issued so far gets a 401 from now on. */
    revokeTokens: () => state.tokens.revokeAll(),

    /** @param {import("../state/offers.js").OfferChange} change */
    changeOffer: (change) => changeOffer(state, change),

    /** @param {number} dollars */
    setBalance(dollars) {
      if (!Number.isFinite(dollars)) throw new TypeError("the balance is a number of dollars");
      state.balance = Math.round(dollars * 100);
    },

    /** A fetch handler. @param {Request} request @returns {Promise<Response>} */
    fetch: (request) => fetchLike(handleIncoming, request),

    /** The same, for servers that can cut a connection. @param {Request} request */
    handle: handleIncoming,
  };

  /** @param {Request} request @returns {Promise<{ outcome: Outcome, exempt: string | null }>} */
  async function handleIncoming(request) {
    const path = new URL(request.url).pathname.slice(basePath.length);
    const controlled = path.startsWith(CONTROL);
    const open = settings.current.cors || controlled;
    if (isPreflight(request)) {
      const headers = open ? preflightHeaders(request.headers) : {};
      return { outcome: emptyOutcome(open ? 204 : 405, headers), exempt: "preflight" };
    }
    const exchange = controlled
      ? { outcome: await control(sandbox, request, path.slice(CONTROL.length)), exempt: "control" }
      : await handle(world(), request);
    if (open && "headers" in exchange.outcome) {
      Object.assign(exchange.outcome.headers, corsHeaders(settings.current.exposeRetryAfter));
    }
    if ("request" in exchange) observe?.(exchange, sandbox);
    return exchange;
  }

  /** @returns {import("./handler.js").World} */
  function world() {
    return {
      basePath,
      settings: settings.current,
      shapes: shapes.current,
      state,
      faults,
      now: clock.now,
      credentials: CREDENTIALS,
      requests,
      violate: (message, { method, path }) =>
        violations.push({ source: "sandbox", message, method, path }),
    };
  }

  return sandbox;
}
