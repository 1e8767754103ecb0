// Figures as cells of a table. Imports nothing.

/** @typedef {import("./measure.js").Summary} Summary */

/** @param {number} value @param {number} digits significant digits */
function formatNumber(value, digits) {
  if (value < 1e-5) return "0";
  return Number(value.toPrecision(digits)).toLocaleString("en-US", { maximumFractionDigits: 6 });
}

/** The median ± half of the interquartile range. @param {Pick<Summary, "median" | "q1" | "q3">} summary */
export const medianAndSpread = ({ median, q1, q3 }) =>
  `${formatNumber(median, 3)} ± ${formatNumber((q3 - q1) / 2, 2)}`;

/** The median with its spread, and the 99th percentile. @param {Summary} summary */
export const medianAndTail = (summary) =>
  `${medianAndSpread(summary)}; ${formatNumber(summary.p99, 3)}`;

/** @param {number} ratio */
export const formatRatio = (ratio) => `${ratio.toFixed(2)} ×`;

/** @param {number} value */
export const formatCount = (value) => value.toLocaleString("en-US");

/** The beginning of a table's note. The caller adds what the ratio compares with. */
export const RATIO_NOTE =
  "Median ± half of the interquartile range; × compares the first decile with that of";
