// Figures as cells of a table.

/** @typedef {import("./measure.js").Summary} Summary */

/** @param {number} value */
const brief = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** A median, with half of the span that the middle half of the samples has. @param {Summary} summary */
export const spread = ({ median, q1, q3 }) =>
  `${brief(median)} ± ${((q3 - q1) / 2).toPrecision(2)}`;

/** A median and the 99th percentile. @param {Summary} summary */
export const medianAndTail = (summary) => `${spread(summary)}; ${brief(summary.p99)}`;

/** @param {number} ratio */
export const times = (ratio) => `${ratio.toFixed(2)} ×`;
