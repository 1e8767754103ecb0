// Comparison of two decoded answers, whatever the order of their keys. Imports nothing.

/**
 * The first difference of two values, or undefined.
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
  const [one, other] = [entriesOf(left), entriesOf(right)];
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    // `undefined` differs from an absent key, because callers can tell them apart.
    if (one.has(key) !== other.has(key)) return `${path}.${key}: only in one of them`;
    const found = difference(one.get(key), other.get(key), `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param {object} value @returns {Map<string, unknown>} */
const entriesOf = (value) => new Map(Object.entries(value));

/**
 * A list without the fields that only the package returns. It splits them off the description.
 *
 * @param {import("../../../pkg/index.js").OrderList} list
 */
export const withoutPackageFields = ({ orders, meta }) => ({
  orders: orders.map(({ reference, shopper, ...rest }) => rest),
  meta,
});
