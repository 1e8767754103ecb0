// Purchases of top-ups and eSIMs, and renewals and claims of numbers. The partner client orders at most once per
// reference. This file asks the journal first, then the shop's hooks, and then the client.
import * as answers from "./answers.js";
import { createEntryReader } from "./entry-reader.js";
import { HookFailure } from "./errors.js";
import { outcomeOf } from "./events.js";
import { keysOf } from "./journal-keys.js";
import { readClaimPayment, readPayment, readRenewalPayment } from "./payment.js";
import { PURCHASE_OUTCOMES } from "./purchase-endpoints.js";
import { createPurchaseErrors } from "./purchase-errors.js";
import { readPurchase } from "./purchase-request.js";
import { concernsShop } from "./read-errors.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./partner-types.d.ts").Partner} Partner */
/** @typedef {import("./partner-types.d.ts").Purchase} Purchase */
/** @typedef {import("./partner-types.d.ts").PurchaseKey} PurchaseKey */
/** @typedef {import("./purchase-request.js").PurchaseRequest} PurchaseRequest */
/** @typedef {import("./purchase-request.js").TopupRequest} TopupRequest */
/** @typedef {import("./purchase-request.js").SimRequest} SimRequest */
/** @typedef {import("./purchase-request.js").RenewalRequest} RenewalRequest */
/** @typedef {import("./purchase-request.js").ClaimRequest} ClaimRequest */
/** @typedef {import("./endpoints.js").Call} Call */
/**
 * A purchase that the hooks allowed.
 *
 * @typedef {object} AllowedWrite
 * @property {PurchaseKey} key
 * @property {(partner: Partner) => Promise<any>} send
 * @property {() => boolean} hookFailed true if a hook failed while the client was at work
 */

/** The outcome in events, by the state of an entry that answers. @type {Record<string, string>} */
const REPEATED = { done: "repeated", failed: "failed", closed: "closed", open: "unknown" };

const PAYMENT_PAUSE_MS = 3_000;

/**
 * True if the entry is of the requested purchase. An entry of another one does not answer: the client
 * refuses the request after the hooks.
 *
 * @param {Purchase} entry
 * @param {PurchaseRequest} purchase
 */
function isSamePurchase(entry, purchase) {
  if (entry.kind !== purchase.kind) return false;
  if (purchase.kind === "renewal" || purchase.kind === "claim") {
    const isSameNumber = purchase.kind === "renewal" || entry.claimed_number === purchase.number;
    return isSameNumber && entry.email?.toLowerCase() === purchase.email.toLowerCase();
  }
  if (purchase.kind === "sim") {
    const bought = [entry.package_id ?? entry.order?.package_id, entry.quantity ?? 1];
    return bought[0] === purchase.package_id && bought[1] === purchase.quantity;
  }
  // The entry of an old purchase has neither. The client compares a digest of both.
  const iccid = entry.iccid ?? entry.order?.iccid;
  const package_id = entry.package_id ?? entry.order?.package_id;
  return iccid === purchase.iccid && package_id === purchase.package_id;
}

/**
 * True if the entry answers the request without a hook.
 *
 * @param {Purchase} entry
 * @param {PurchaseRequest} purchase
 */
function isAnswer(entry, purchase) {
  // A sender that knows of the failure may try again.
  if (entry.state === "failed") return entry.tries > purchase.tries;
  // An entry that is claimed was not sent yet. Its call may have died.
  if (entry.state === "open") return entry.open_since !== undefined;
  return entry.state !== "none";
}

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {import("./hooks.js").HookCaller} options.callHook
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {import("./ownership.js").Ownership} options.ownership
 * @param {ReturnType<typeof import("./purchase-view.js").createPurchaseView>} options.viewOf
 * @param {import("./events.js").Reporter} options.report
 */
