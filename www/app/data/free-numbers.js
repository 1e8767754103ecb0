/** The phone numbers that the shopper can claim. */
import { errorKind } from "./errors.js";

/** @typedef {import("./shop-api.js").NumberPlan} NumberPlan */
/** @typedef {{ number: string, country: string | null }} FreeNumber `country`: as PressOne has it */
/** @typedef {{ numbers: FreeNumber[], next: string | null }} FreeNumbers `next`: the `after` of the next page */

/** The answers of a shop that sells no numbers, or none to this shopper. */
const CLOSED = ["configuration", "permission"];

/** @param {NumberPlan[]} plans @param {string} number @returns {NumberPlan | undefined} */
export const planOf = (plans, number) => plans.find(({ prefix }) => number.startsWith(prefix));

/**
 * Reads a page of numbers.
 *
 * @param {import("pressone-esim").Client} pressone
 * @param {import("pressone-esim").OwnNumberQuery} query `filter`: a country. The shop's gateway gives it this meaning.
 * @param {AbortSignal} [signal]
 * @returns {Promise<FreeNumbers | null>} null if the shop sells no numbers
 */
export async function readFreeNumbers(pressone, query, signal) {
  try {
    const { numbers, next } = await pressone.getAvailableNumbers(query, signal && { signal });
    return { numbers: numbers.flatMap(readRow), next: next || null };
  } catch (error) {
    if (CLOSED.includes(errorKind(error) ?? "")) return null;
    throw error;
  }
}

/** @param {import("pressone-esim").AvailableNumber} row @returns {FreeNumber[]} none if PressOne's row has no number */
const readRow = ({ number, country }) =>
  number === null ? [] : [{ number, country: typeof country === "string" ? country : null }];
