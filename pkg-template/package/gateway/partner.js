// The partner client: made once, and called with a time limit.
import { HookFailure, PartnerFailure } from "./errors.js";
import { withTimeLimit } from "./time-limit.js";

/** @typedef {import("./partner-types.d.ts").Partner} Partner */
/** @typedef {import("./partner-types.d.ts").PartnerClient} PartnerClient */
/** @typedef {ReturnType<typeof createPartnerCaller>} PartnerCaller */

/**
 * The limits in ms. Those of reads and writes are above any sensible `timeoutMs` of the client, which
 * counts first.
 */
const LIMITS = { store: 5_000, journal: 15_000, read: 60_000, write: 60_000 };

const METHODS = /** @type {const} */ ([
  ...["getPackages", "getCompatibleDevices", "getTopupPackages", "getPackageHistory", "getEsim"],
  ...["getUsage", "getInstallation", "getOrderList", "getOrder", "getAvailableNumbers"],
  ...["submitOrder", "submitTopupOrder", "renewNumber", "claimNumber"],
  ...["getPurchase", "purchases", "closePurchase", "shopperDigests"],
  ...["ownsEsim", "ownsNumber", "esimsOf", "transferEsim", "sealCursor", "unsealCursor"],
]);

/** The mark of a client that was made without a store, and has one in memory. */
const NO_STORE_GIVEN = Symbol.for("pressone-esim.no-store-given");

/**
 * The reason why a value cannot be the partner client, or undefined.
 *
 * @param {any} value
 */
export function partnerProblem(value) {
  if (typeof value !== "object" || value === null) return "partner is not a partner client";
  if (typeof value.then === "function") {
    return "partner is a promise; pass a function instead: partner: () => createClient({ … })";
  }
  const missing = METHODS.filter((name) => typeof value[name] !== "function");
  if (missing.length > 0) {
    return `partner is not a partner client: it has no method ${missing.join(", ")}`;
  }
  if (typeof value.store?.increment !== "function" || value[NO_STORE_GIVEN] === true) {
    return (
      "the partner client has no store; create it with the options store and secret, in tests with " +
      "store: memoryStore() of pressone-esim/stores/memory"
    );
  }
  return undefined;
}

/** @param {unknown} value @returns {Partner} */
function checkPartner(value) {
  const problem = partnerProblem(value);
  if (problem) throw new TypeError(problem);
  return /** @type {Partner} */ (value);
}

/**
 * Returns a function that returns the client. It is made at the first call, and again after a failure. A
 * caller does not wait longer than `limitMs` for the client of another request: in workerd that promise
 * may never settle.
 *
 * @param {PartnerClient | (() => PartnerClient | Promise<PartnerClient>)} partner
 * @param {number} limitMs
 * @returns {() => Promise<Partner>}
 */
function partnerSource(partner, limitMs) {
  if (typeof partner !== "function") {
    const client = checkPartner(partner);
    return async () => client;
  }
  /** @type {Partner | undefined} */
  let made;
  /** @type {Promise<Partner> | undefined} */
  let making;

  async function make() {
    const flight = withTimeLimit("partner", limitMs, /** @type {() => any} */ (partner)).then(
      checkPartner,
    );
    making = flight;
    try {
      made = await flight;
      return made;
    } finally {
      if (making === flight) making = undefined;
    }
  }

  return async () => {
    if (made) return made;
    const joined = making;
    if (!joined) return make();
    try {
      return await withTimeLimit("partner", limitMs, () => joined);
    } catch {
      // The other request's attempt failed or hangs. This request makes its own.
      if (making === joined) making = undefined;
      return made ?? make();
    }
  };
}

/**
 * @param {object} policy
 * @param {PartnerClient | (() => PartnerClient | Promise<PartnerClient>)} policy.partner
 * @param {number} policy.hookTimeoutMs
 */
export function createPartnerCaller({ partner, hookTimeoutMs }) {
  const source = partnerSource(partner, hookTimeoutMs);

  /**
   * @template T
   * @param {keyof typeof LIMITS} limit
   * @param {(partner: Partner) => T | Promise<T>} call
   * @returns {Promise<T>} rejects with `HookFailure` if the client cannot be made, and with
   *   `PartnerFailure` if the call fails or takes too long
   */
  return async function callPartner(limit, call) {
    /** @type {Partner} */
    let client;
    try {
      client = await source();
    } catch (error) {
      throw new HookFailure("partner", error);
    }
    try {
      return await withTimeLimit(`the partner client (${limit})`, LIMITS[limit], () =>
        call(client),
      );
    } catch (error) {
      throw new PartnerFailure(error);
    }
  };
}
