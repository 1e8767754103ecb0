/** A bar of the data or of the days that are left. */
import { fewDaysOf, LOW_SHARE } from "../data/usage.js";

/** @param {{ value: number, max: number, label: string, ofDays?: boolean }} props */
export function Meter({ value, max, label, ofDays = false }) {
  const share = Math.min(1, Math.max(0, value / max));
  const low = ofDays ? fewDaysOf(max) : max * LOW_SHARE;
  const isLow = ofDays ? value <= low : value < low;
  return (
    <div class={`meter ${ofDays ? "of-days" : ""} ${isLow ? "low" : ""}`}>
      <meter class="unseen" min={0} max={max} low={low} value={value} aria-label={label} />
      <div class="level" style={{ inlineSize: `${100 * share}%` }} />
    </div>
  );
}
