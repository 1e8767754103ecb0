import { createRandom } from "../../shared/random.js";

/**
 * Makes the random numbers of this thread depend on the seed.
 *
 * @param {number} seed
 * @returns {() => void} restores the platform's own
 */
export function seedPlatformRandom(seed) {
  const random = createRandom(seed, "platform");
  const original = Math.random;
  Math.random = random.next;
  Object.defineProperty(crypto, "getRandomValues", {
    configurable: true,
    value: (/** @type {Uint8Array} */ bytes) =>
      bytes.map((_, i) => (bytes[i] = random.between(0, 255))),
  });
  return () => {
    Math.random = original;
    Reflect.deleteProperty(crypto, "getRandomValues");
  };
}
