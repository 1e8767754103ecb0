/**
 * The shop's own part: who is shopping, what is theirs, what they paid. Everything here stands in
 * for what a real shop has already: its accounts, its database, its payment provider.
 */
import { randomBytes } from "node:crypto";

/** @typedef {{ id: string, esims: { iccid: string, label: string }[], emails: string[] }} Shopper */
/** @typedef {{ iccid: string, package_id: string, price: number }} Purchase */
/** @typedef {import("./wire.mjs").Answer} Answer */
/** @typedef {Purchase & { session: string, outcome?: Promise<Answer> }} Payment */

// The demo keeps all in memory; the oldest go first so that it cannot grow without end.
const KEPT = 10_000;

/**
 * @template V
 * @param {Map<string, V>} map
 * @param {string} key
 * @param {V} value
 */
function keep(map, key, value) {
  for (const oldest of map.keys()) {
    if (map.size < KEPT) break;
    map.delete(oldest);
  }
  map.set(key, value);
}

/** Sessions: a random cookie for each browser. A real shop has its sign-in here. */
export class Sessions {
  /** @type {Map<string, Shopper>} */
  #shoppers = new Map();

  /** @param {Shopper} shopper @returns {string} the new session's id */
  open(shopper) {
    const id = randomBytes(18).toString("base64url");
    keep(this.#shoppers, id, shopper);
    return id;
  }

  /** @param {string | undefined} id */
  shopper(id) {
    return id === undefined ? undefined : this.#shoppers.get(id);
  }
}

/** Simulated payments. No money moves; a real shop calls its payment provider here. */
export class Payments {
  /** @type {Map<string, Payment>} */
  #payments = new Map();

  /**
   * Reserves the price. A real shop captures the money when the order is made, and lets go of it
   * when the order is refused.
   *
   * @param {string} session
   * @param {Purchase} purchase
   * @returns {string} the payment's id, which becomes the order's description
   */
  authorise(session, purchase) {
    const id = `pay-${randomBytes(8).toString("hex")}`;
    keep(this.#payments, id, { ...purchase, session });
    return id;
  }

  /**
   * Orders what was paid for, once. Browsers re-send a POST by themselves when a connection breaks,
   * so that a second request is no sign of a second wish: it gets the outcome of the first, and
   * waits for it where it is still under way.
   *
   * @param {string} session
   * @param {{ id: string, iccid: string, package_id: string }} wanted
   * @param {(payment: Purchase) => Promise<Answer>} order must not reject
   * @returns {Promise<Answer> | undefined} nothing where there is no such payment
   */
  spend(session, wanted, order) {
    const payment = this.#payments.get(wanted.id);
    if (
      payment?.session !== session ||
      payment.iccid !== wanted.iccid ||
      payment.package_id !== wanted.package_id
    ) {
      return undefined;
    }
    payment.outcome ??= order(payment);
    return payment.outcome;
  }
}

/**
 * Renewals have no reference of their own, so the same e-mail is renewed at most once in this
 * time; until then a repetition gets the first answer.
 */
const RENEWAL_WINDOW_MS = 60_000;

export class Renewals {
  /** @type {Map<string, { since: number, outcome: Promise<Answer> }>} */
  #latest = new Map();

  /**
   * @param {string} email
   * @param {() => Promise<Answer>} renew must not reject
   * @returns {Promise<Answer>}
   */
  async once(email, renew) {
    const latest = this.#latest.get(email);
    const age = Date.now() - (latest?.since ?? 0);
    if (latest && age >= 0 && age < RENEWAL_WINDOW_MS) return latest.outcome;
    const outcome = renew();
    keep(this.#latest, email, { since: Date.now(), outcome });
    const { status } = await outcome;
    // A clear refusal renewed nothing: it need not stand in the way of the next attempt.
    if (status >= 400 && status < 500) this.#latest.delete(email);
    return outcome;
  }
}
