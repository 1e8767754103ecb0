import { EMAILS, ICCIDS } from "../../../../pkg-template/package/sandbox/index.js";

/**
 * The payments of a schedule: their contents and shoppers.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 *
 * @typedef {object} PlannedPurchase
 * @property {"topup" | "renewal"} kind
 * @property {string} reference
 * @property {string} iccid
 * @property {string} package_id
 * @property {string} other Another package, for a call that uses the reference with other content.
 * @property {string} email The number of a renewal.
 * @property {boolean} unpaid True for a renewal whose reference is no payment.
 * @property {string[]} shopperIds The ids of the shopper: as a guest, and after the sign-in.
 * @property {number} confirmedAt The time from which the payment is confirmed.
 */

const ESIMS = [
  { iccid: ICCIDS.active, packages: ["northwind-7days-1gb-topup", "northwind-30days-3gb-topup"] },
  {
    iccid: ICCIDS.digits17,
    packages: ["northwind-7days-1gb-topup", "northwind-30days-10gb-topup"],
  },
  { iccid: ICCIDS.digits22, packages: ["northwind-30days-3gb-topup", "northwind-7days-1gb-topup"] },
];
/**
 * Some are prefixes of others. Some match others in a filter that ignores case or has wildcards. The
 * description of an order does not show the last one.
 */
const REFERENCES = ["cart-1", "cart-10", "cart_1", "Cart-1", "1", "gid://shop/Order/1"];

/** @param {Random} random @param {boolean} faultless @returns {PlannedPurchase[]} */
export function drawPurchases(random, faultless) {
  return random.sample(REFERENCES, random.pick([1, 1, 2, 3])).map((reference, index) => {
    const { iccid, packages } = random.pick(ESIMS);
    const [package_id, other] = /** @type {[string, string]} */ (random.sample(packages, 2));
    const unpaid = random.chance(0.2);
    const guest = `guest ${index}`;
    const user = `user ${index}`;
    return {
      ...{ reference, iccid, package_id, other, unpaid: false },
      kind: /** @type {const} */ ("topup"),
      ...(random.chance(0.2) && { kind: /** @type {const} */ ("renewal"), unpaid }),
      email: random.pick([EMAILS.subscriber, EMAILS.freeTrial]),
      shopperIds: [guest, user],
      confirmedAt: !faultless && random.chance(0.2) ? random.between(0, 5_000) : 0,
    };
  });
}
