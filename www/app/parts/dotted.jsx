/** The parts of a line, with dots between them. A part that begins a line has no dot. */

/** @param {{ parts: import("preact").ComponentChildren[] }} props empty parts are left out */
export const Dotted = ({ parts }) => (
  <span class="dotted">
    {parts.filter(Boolean).map((part, index) => (
      <span key={index}>
        {index > 0 && <span class="dot">{"\u00a0· "}</span>}
        {part}
      </span>
    ))}
  </span>
);
