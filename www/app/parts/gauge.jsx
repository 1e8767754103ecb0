/** The large gauge of what is left. */
import { LOW_SHARE } from "../data/usage.js";

/** @typedef {import("preact").ComponentChildren} Children */

const SIZE = 240;
const CENTRE = SIZE / 2;
/** The part of a circle that an arc can fill. It is open at the bottom. */
const SPAN = 0.75;
const START_DEGREES = 135;

/** @param {number} share */
const within = (share) => Math.min(1, Math.max(0, share));

/** @param {{ radius: number, share: number, name: string }} props */
function Arc({ radius, share, name }) {
  const around = 2 * Math.PI * radius;
  const circle = {
    cx: CENTRE,
    cy: CENTRE,
    r: radius,
    transform: `rotate(${START_DEGREES} ${CENTRE} ${CENTRE})`,
  };
  return (
    <g class={`arc ${name}`}>
      <circle {...circle} class="track" stroke-dasharray={`${around * SPAN} ${around}`} />
      {share > 0 && (
        <circle {...circle} class="fill" stroke-dasharray={`${around * SPAN * share} ${around}`} />
      )}
    </g>
  );
}

/**
 * Two arcs, of the data and of the days, around a text. The text says the same as the arcs.
 *
 * @param {object} props
 * @param {number} props.dataShare 0 to 1
 * @param {number | null} props.dayShare 0 to 1; null for no arc
 * @param {boolean} props.hasFewDays
 * @param {Children} props.children of the data
 * @param {Children} props.foot of the days
 */
export const DoubleGauge = ({ dataShare, dayShare, hasFewDays, children, foot }) => (
  <div class={`gauge ${dataShare < LOW_SHARE ? "low" : ""} ${hasFewDays ? "few" : ""}`}>
    <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      <Arc radius={108} share={within(dataShare)} name="data" />
      {dayShare !== null && <Arc radius={90} share={within(dayShare)} name="days" />}
    </svg>
    <div class="gauge-text">{children}</div>
    <p class="gauge-foot">{foot}</p>
  </div>
);
