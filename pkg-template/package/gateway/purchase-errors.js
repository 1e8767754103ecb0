// The answers to failures of a purchase, after the partner client was asked to carry it out.
import { isRefused } from "../is-refused.js";
import * as answers from "./answers.js";
import { isOutcomeUnknown, isPressOneError, PartnerFailure } from "./errors.js";
import { keysOf } from "./journal-keys.js";
import { answerToFailure } from "./read-errors.js";
import { presentFields } from "./reasons.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./partner-types.d.ts").Purchase} Purchase */
/** @typedef {import("./partner-types.d.ts").PartnerError} PartnerError */
/**
 * @typedef {object} FailedPurchase
 * @property {import("./purchase-request.js").PurchaseRequest} purchase
 * @property {import("./partner-types.d.ts").PurchaseKey} key of the journal
 * @property {unknown} failure
 * @property {boolean} hookFailed true if `confirmOffer` failed
 * @property {(work: Promise<unknown>) => void} waitUntil
 *
 * @typedef {object} Outcome
 * @property {string} name for events
 * @property {Answer} answer
 */

const IN_PROGRESS_PAUSE_MS = 1_000;
const PAYMENT_PAUSE_MS = 3_000;

/** The failure's error, if this call ordered nothing. An earlier one may have. @param {unknown} failure */
function provenError(failure) {
  const error = failure instanceof PartnerFailure ? failure.cause : undefined;
  return isPressOneError(error) && !isOutcomeUnknown(error) ? error : undefined;
}

/**
 * @param {object} options
 * @param {import("./entry-reader.js").EntryReader} options.readEntry
 * @param {ReturnType<typeof import("./purchase-view.js").createPurchaseView>} options.viewOf
 */
export function createPurchaseErrors({ readEntry, viewOf }) {
  /**
   * The answer if the outcome is not known. The journal may know it by now.
   *
   * @param {FailedPurchase} failed
   * @returns {Promise<Answer>}
   */
  async function answerToUnknown({ purchase, key, failure, waitUntil }) {
    const { reference, kind, tries } = purchase;
    const cause = failure instanceof PartnerFailure ? failure.cause : undefined;
    const pause = isPressOneError(cause) ? cause.retryAfterMs : undefined;
    const entry = await readEntry({ key, waitUntil });
    const open = viewOf(
      /** @type {Purchase} */ ({
        ...{ reference, kind, state: "open", tries, created_at: entry?.created_at },
        ...(pause !== undefined && { retry_after_ms: pause }),
      }),
    );
    // An earlier try's failure says nothing about this one.
    const isOld = entry?.state === "failed" && entry.tries <= tries;
    if (!entry || entry.state === "none" || isOld) return answers.purchaseAnswer(open);
    try {
      const answer = answers.purchaseAnswer(viewOf(entry, { stored: true }));
      JSON.stringify(answer.body);
      return answer;
    } catch {
      return answers.purchaseAnswer(open);
    }
  }

  /**
   * The reference of another open renewal or claim, if the shopper may see it.
   *
   * @param {PartnerError} error
   * @param {FailedPurchase} failed
   */
  async function ownReference({ reference }, { key: { shopper }, waitUntil }) {
    if (reference === undefined || shopper === undefined) return undefined;
    for (const key of keysOf(reference, shopper, "renewal")) {
      const entry = await readEntry({ key, waitUntil });
      const isOfNumber = entry?.kind === "renewal" || entry?.kind === "claim";
      if (isOfNumber && entry.state !== "none") return reference;
    }
    return undefined;
  }

  /**
   * The failure of this try, as the journal has it.
   *
   * @param {FailedPurchase} failed
   * @param {PartnerError} error
   * @param {"failed" | "closed"} state
   * @returns {Promise<Answer>}
   */
  async function settled(failed, error, state) {
    const { reference, kind, tries } = failed.purchase;
    const known = error.tries ?? tries;
    const created_at = (await readEntry(failed))?.created_at;
    /** @type {any} */
    const entry = {
      ...{ reference, kind, state, error, tries: known, created_at },
      retry_after_ms: error.retryAfterMs,
    };
    return answers.purchaseAnswer(viewOf(entry, { stored: error.stored }));
  }

  /**
   * @param {FailedPurchase} failed
   * @returns {Promise<Outcome>}
   */
  return async function answerTo(failed) {
    const { purchase, failure, hookFailed } = failed;
    const error = provenError(failure);
    if (!error) return { name: "unknown", answer: await answerToUnknown(failed) };
    // The shop's own failure, whether the journal counted the try or not.
    if (hookFailed && error.kind === "aborted") {
      return { name: "failed", answer: answers.unavailable() };
    }
    const counted = error.outcome === "not_ordered" && (error.tries ?? 0) > purchase.tries;
    const pause = error.retryAfterMs;
    switch (error.kind) {
      case "in_progress":
        return { name: "in_progress", answer: answers.inProgress(pause ?? IN_PROGRESS_PAUSE_MS) };
      case "purchase_closed":
        return { name: "closed", answer: await settled(failed, error, "closed") };
      case "reference_reused":
        return { name: "refused", answer: answers.referenceReused() };
      case "number_busy": {
        const open = await ownReference(error, failed);
        return { name: "refused", answer: answers.numberBusy(open) };
      }
      case "payment_required":
        return { name: "refused", answer: answers.paymentRequired() };
      case "payment_pending":
        return { name: "refused", answer: answers.paymentPending(pause ?? PAYMENT_PAUSE_MS) };
      case "invalid_argument":
        return { name: "refused", answer: answers.invalid(presentFields(error)) };
      default:
    }
    if (counted || isRefused(error))
      return { name: "failed", answer: await settled(failed, error, "failed") };
    if (error.kind === "aborted") return { name: "refused", answer: answers.offerRefused() };
    // This call did nothing. An earlier one may have.
    return {
      name: "refused",
      answer: error.kind === "rate_limited" ? answerToFailure(failure) : answers.unavailable(),
    };
  };
}
