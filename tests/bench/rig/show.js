// Figures as cells of a table. Imports nothing.

/** @param {number} value @param {number} digits that count */
function brief(value, digits) {
  if (value < 1e-5) return "0";
  return Number(value.toPrecision(digits)).toLocaleString("en-US", { maximumFractionDigits: 6 });
}

/**
 * A median with the half of the spread that the middle half of the samples has.
 *
 * @param {import("../measure.js").Summary} summary
 */
export const spread = ({ median, q1, q3 }) => `${brief(median, 3)} ± ${brief((q3 - q1) / 2, 2)}`;

/** @param {number} ratio */
export const times = (ratio) => `${ratio.toFixed(2)} ×`;

/**
 * The time of a turn that nothing disturbed: the tenth that was quickest. Other work on the machine
 * only ever adds to a timing, and more to a long one than to a short one. On a busy machine the
 * medians hold more of that work than of ours, on a quiet one these say the same as the medians.
 *
 * @param {import("../measure.js").Summary} summary
 */
export function undisturbed({ samples }) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 10)] ?? Number.NaN;
}

/**
 * How many times as long one takes as the other, undisturbed.
 *
 * @param {import("../measure.js").Summary | undefined} one
 * @param {import("../measure.js").Summary | undefined} other
 */
export const ratio = (one, other) =>
  one && other ? undisturbed(one) / undisturbed(other) : Number.NaN;

/** What a reader of a table has to know. */
export const NOTE = "Median ± half of the middle half; × compares the tenth that was quickest";
