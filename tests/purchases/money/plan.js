// What is to befall a purchase, written in its reference, so that everybody on its way can read it and
// whoever finds it doubled sees at once how:
//
//     node.17.none.rst-made.claimed
//     who  n  hop  partner  harm
import process from "node:process";

/** How many times over, for a run by hand that is longer. */
export const ROUNDS = Number(process.env.MONEY_ROUNDS ?? 1);

/** What the partner, or the hop between a page and its gateway, does with a POST: raw/rows.js plays it. */
const BOTH_WAYS = [
  ...["fin", "rst", "half", "s408", "s421", "s425", "s503", "s500", "r307", "r308", "silent"],
];
const made = (/** @type {string} */ row) => `${row}-made`;
/** With the order made, or passed on, and without. */
const LOST = [
  ...BOTH_WAYS.flatMap((row) => [made(row), `${row}-idle`]),
  ...["cut", "garbled"].map(made),
];

export const PARTNER = [
  ...LOST,
  // The order shows up late in the list, once within the time of a look-up and once after it; and it
  // is made when nobody waits for it any more.
  ...["plain", "late", "later", "slow"].map(made),
  "refused-idle",
];
export const HOP = ["plain-made", ...LOST, "plain-made"];

const ORDERED = PARTNER.filter((row) => row.endsWith("-made"));

/** Where the process that sells is killed: around the journal's two entries and the POST between them. */
export const STEPS = ["claiming", "claimed", "posted", "noting", "noted"];
/** These two come with an order alone. */
const NOTES = ["noting", "noted"];
/** What of a page is killed, with its POST on the way, and with the answer on its way back. */
export const PAGE_HARMS = [
  ...["tabsent", "crashsent", "browsersent"],
  ...["tabtold", "crashtold", "browsertold"],
];

/**
 * @typedef {object} Plan
 * @property {string} who buys
 * @property {string} hop
 * @property {string} partner
 * @property {string} harm
 */

const FORM = /\b([a-z]+)\.\d+\.([a-z0-9-]+)\.([a-z0-9-]+)\.([a-z]+)/;

/** @param {Plan} plan @param {number} n */
export const referenceOf = ({ who, hop, partner, harm }, n) =>
  [who, n, hop, partner, harm].join(".");

/**
 * The plan in a text that holds a reference.
 *
 * @param {string} text
 * @returns {(Plan & { reference: string }) | undefined}
 */
export function planIn(text) {
  const [reference, who, hop, partner, harm] = FORM.exec(text) ?? [];
  if (!reference || !who || !hop || !partner || !harm) return undefined;
  return { reference, who, hop, partner, harm };
}

/** What the row is called, and whether the order is made. @param {string} planned */
export function rowOf(planned) {
  const [row = "", acts] = planned.split("-");
  return { row, made: acts === "made" };
}

/**
 * The references of many purchases: every row, and each kill after another `every` purchases.
 *
 * @param {object} wanted
 * @param {string} wanted.who
 * @param {number} wanted.purchases
 * @param {readonly string[]} [wanted.hop]
 * @param {readonly string[]} [wanted.partner]
 * @param {readonly string[]} wanted.harms
 * @param {number} wanted.every
 */
export function referencesFor({ who, purchases, hop = ["none"], partner = PARTNER, harms, every }) {
  /** @param {readonly string[]} list @param {number} n */
  const turn = (list, n) => list[n % list.length] ?? "none";
  return Array.from({ length: purchases }, (_, n) => {
    const harm = n % every === every - 1 ? turn(harms, Math.floor(n / every)) : "none";
    const rows = NOTES.includes(harm) ? ORDERED : partner;
    return referenceOf({ who, hop: turn(hop, n), partner: turn(rows, n), harm }, n);
  });
}
