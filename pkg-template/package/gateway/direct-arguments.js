// The arguments of the shop's own calls. The partner client has the rules of all arguments. It refuses an odd
// one before anything is sent, with the package's own error, which names the argument.
import { referenceProblem } from "./reference.js";
import { shopperId } from "./shopper-id.js";

/** The client refuses this text as a reference and as a shopper. It would accept that either is left out. */
const MISSING = "";

/** @param {unknown} identity @returns {string} */
function shopperOf(identity) {
  try {
    return shopperId(identity);
  } catch {
    return MISSING;
  }
}

/**
 * The request of a purchase, for the partner client.
 *
 * @template {{ reference: string }} Request
 * @param {unknown} identity
 * @param {Request} args
 * @returns {Request & { shopper: string }}
 */
export function readDirectArguments(identity, args) {
  try {
    return { ...args, reference: args.reference ?? MISSING, shopper: shopperOf(identity) };
  } catch {
    // It cannot be read. The client refuses null as well.
    return /** @type {any} */ (null);
  }
}

/**
 * The reference for events and errors.
 *
 * @param {any} key a reference, or an object that has one
 * @returns {string} empty if it is no reference, such as a payment's client secret
 */
export function referenceOf(key) {
  try {
    const reference = typeof key === "string" ? key : key.reference;
    return typeof reference === "string" && !referenceProblem(reference) ? reference : "";
  } catch {
    return "";
  }
}
