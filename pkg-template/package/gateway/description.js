// The description of an order, at PressOne and in a page. PressOne stores
// `po1:<tag>:<reference>:<text>`. The tag stands for the shopper, and only the shop's secret can make
// it. A page reads and writes the same form with an empty tag.

const PAGE_PREFIX = "po1::";

/** The syntax of a reference. Its characters have no meaning in a filter or a description. */
export const REFERENCE = /^[A-Za-z0-9._~-]{1,64}$/;

/**
 * The shopper's text in the description that a page sent with its order.
 *
 * @param {string} description
 * @param {string} reference
 * @returns {string | undefined} undefined if the description names another reference
 */
export function textOf(description, reference) {
  if (!description.startsWith(PAGE_PREFIX)) return description;
  const prefix = `${PAGE_PREFIX}${reference}:`;
  return description.startsWith(prefix) ? description.slice(prefix.length) : undefined;
}

/**
 * The description of an order as its page sees it.
 *
 * @param {{ reference: string | null, description: string | null }} order
 */
export const pageDescription = ({ reference, description }) =>
  `${PAGE_PREFIX}${reference}:${description ?? ""}`;

/**
 * The start of `<reference>:<text>` that a page's filter requires.
 *
 * @param {string} filter
 */
export const filterPrefix = (filter) => filter.replace(/^(po1:)?:/, "");

/**
 * The start of a description at PressOne.
 *
 * @param {string} tag of the shopper
 * @param {string} prefix the start of `<reference>:<text>`
 */
export const descriptionPrefix = (tag, prefix) => `po1:${tag}:${prefix}`;
