// A purchase as its page sees it.
import { presentFailure } from "./reasons.js";

/** @typedef {import("./partner-types.d.ts").Purchase} Purchase */
/**
 * @typedef {object} PurchaseView
 * @property {string} reference
 * @property {import("./partner-types.d.ts").PurchaseKind | null} kind
 * @property {import("./partner-types.d.ts").PurchaseState} state
 * @property {Record<string, unknown>} [order]
 * @property {Record<string, unknown>} [renewal]
 * @property {Record<string, unknown>} [claim]
 * @property {import("./partner-types.d.ts").PurchaseFailure} [error]
 * @property {number} tries
 * @property {number | null} created_at
 * @property {number} [open_since]
 * @property {string} [iccid]
 * @property {string} [package_id]
 * @property {number} [quantity]
 * @property {string} [email]
 * @property {string} [claimed_number]
 * @property {number} [retry_after_ms] the pause before another question or another try
 * @property {true} [stored] the failure is an earlier request's; this one did nothing
 */

/** The pause before an open purchase is asked for again, if the client names none. */
const OPEN_PAUSE_MS = 2_000;

/** The fields of an entry that are the same in the view. */
const SAME_FIELDS = /** @type {const} */ ([
  "open_since",
  "iccid",
  "package_id",
  "quantity",
  "email",
  "claimed_number",
]);

/**
 * The outcome of a renewal or claim. The server's message and data are not passed on: they are PressOne's.
 *
 * @param {import("pressone-esim").Renewal | import("pressone-esim").Claim} made
 * @param {string} reference
 * @param {string} message
 */
const numberOutcome = ({ success, source }, reference, message) => ({
  ...{ success, message, data: null, reference, source },
});

/** @param {import("./presenter.js").Presenter} present */
export const createPurchaseView = (present) =>
  /**
   * @param {Purchase} purchase
   * @param {{ stored?: boolean | undefined }} [options]
   * @returns {PurchaseView}
   */
  function viewOf(purchase, { stored } = {}) {
    const { reference, kind, state, order, renewal, claim, error, tries, created_at } = purchase;
    /** @type {PurchaseView} */
    const view = { reference, kind, state, tries: tries ?? 0, created_at: created_at ?? null };
    for (const name of SAME_FIELDS) {
      if (purchase[name] !== undefined) Object.assign(view, { [name]: purchase[name] });
    }
    if (state === "done" && order) view.order = present.order(order);
    if (state === "done" && renewal) {
      view.renewal = numberOutcome(renewal, reference, "The number was renewed.");
    }
    if (state === "done" && claim) {
      view.claim = numberOutcome(claim, reference, "The number was claimed.");
    }
    if (state === "failed") {
      view.error = presentFailure(error ?? {});
      if (stored) view.stored = true;
    }
    const pause = purchase.retry_after_ms ?? (state === "open" ? OPEN_PAUSE_MS : undefined);
    if (pause !== undefined) view.retry_after_ms = pause;
    return view;
  };
