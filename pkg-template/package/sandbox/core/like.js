/**
 * SQL `LIKE '%value%'` of the order filters: a substring match without regard to case. `%` and `_` in
 * the value are wildcards.
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
