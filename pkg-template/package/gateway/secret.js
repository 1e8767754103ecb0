// What is derived from the shop's secret: a tag for each shopper, and a seal for what is stored.

const LEAST = 32;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {Uint8Array} bytes */
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** @param {string} text */
const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * A key of its own for each purpose, so that what is learned of one says nothing of another.
 *
 * @param {string} secret
 * @param {string} purpose
 */
async function bitsFor(secret, purpose) {
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, [
    "deriveBits",
  ]);
  const info = encoder.encode(`pressone-esim gateway: ${purpose}`);
  return crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info },
    key,
    256,
  );
}

/**
 * @param {unknown} secret
 * @returns {asserts secret is string}
 */
export function checkSecret(secret) {
  if (typeof secret !== "string" || secret.length < LEAST) {
    throw new TypeError(`secret has to be random text of at least ${LEAST} characters`);
  }
}

/**
 * A key that is made when it is first needed. It is kept, and not a promise of it: what one request
 * of a worker waits for is not to be waited for by another.
 *
 * @param {() => Promise<CryptoKey>} make
 */
function lazily(make) {
  /** @type {CryptoKey | undefined} */
  let made;
  return async () => {
    if (made) return made;
    const fresh = await make();
    made = fresh;
    return fresh;
  };
}

/**
 * Text that stands for another, which nobody without the secret can make or read back.
 *
 * @param {string} secret
 * @returns {(purpose: string, text: string) => Promise<string>} 24 hexadecimal digits
 */
export function tagging(secret) {
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = lazily(async () =>
    crypto.subtle.importKey("raw", await bitsFor(secret, "tags"), how, false, ["sign"]),
  );
  return async (purpose, text) => {
    const signed = encoder.encode(`${purpose}\0${text}`);
    const mark = await crypto.subtle.sign("HMAC", await key(), signed);
    return hex(new Uint8Array(mark, 0, 12));
  };
}

/**
 * Encryption of what is stored (AES-256-GCM), bound to the key that it is stored under.
 *
 * @param {string} secret
 */
export function sealing(secret) {
  const key = lazily(async () => {
    const bits = await bitsFor(secret, "storage");
    return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
  });
  /** @param {Uint8Array<ArrayBuffer>} iv @param {string} place */
  const how = (iv, place) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(place) });
  return {
    /** @param {string} place @param {string} text */
    async seal(place, text) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(how(iv, place), await key(), encoder.encode(text));
      return `${base64(iv)}.${base64(new Uint8Array(sealed))}`;
    },
    /**
     * @param {string} place
     * @param {unknown} sealed
     * @returns {Promise<string | undefined>} undefined for what this secret did not seal
     */
    async open(place, sealed) {
      try {
        const [iv = "", rest = ""] = String(sealed).split(".");
        const bits = await crypto.subtle.decrypt(
          how(bytesOf(iv), place),
          await key(),
          bytesOf(rest),
        );
        return decoder.decode(bits);
      } catch {
        return undefined;
      }
    },
  };
}
