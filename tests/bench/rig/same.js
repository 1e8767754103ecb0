// Whether two decoded answers are the same, whatever the order of their keys. Imports nothing.

/**
 * Where two values differ first, or undefined.
 *
 * @param {unknown} left
 * @param {unknown} right
 * @param {string} [path]
 * @returns {string | undefined}
 */
export function difference(left, right, path = "") {
  if (Object.is(left, right)) return undefined;
  const both = typeof left === "object" && typeof right === "object" && left && right;
  if (!both || Array.isArray(left) !== Array.isArray(right)) {
    return `${path}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`;
  }
  const [one, other] = [entries(left), entries(right)];
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    // `undefined` and an absent key are not the same: callers can tell them apart.
    if (one.has(key) !== other.has(key)) return `${path}.${key}: only in one of them`;
    const found = difference(one.get(key), other.get(key), `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param {object} value @returns {Map<string, unknown>} */
const entries = (value) => new Map(Object.entries(value));

/**
 * A list as everybody gives it: the package alone takes descriptions apart.
 *
 * @param {import("../../../pkg/index.js").OrderList} list
 */
export const asOthers = ({ orders, meta }) => ({
  orders: orders.map(({ reference, shopper, ...rest }) => rest),
  meta,
});
