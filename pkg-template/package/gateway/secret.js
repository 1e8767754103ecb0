// Keys derived from the shop's secret: one for shopper tags, one for encrypted storage.

const MIN_SECRET_LENGTH = 32;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {Uint8Array} bytes */
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * Derives the key bits of one purpose. Separate bits, because a leaked key must not reveal another.
 *
 * @param {string} secret
 * @param {string} purpose
 */
async function deriveBits(secret, purpose) {
  const master = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, [
    "deriveBits",
  ]);
  const info = encoder.encode(`pressone-esim gateway: ${purpose}`);
  return crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info },
    master,
    256,
  );
}

/**
 * @param {unknown} secret
 * @returns {asserts secret is string}
 */
export function checkSecret(secret) {
  if (typeof secret !== "string" || secret.length < MIN_SECRET_LENGTH) {
    throw new TypeError(`secret must be random text of at least ${MIN_SECRET_LENGTH} characters`);
  }
}

/**
 * A key that is made at first use. Stores the key, not its promise: a request of an edge worker cannot
 * await the promise of another request.
 *
 * @param {() => Promise<CryptoKey>} make
 */
function lazyKey(make) {
  /** @type {CryptoKey | undefined} */
  let stored;
  return async () => {
    if (stored) return stored;
    const made = await make();
    stored = made;
    return made;
  };
}

/**
 * A keyed digest. Without the secret it can be neither computed nor reversed.
 *
 * @param {string} secret
 * @returns {(purpose: string, text: string) => Promise<string>} 24 hexadecimal digits
 */
export function createTagger(secret) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const hmacKey = lazyKey(async () =>
    crypto.subtle.importKey("raw", await deriveBits(secret, "tags"), algorithm, false, ["sign"]),
  );
  return async (purpose, text) => {
    const message = encoder.encode(`${purpose}\0${text}`);
    const signature = await crypto.subtle.sign("HMAC", await hmacKey(), message);
    return toHex(new Uint8Array(signature, 0, 12));
  };
}

/**
 * @typedef {object} Cipher
 * @property {(key: string, text: string) => Promise<string>} encrypt `key` is the storage key
 * @property {(key: string, encrypted: unknown) => Promise<string | undefined>} decrypt undefined for
 *   text that was not encrypted with this secret and storage key
 */

/**
 * Encryption of stored values (AES-256-GCM). A value is bound to its storage key.
 *
 * @param {string} secret
 * @returns {Cipher}
 */
export function createCipher(secret) {
  const aesKey = lazyKey(async () => {
    const bits = await deriveBits(secret, "storage");
    return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
  });
  /** @param {Uint8Array<ArrayBuffer>} iv @param {string} key */
  const algorithm = (iv, key) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(key) });
  return {
    async encrypt(key, text) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = encoder.encode(text);
      const encrypted = await crypto.subtle.encrypt(algorithm(iv, key), await aesKey(), bytes);
      return `${toBase64(iv)}.${toBase64(new Uint8Array(encrypted))}`;
    },

    async decrypt(key, encrypted) {
      try {
        const [iv = "", rest = ""] = String(encrypted).split(".");
        const bytes = await crypto.subtle.decrypt(
          algorithm(fromBase64(iv), key),
          await aesKey(),
          fromBase64(rest),
        );
        return decoder.decode(bytes);
      } catch {
        return undefined;
      }
    },
  };
}
