import { CREDENTIALS, EMAILS, ESIMS, ICCIDS, MOBILES, NUMBERS } from "../data/examples.js";
import { ORDER_STATUSES } from "../data/orders.js";
import { useEsim } from "../state/first-use.js";
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
 *
 * @typedef {object} Observing
 * @property {(exchange: Exchange, sandbox: Sandbox) => void} [observe] Is called with every exchange.
 *
 * @typedef {import("../index.d.ts").SandboxOptions & Observing & { basePath?: string }} SandboxOptions
 *   `basePath`: the prefix of every path of this sandbox.
 *
 * @typedef {object} Inside The parts of a sandbox that servers and validators use.
 * @property {(request: Request) => Promise<{ outcome: Outcome, exempt: string | null }>} handle Returns the
 *   outcome, for servers that can cut a connection.
 * @property {{ checked: number, exempt: number }} validation Numbers of exchanges that a validator has checked,
 *   and that were exempt.
 * @property {Violation[]} violations
 *
 * @typedef {import("../index.d.ts").Sandbox & Inside} Sandbox
 */

/** No host has a name of this domain (RFC 6761). */
const ORIGIN = "https://pressone.invalid";
const OPTIONS = ["now", "balance", "shapes", "settings", "describe", "basePath", "observe"];

/**
 * @param {SandboxOptions} [options]
 * @returns {Sandbox}
 */
export function createSandbox(options = {}) {
  checkOptions(options);
  const { basePath = "", balance = 250, observe } = options;
  const clock = createClock(options.now);
  const shapes = createShapes(options.shapes);
  const faults = createFaults();
  const settings = createSettings(options.settings);
  /** @type {LoggedRequest[]} */
  const requests = [];
  /** @type {Violation[]} */
  const violations = [];
  const begin = (empty = false) =>
    createState(clock.now, Math.round(balance * 100), { describe: options.describe, empty });
  let state = begin();

  /** @type {Sandbox} */
  const sandbox = {
    baseUrl: ORIGIN + basePath,
    credentials: CREDENTIALS,
    esims: ESIMS,
    iccids: ICCIDS,
    emails: EMAILS,
    mobiles: MOBILES,
    numbers: NUMBERS,
    clock,
    shapes,
    faults,
    settings: settings.current,
    requests,
    violations,
    validation: { checked: 0, exempt: 0 },

    get ledger() {
      return {
        balance: state.balance / 100,
        orders: state.newOrders.map(({ plan, brand: _, ...order }) => ({
          ...order,
          package_id: plan.id,
          price: plan.price / 100,
        })),
        renewals: [...state.renewals],
        claims: [...state.claims],
        tokens: state.tokens.issued(),
      };
    },

    reset({ empty = false } = {}) {
      if (typeof empty !== "boolean") throw new TypeError("empty is true or false");
      clock.reset();
      shapes.reset();
      faults.clear();
      settings.reset();
      requests.length = 0;
      state = begin(empty);
    },

    configure: settings.set,

    revokeTokens: () => state.tokens.revokeAll(),

    changeOffer: (change) => changeOffer(state, change),

    useEsim: (use) => useEsim(state, use, clock.now()),

    /** The balance and the eSIM stay as they are. */
    setOrderStatus(id, status) {
      if (!ORDER_STATUSES.includes(status)) {
        throw new TypeError(`the status of an order is one of ${ORDER_STATUSES.join(", ")}`);
      }
      const order = state.orders.find((candidate) => candidate.id === id || candidate.code === id);
      if (!order) throw new TypeError(`unknown order: ${id}`);
      order.status = status;
    },

    setBalance(dollars) {
      checkBalance(dollars);
      state.balance = Math.round(dollars * 100);
    },

    fetch: (input, init) => asFetch(handleIncoming, input, init),

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

/** @param {SandboxOptions} options */
function checkOptions({ ...options }) {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new TypeError(`unknown option of the sandbox: ${unknown}`);
  checkBalance(options.balance ?? 0);
  for (const name of /** @type {const} */ (["now", "describe"])) {
    const value = options[name];
    if (value !== undefined && typeof value !== "function") {
      throw new TypeError(`the option ${name} is a function`);
    }
  }
}

/** @param {number} dollars */
function checkBalance(dollars) {
  if (!Number.isFinite(dollars)) throw new TypeError("the balance is a number of dollars");
}
