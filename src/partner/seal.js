// Encryption (AES-256-GCM): the token, orders of eSIMs and their owners in the store, and cursors in pages. A value is
// bound to its key in the store, and a cursor to its purpose.

const encoder = new TextEncoder();

/** The bytes that become characters at once: a function takes a limited number of arguments. */
const CHUNK = 8_192;

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(text);
}

/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** @param {string} secret */
async function keyOf(secret) {
  const { subtle } = crypto;
  const bytes = encoder.encode(secret);
  const master = await subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = encoder.encode("pressone-esim store");
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  const cipher = { name: "AES-GCM", length: 256 };
  return subtle.deriveKey(derivation, master, cipher, false, ["encrypt", "decrypt"]);
}

/** @param {Uint8Array<ArrayBuffer>} iv @param {string} name */
const algorithm = (iv, name) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(name) });

/**
 * Encrypts a text.
 *
 * @param {string} secret
 * @param {string} name the key of the value in the store, or the name of the cursor's purpose
 * @param {string} text
 */
export async function seal(secret, name, text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyOf(secret);
  const sealed = await crypto.subtle.encrypt(algorithm(iv, name), key, encoder.encode(text));
  return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
}

/**
 * Decrypts a text with the first secret that fits.
 *
 * @param {string[]} secrets
 * @param {string} name
 * @param {string} sealed
 * @returns {Promise<string | undefined>} undefined if no secret fits
 */
export async function unseal(secrets, name, sealed) {
  const [iv = "", rest = ""] = sealed.split(".");
  for (const secret of secrets) {
    try {
      const key = await keyOf(secret);
      const bytes = fromBase64(rest);
      const text = await crypto.subtle.decrypt(algorithm(fromBase64(iv), name), key, bytes);
      return new TextDecoder().decode(text);
    } catch {
      // Another secret may fit.
    }
  }
  return undefined;
}
