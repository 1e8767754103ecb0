/**
 * SQL `LIKE '%value%'` as the order filters apply it: a substring match in which `%` and `_` of the
 * value are wildcards, without regard to case (the usual database collation).
 *
 * @param {string} value
 * @returns {(text: string) => boolean}
 */
export function like(value) {
  const pattern = value
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("%", "[\\s\\S]*")
    .replaceAll("_", "[\\s\\S]");
  const expression = new RegExp(pattern, "i");
  return (text) => expression.test(text);
}
