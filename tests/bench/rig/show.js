// Figures as cells of a table. Imports nothing.

/** @param {number} value */
const brief = (value) => (value === 0 ? "0" : value.toPrecision(3));

/**
 * A median with the half of the spread that the middle half of the samples has.
 *
 * @param {import("../measure.js").Summary} summary
 */
export const spread = ({ median, q1, q3 }) => `${brief(median)} ± ${brief((q3 - q1) / 2)}`;

/** @param {number} ratio */
export const times = (ratio) => `${ratio.toFixed(2)} ×`;
