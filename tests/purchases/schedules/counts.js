/** @param {Map<string, number>} total @param {ReadonlyMap<string, number>} counts */
export function addCounts(total, counts) {
  for (const [event, count] of counts) total.set(event, (total.get(event) ?? 0) + count);
}
