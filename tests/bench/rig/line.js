// Whether cost grows in a straight line. Imports nothing.

/** @typedef {{ size: number, ms: number }} Point */

/**
 * The line through the smaller sizes, and each size held against it.
 *
 * A call of any size has a fixed part: the request, the timers, the promise. It must not count as
 * cost per unit, or small sizes would always look dear and hide that large ones are. So the line has
 * a fixed part and a part per unit, and both come from the sizes of the lower half alone; the sizes
 * above have no say in the line that they are held against. The fit takes the relative distance
 * (weights 1/ms²), for otherwise the largest of the small sizes would decide alone.
 *
 * @param {readonly Point[]} points by size
 */
export function againstLine(points) {
  const { fixed, perUnit } = fit(points.slice(0, Math.ceil(points.length / 2)));
  const held = points.map(({ size, ms }) => ({
    size,
    ms,
    perUnit: (ms - fixed) / size,
    against: ms / (fixed + perUnit * size),
  }));
  return { fixed, perUnit, held, worst: Math.max(...held.map(({ against }) => against)) };
}

/** @param {readonly Point[]} points */
function fit(points) {
  let [weights, sizes, squares, times, products] = [0, 0, 0, 0, 0];
  for (const { size, ms } of points) {
    const weight = 1 / ms ** 2;
    weights += weight;
    sizes += weight * size;
    squares += weight * size ** 2;
    times += weight * ms;
    products += weight * size * ms;
  }
  const perUnit = (weights * products - sizes * times) / (weights * squares - sizes ** 2);
  const fixed = (times - perUnit * sizes) / weights;
  // Nothing costs less than nothing: then the line goes through zero.
  return fixed >= 0 ? { fixed, perUnit } : { fixed: 0, perUnit: products / squares };
}
