/** A QR code, drawn as one path. */
import { encode } from "uqr";

/** The quiet zone that a scanner needs, in modules. */
const BORDER = 4;

/** Returns null for a text that is longer than any code. @param {string} text */
function codeOf(text) {
  try {
    return encode(text, { ecc: "M", border: BORDER });
  } catch {
    return null;
  }
}

/** @param {{ text: string, label: string }} props */
export function QrCode({ text, label }) {
  const code = codeOf(text);
  if (!code) return null;
  const { data, size } = code;
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <rect class="qr-light" width={size} height={size} />
      <path class="qr-dark" d={path} shape-rendering="crispEdges" />
    </svg>
  );
}