export function createPurchases({ policy, callHook, callPartner, ownership, viewOf, report }) {
  const readEntry = createEntryReader(callPartner);
  const answerToError = createPurchaseErrors({ readEntry, viewOf });

  /**
   * The entry that answers the request without a hook.
   *
   * @param {PurchaseRequest} purchase
   * @param {Call} call
   */
  async function ownEntry(purchase, { shopper, waitUntil }) {
    const { reference, kind } = purchase;
    for (const key of keysOf(reference, shopper, kind)) {
      const entry = await callPartner("journal", (partner) =>
        // An open purchase may be looked for in the background.
        partner.getPurchase(key, { waitUntil }),
      );
      if (isAnswer(entry, purchase) && isSamePurchase(entry, purchase)) return entry;
    }
    return undefined;
  }

  /**
   * A top-up, or new eSIMs.
   *
   * @param {TopupRequest | SimRequest} purchase
   * @param {Call} call
   * @returns {Promise<AllowedWrite | { refusal: Answer }>}
   */
  async function allowOrder(purchase, { identity, shopper, waitUntil, route }) {
    const { reference, kind, package_id, description, price, tries } = purchase;
    const iccid = purchase.kind === "topup" ? purchase.iccid : null;
    const quantity = purchase.kind === "sim" ? purchase.quantity : 1;
    const order = { kind, reference, iccid, package_id, quantity, description, price };
    if (iccid !== null && !(await ownership.ownsEsim({ identity, shopper }, iccid))) {
      return { refusal: answers.forbidden() };
    }
    const payment = await callHook("verifyPayment", async () =>
      readPayment(await policy.verifyPayment?.(identity, order), price, quantity),
    );
    if (payment === "pending") return { refusal: answers.paymentPending(PAYMENT_PAUSE_MS) };
    if (payment === "unpaid") return { refusal: answers.paymentRequired() };

    let hookFailed = false;
    /** @param {import("pressone-esim").TopupPackage | import("pressone-esim").Package} offer */
    const confirmOffer = async (offer) => {
      try {
        const answer = await callHook("confirmOffer", () =>
          policy.confirmOffer?.(identity, order, offer),
        );
        return answer === true;
      } catch (failure) {
        hookFailed = true;
        report.failure(failure, { route, reference });
        return false;
      }
    };
    const request = {
      ...{ reference, package_id, shopper, tries },
      ...(description !== null && { description }),
      ...(payment.price !== null && { price: payment.price }),
      ...(policy.confirmOffer && { confirmOffer }),
    };
    return {
      key: { reference, shopper },
      send: (partner) => {
        if (purchase.kind === "topup") {
          return partner.submitTopupOrder({ ...request, iccid: purchase.iccid }, { waitUntil });
        }
        const { country, type } = purchase;
        const part = { ...(country && { country }), ...(type && { type }) };
        return partner.submitOrder({ ...request, quantity, ...part }, { waitUntil });
      },
      hookFailed: () => hookFailed,
    };
  }

  /**
   * @param {RenewalRequest} purchase
   * @param {Call} call
   * @returns {Promise<AllowedWrite | { refusal: Answer }>}
   */
  async function allowRenewal({ reference, email, tries }, { identity, shopper, waitUntil }) {
    if (!(await ownership.ownsNumber({ identity, shopper }, email))) {
      return { refusal: answers.forbidden() };
    }
    const payment = await callHook("verifyRenewal", async () =>
      readRenewalPayment(await policy.verifyRenewal?.(identity, { reference, email })),
    );
    if (payment === "pending") return { refusal: answers.paymentPending(PAYMENT_PAUSE_MS) };
    if (payment === "unpaid") return { refusal: answers.paymentRequired() };
    const key = { reference, shopper, ...(payment === "without_payment" && { unpaid: true }) };
    return {
      key,
      send: (partner) => partner.renewNumber({ ...key, email, tries }, { waitUntil }),
      hookFailed: () => false,
    };
  }

  /**
   * @param {ClaimRequest} purchase
   * @param {Call} call
   * @returns {Promise<AllowedWrite | { refusal: Answer }>}
   */
  async function allowClaim({ reference, number, email, tries }, { identity, shopper, waitUntil }) {
    const payment = await callHook("verifyClaim", async () =>
      readClaimPayment(await policy.verifyClaim?.(identity, { reference, number, email })),
    );
    if (payment === "pending") return { refusal: answers.paymentPending(PAYMENT_PAUSE_MS) };
    if (payment === "unpaid") return { refusal: answers.paymentRequired() };
    const key = { reference, shopper };
    return {
      key,
      send: (partner) => partner.claimNumber({ ...key, number, email, tries }, { waitUntil }),
      hookFailed: () => false,
    };
  }

  /** @param {PurchaseRequest} purchase @param {Call} call */
  function allow(purchase, call) {
    if (purchase.kind === "renewal") return allowRenewal(purchase, call);
    if (purchase.kind === "claim") return allowClaim(purchase, call);
    return allowOrder(purchase, call);
  }

  /**
   * Carries out a purchase. From here on a failure that proves nothing is an unknown outcome.
   *
   * @param {PurchaseRequest} purchase
   * @param {AllowedWrite} allowed
   * @param {Call} call
   * @returns {Promise<Answer>}
   */
  async function carryOut(purchase, { key, send, hookFailed }, { route, waitUntil }) {
    const { reference, kind, tries } = purchase;
    try {
      const made = await callPartner("write", (partner) => {
        const work = send(partner);
        // It goes on if it outlives the gateway's limit.
        waitUntil(work);
        return work;
      });
      report.write(kind, outcomeOf(made), reference);
      const outcome = { [PURCHASE_OUTCOMES[kind]]: made };
      const created_at = (await readEntry({ key, waitUntil }))?.created_at ?? null;
      const known = { reference, kind, state: "done", tries, created_at };
      const entry = /** @type {Purchase} */ ({ ...known, ...outcome });
      const answer = answers.purchaseAnswer(viewOf(entry));
      // An order that cannot be written as JSON fails here, where the purchase is known.
      JSON.stringify(answer.body);
      return answer;
    } catch (failure) {
      // The client could not be made.
      if (failure instanceof HookFailure) throw failure;
      const failed = { purchase, key, failure, hookFailed: hookFailed(), waitUntil };
      const { name, answer } = await answerToError(failed);
      const cause = /** @type {any} */ (failure).cause;
      const busy = cause?.kind === "number_busy" ? cause.reference : undefined;
      report.write(kind, name, busy ?? reference);
      if (concernsShop(failure) && !cause?.stored) report.failure(failure, { route, reference });
      return answer;
    }
  }

  /**
   * @param {Call} call
   * @param {(kind: PurchaseRequest["kind"]) => Answer | undefined} refuseKind the answer
   *   if the kind is closed
   * @returns {Promise<Answer>}
   */
  return async function purchase(call, refuseKind) {
    const read = await readPurchase(call.request, policy.maxBodyBytes);
    if ("refusal" in read) return read.refusal;
    const request = read.purchase;
    call.reference = request.reference;
    const closed = refuseKind(request.kind);
    if (closed) return closed;
    const entry = await ownEntry(request, call);
    if (entry) {
      report.write(request.kind, REPEATED[entry.state] ?? "unknown", request.reference);
      return answers.purchaseAnswer(viewOf(entry, { stored: true }));
    }
    const allowed = await allow(request, call);
    if ("refusal" in allowed) return allowed.refusal;
    return carryOut(request, allowed, call);
  };
}
