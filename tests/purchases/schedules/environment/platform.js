// The platform's randomness and cryptography, as functions of the seed.
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from "node:crypto";
import { createRandom } from "../../shared/random.js";

const TAG_BYTES = 16;
/** Derived keys. All schedules have the same secret. @type {Map<string, Uint8Array>} */
const derivedKeys = new Map();

/** @param {Uint8Array} bytes */
const toArrayBuffer = (bytes) => new Uint8Array(bytes).buffer;

/**
 * The part of `crypto.subtle` that seals the token and makes digests. The platform's own answers from a thread pool, so a
 * schedule would depend on real time. These functions are synchronous, behind resolved promises.
 */
const subtle = {
  /** @param {string} _ @param {Uint8Array} bytes */
  digest: async (_, bytes) => toArrayBuffer(createHash("sha256").update(bytes).digest()),

  /** @param {string} _ @param {Uint8Array} bytes */
  importKey: async (_, bytes) => Buffer.from(bytes),

  /** @param {{ salt: Uint8Array, info: Uint8Array }} derivation @param {Buffer} master */
  async deriveKey({ salt, info }, master) {
    const name = `${master.toString("hex")}:${Buffer.from(info).toString("hex")}`;
    const key = derivedKeys.get(name) ?? new Uint8Array(hkdfSync("sha256", master, salt, info, 32));
    derivedKeys.set(name, key);
    return key;
  },

  /**
   * @param {{ iv: Uint8Array, additionalData: Uint8Array }} algorithm
   * @param {Uint8Array} key
   * @param {Uint8Array} data
   */
  async encrypt({ iv, additionalData }, key, data) {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(additionalData);
    const sealed = [cipher.update(data), cipher.final(), cipher.getAuthTag()];
    return toArrayBuffer(Buffer.concat(sealed));
  },

  /**
   * @param {{ iv: Uint8Array, additionalData: Uint8Array }} algorithm
   * @param {Uint8Array} key
   * @param {Uint8Array} sealed
   */
  async decrypt({ iv, additionalData }, key, sealed) {
    const end = sealed.length - TAG_BYTES;
    const cipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(additionalData);
    cipher.setAuthTag(sealed.subarray(end));
    return toArrayBuffer(Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]));
  },
};

/**
 * Makes the random numbers and the cryptography of this thread depend on the seed alone.
 *
 * @param {number} seed
 * @returns {() => void} restores the platform's own
 */
export function replacePlatform(seed) {
  const random = createRandom(seed, "platform");
  const original = Math.random;
  Math.random = random.next;
  Object.defineProperty(crypto, "getRandomValues", {
    configurable: true,
    value: (/** @type {Uint8Array} */ bytes) =>
      bytes.map((_, i) => (bytes[i] = random.between(0, 255))),
  });
  const digit = () => random.between(0, 15).toString(16);
  Object.defineProperty(crypto, "randomUUID", {
    configurable: true,
    value: () => Array.from({ length: 32 }, digit).join(""),
  });
  Object.defineProperty(crypto, "subtle", { configurable: true, value: subtle });
  return () => {
    Math.random = original;
    Reflect.deleteProperty(crypto, "getRandomValues");
    Reflect.deleteProperty(crypto, "randomUUID");
    Reflect.deleteProperty(crypto, "subtle");
  };
}
