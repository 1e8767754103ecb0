/**
 * From `error.kind` to words for a shopper. The server's own words are for the shop, not for them.
 */
import { PressOneError } from "/pkg/web.js";
import { wait } from "./format.js";
import { ShopError } from "./shop.js";

/**
 * @typedef {object} Explanation
 * @property {string} title
 * @property {string} text
 * @property {"retry" | "reload" | "none"} way what the shopper can do here: `retry` repeats what
 *   failed and is offered only where that is harmless
 * @property {"info"} [tone] where nothing is wrong
 */

/** @type {Record<string, Explanation>} */
const WORDS = {
  invalid_argument: {
    title: "That does not look right",
    text: "Please check what you entered.",
    way: "none",
  },
  validation: {
    title: "That was not accepted",
    text: "Please check what you entered.",
    way: "none",
  },
  authentication: {
    title: "Your visit has ended",
    text: "Load the page again to go on.",
    way: "reload",
  },
  permission: {
    title: "We cannot find this",
    text: "It may have been removed, or it belongs to somebody else.",
    way: "none",
  },
  package_unavailable: {
    title: "This top-up is no longer on offer",
    text: "Please choose another one.",
    way: "none",
  },
  price_changed: {
    title: "The price has just changed",
    text: "Have a look at the new price before you decide.",
    way: "none",
  },
  insufficient_balance: {
    title: "We cannot sell this right now",
    text: "It is our side, not yours. Please try again later.",
    way: "none",
  },
  sim_recycled: {
    title: "This eSIM was retired",
    text: "It can no longer be used or topped up.",
    way: "none",
  },
  network: {
    title: "No connection",
    text: "Please check that you are online.",
    way: "retry",
  },
  timeout: {
    title: "That took too long",
    text: "The network or the shop is slow at the moment.",
    way: "retry",
  },
  aborted: { title: "Stopped", text: "This was interrupted.", way: "retry" },
  server: {
    title: "Something is not working",
    text: "It is our side, not yours. It often helps to try again in a moment.",
    way: "retry",
  },
  decode: {
    title: "Something is not working",
    text: "We got an answer that we cannot read.",
    way: "retry",
  },
  outcome_unknown: {
    title: "We do not know yet whether it went through",
    text: "Please do not send it again: it may have worked.",
    way: "none",
  },
  storage: {
    title: "Your browser keeps nothing for this shop",
    text:
      "We note each order in your browser before it leaves, so that it is never made twice. " +
      "Allow this site to store data (a private window may not), or use another browser.",
    way: "reload",
  },
};

/** What the shopper entered that cannot be, by the argument that it became. */
const WORDS_OF_PATHS = [
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

/** @type {Explanation} configuration, not_found, reference_reused and what is to come */
const OTHER = {
  title: "The shop cannot do this right now",
  text: "It is our side, not yours. Please come back later.",
  way: "none",
};

/**
 * @param {unknown} error
 * @returns {string | null} the kind; null where it is no error of the package's
 */
export function kindOf(error) {
  if (!(error instanceof PressOneError)) return error instanceof ShopError ? error.kind : null;
  return error.kind;
}

/**
 * What names the purchase or renewal that an error is about.
 *
 * @param {unknown} error
 */
export const referenceOf = (error) =>
  error instanceof PressOneError ? (error.reference ?? null) : null;

/**
 * @param {unknown} error
 * @returns {Explanation}
 */
export function explain(error) {
  const kind = kindOf(error);
  if (kind === "rate_limited" && error instanceof PressOneError) {
    const after = error.retryAfterMs ? wait(error.retryAfterMs) : "a little while";
    return {
      title: "Please wait a moment",
      text: `This can only be asked for now and then. Try again in ${after}.`,
      way: "retry",
      tone: "info",
    };
  }
  if (kind === "invalid_argument" && error instanceof PressOneError) {
    const about = WORDS_OF_PATHS.find(({ path }) => error.path?.startsWith(path));
    if (about) return { ...about, way: "none" };
  }
  return WORDS[kind ?? ""] ?? OTHER;
}
