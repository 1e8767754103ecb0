// What pages say and see of a description. PressOne keeps `po1:<tag>:<reference>:<text>`, where the tag
// stands for the shopper and needs the shop's secret to make. A page has no part in the tag: it
// writes and reads the same form without one.

const OWN = "po1::";

/** The characters of a reference: none that a filter or a description could take for its own. */
export const REFERENCE = /^[A-Za-z0-9._~-]{1,64}$/;

/**
 * The shopper's own text of what a page sent with its order.
 *
 * @param {string} description
 * @param {string} reference
 * @returns {string | undefined} undefined where it names another reference
 */
export function textOf(description, reference) {
  if (!description.startsWith(OWN)) return description;
  const begin = `${OWN}${reference}:`;
  return description.startsWith(begin) ? description.slice(begin.length) : undefined;
}

/**
 * What a page sees of its order.
 *
 * @param {{ reference: string | null, description: string | null }} order
 */
export const seen = ({ reference, description }) => `${OWN}${reference}:${description ?? ""}`;

/** What a page's filter asks for, beginning with the reference. @param {string} filter */
export const begun = (filter) => filter.replace(/^(po1:)?:/, "");

/**
 * @param {string} tag the shopper's
 * @param {string} begin
 */
export const beginning = (tag, begin) => `po1:${tag}:${begin}`;
