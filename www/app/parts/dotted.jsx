/** Parts of a line, with dots between them. Where the line breaks there is no dot. */

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
