// A straight line through timings by size. Imports nothing.

/** @typedef {{ size: number, ms: number }} Point */

/**
 * Fits a line to the smaller half of the sizes and compares all sizes with it.
 *
 * The line has a fixed part and a part per unit. A call of any size has fixed costs: the request, the
 * timers, the promise. Without a fixed part, small sizes would look expensive and hide the growth of
 * large ones. The larger half does not affect the line that it is compared with. The fit uses relative
 * distances (weights 1/ms²), because otherwise the largest of the small sizes would decide alone.
 *
 * @param {readonly Point[]} points by size
 */
export function compareWithLine(points) {
  const { fixed, perUnit } = fitLine(points.slice(0, Math.ceil(points.length / 2)));
  const compared = points.map(({ size, ms }) => ({
    size,
    ms,
    perUnit: (ms - fixed) / size,
    ratio: ms / (fixed + perUnit * size),
  }));
  const worst = Math.max(...compared.map(({ ratio }) => ratio));
  return { fixed, perUnit, points: compared, worst };
}

/** @param {readonly Point[]} points */
function fitLine(points) {
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
  // A negative fixed part is noise: the line then goes through zero.
  return fixed >= 0 ? { fixed, perUnit } : { fixed: 0, perUnit: products / squares };
}
