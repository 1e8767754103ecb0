// The judges of a renewal or claim whose answer was lost, by PressOne's list of the number's user.
import { isClaimAddress } from "./payments.js";

/**
 * Judges a renewal: it was done if the number's paid time ends later than before.
 *
 * @param {any} before PressOne's list of the user
 * @param {any} after the same list, later
 */
export const judgeRenewal = (before, after) =>
  periodEnd(after) > periodEnd(before) ? "done" : undefined;

/**
 * Judges a claim. The shop makes an address for each claim, so a user with such an address has claimed the number. A
 * list of several users, or of one who had a number before, is no answer about this claim.
 *
 * @param {any} before PressOne's list of the user with the claim's address
 * @param {any} after the same list, later
 */
export function judgeClaim(before, after) {
  const [user, ...others] = after?.results ?? [];
  if (others.length > 0 || !isClaimAddress(user?.email)) return undefined;
  return user.mobile && !before?.results?.[0]?.mobile ? "done" : undefined;
}

/** Returns the end of a number's paid time. @param {any} list */
const periodEnd = (list) => Date.parse(list?.results?.[0]?.subscription?.current_period_end);
