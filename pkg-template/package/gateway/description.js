// The description of an order that went through the gateway: whose it is, which purchase it is, and
// what the shopper's page wrote.
//
//     po1.<24 hexadecimal digits>.<reference>[ <text>]
//
// The digits are a tag of the shopper's identity that needs the shop's secret to make. An order list
// is confined by them, and a lost order is found again by all of it.

const MARK = "po1.";
/** The usual length of such a column; PressOne documents none. */
const LONGEST = 255;

/** The characters of a reference: none that a filter or a description could take for its own. */
export const REFERENCE = /^[A-Za-z0-9._~-]{1,64}$/;

/** @param {string} tag what all descriptions of one shopper begin with */
export const ownedBy = (tag) => `${MARK}${tag}.`;

/**
 * @param {string} tag
 * @param {string} reference
 * @param {string} text
 * @returns {string | undefined} undefined where it would be too long
 */
export function describe(tag, reference, text) {
  const whole = ownedBy(tag) + reference + (text ? ` ${text}` : "");
  return whole.length <= LONGEST ? whole : undefined;
}

/**
 * What is the shopper's own of a description.
 *
 * @param {string} tag
 * @param {unknown} description
 * @returns {{ reference: string, text: string | null } | undefined} undefined where the order is
 *   somebody else's
 */
export function ownPart(tag, description) {
  const begin = ownedBy(tag);
  if (typeof description !== "string" || !description.startsWith(begin)) return undefined;
  const rest = description.slice(begin.length);
  const [reference = ""] = rest.split(" ", 1);
  if (!REFERENCE.test(reference)) return undefined;
  return { reference, text: rest.slice(reference.length + 1) || null };
}
