import { ICCIDS } from "../../../sandbox/index.js";

/**
 * The purchases and renewals of a schedule.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 *
 * @typedef {object} Purchase
 * @property {string} reference
 * @property {string} iccid
 * @property {string} package_id
 * @property {string} other Another package, for a call that uses the reference with other content.
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
 * Some are prefixes of others. Some match others in a filter that ignores case or has wildcards.
 */
const REFERENCES = ["cart-1", "cart-10", "cart_1", "Cart-1", "cart.1~b", "1"];

export const RENEWAL_REFERENCES = ["renewal-a", "renewal-b"];

/**
 * Returns the reference of a tab's renewals. All renewals of a tab have the same one, because the
 * server's renewals have no reference and are attributed by their tab.
 *
 * @param {number} tab
 */
export const renewalReference = (tab) =>
  /** @type {string} */ (RENEWAL_REFERENCES[tab % RENEWAL_REFERENCES.length]);

/** @param {Random} random @returns {Purchase[]} */
export function drawPurchases(random) {
  return random.sample(REFERENCES, random.between(1, 3)).map((reference) => {
    const { iccid, packages } = random.pick(ESIMS);
    const [package_id, other] = /** @type {[string, string]} */ (random.sample(packages, 2));
    return { reference, iccid, package_id, other };
  });
}
