// The shop's id of a shopper, as text.

/** A half of a surrogate pair. A digest would not tell two such texts apart. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * @param {any} identity
 * @returns {string}
 * @throws {TypeError} if its id is neither text nor a whole number
 */
export function shopperId(identity) {
  const id = identity?.id;
  if (typeof id === "bigint" || Number.isSafeInteger(id)) return String(id);
  if (typeof id === "string" && id !== "" && !LONE_SURROGATE.test(id)) return id;
  throw new TypeError("an identity needs an id: text, or a whole number up to 2^53");
}
