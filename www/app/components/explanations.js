/** The texts that explain errors to the shopper. PressOne's own messages are for the shop. */
import { PressOneError } from "/pkg/web.js";
import { errorKind } from "../data/errors.js";
import { formatDuration } from "../format/times.js";

/**
 * @typedef {object} Explanation
 * @property {string} title
 * @property {string} text
 * @property {"retry" | "reload" | "none"} remedy what the shopper can do here
 * @property {"info" | "pending"} [tone] "info" if nothing is wrong, "pending" if the outcome is not known
 */

/** @type {Record<string, Explanation>} */
const EXPLANATIONS = {
  invalid_argument: {
    title: "That does not look right",
    text: "Please check what you entered.",
    remedy: "none",
  },
  validation: {
    title: "That was not accepted",
    text: "Please check what you entered.",
    remedy: "none",
  },
  authentication: {
    title: "Your visit has ended",
    text: "Load the page again to go on.",
    remedy: "reload",
  },
  permission: {
    title: "We cannot find this",
    text: "It may have been removed, or it belongs to somebody else.",
    remedy: "none",
  },
  package_unavailable: {
    title: "This top-up is no longer on offer",
    text: "Please choose another one.",
    remedy: "none",
  },
  price_changed: {
    title: "The price has just changed",
    text: "Have a look at the new price before you decide.",
    remedy: "none",
  },
  insufficient_balance: {
    title: "We cannot sell this right now",
    text: "It is our side, not yours. Please try again later.",
    remedy: "none",
  },
  sim_recycled: {
    title: "This eSIM was retired",
    text: "It can no longer be used or topped up.",
    remedy: "none",
  },
  network: {
    title: "No connection",
    text: "Please check that you are online.",
    remedy: "retry",
  },
  timeout: {
    title: "That took too long",
    text: "The network or the shop is slow at the moment.",
    remedy: "retry",
  },
  aborted: { title: "Stopped", text: "This was interrupted.", remedy: "retry" },
  server: {
    title: "Something is not working",
    text: "It is our side, not yours. It often helps to try again in a moment.",
    remedy: "retry",
  },
  decode: {
    title: "Something is not working",
    text: "We got an answer that we cannot read.",
    remedy: "retry",
  },
  outcome_unknown: {
    title: "We do not know yet whether it went through",
    text: "Please do not send it again: it may have worked.",
    remedy: "none",
    tone: "pending",
  },
  payment_required: {
    title: "We have no such payment",
    text: "It may belong to another visit.",
    remedy: "none",
  },
  payment_pending: {
    title: "Your payment is not confirmed yet",
    text: "Your order is made as soon as it is.",
    remedy: "none",
    tone: "info",
  },
  purchase_closed: {
    title: "This payment was cancelled",
    text: "Please start a new order if you still want it.",
    remedy: "none",
  },
  number_busy: {
    title: "An earlier renewal of this number is not finished",
    text: "Please wait until we know its outcome.",
    remedy: "none",
    tone: "info",
  },
};

/** The explanations of `invalid_argument` by the beginning of the argument's path. */
const ARGUMENT_EXPLANATIONS = [
  {
    path: "query.created_at",
    title: "Please check the days",
    text: "The first day has to come before the last one.",
  },
  {
    path: "query.iccid",
    title: "Please check the eSIM number",
    text: "It has digits only, 22 of them at most.",
  },
];

/** @type {Explanation} for configuration, not_found, reference_reused and unknown kinds */
const FALLBACK = {
  title: "The shop cannot do this right now",
  text: "It is our side, not yours. Please come back later.",
  remedy: "none",
};

/**
 * @param {unknown} error
 * @returns {Explanation}
 */
export function explain(error) {
  if (error instanceof PressOneError) {
    const explanation = explainRateLimit(error) ?? explainArgument(error);
    if (explanation) return explanation;
  }
  return EXPLANATIONS[errorKind(error) ?? ""] ?? FALLBACK;
}

/** @param {PressOneError} error @returns {Explanation | undefined} */
function explainRateLimit({ kind, retryAfterMs }) {
  if (kind !== "rate_limited") return undefined;
  const pause = retryAfterMs ? formatDuration(retryAfterMs) : "a little while";
  return {
    title: "Please wait a moment",
    text: `There were too many requests. Try again in ${pause}.`,
    remedy: "retry",
    tone: "info",
  };
}

/** @param {PressOneError} error @returns {Explanation | undefined} */
function explainArgument({ kind, path }) {
  if (kind !== "invalid_argument") return undefined;
  const match = ARGUMENT_EXPLANATIONS.find((explanation) => path?.startsWith(explanation.path));
  return match && { ...match, remedy: "none" };
}
