const encoder = new TextEncoder();
const DIGITS = 32;

/** A digest that stands for the parts in a key: 32 hexadecimal digits of SHA-256. @param {unknown[]} parts */
export async function digestOf(parts) {
  const bytes = encoder.encode(JSON.stringify(parts));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digits = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0"));
  return digits.join("").slice(0, DIGITS);
}
