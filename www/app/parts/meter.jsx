/** A bar of what is left. */
import { LOW_SHARE } from "../data/usage.js";

/** @param {{ value: number, max: number, label: string }} props */
export function Meter({ value, max, label }) {
  const share = Math.min(1, Math.max(0, value / max));
  return (
    <div class={`meter ${share < LOW_SHARE ? "low" : ""}`}>
      <meter
        class="unseen"
        min={0}
        max={max}
        low={max * LOW_SHARE}
        value={value}
        aria-label={label}
      />
      <div class="level" style={{ inlineSize: `${100 * share}%` }} />
    </div>
  );
}
