// The object that a caller gets as a client.
import { pressoneError } from "./error-classes.js";

/** The methods that return an iterator instead of a promise. */
const ITERATORS = ["orders", "packages", "esims", "users"];
const FREED = "the client was freed: create another one with createClient";

/**
 * Wraps a client of the module. The methods are bound, so a caller can take them out of the object. After
 * `free` they reject with an error of the package. The module's pointer is not visible.
 *
 * @param {any} client
 */
export function facade(client) {
  /** @type {any} */
  const wrapper = {};
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(client))) {
    // Names with an underscore are private.
    if (name[0] === "_" || name === "constructor" || typeof client[name] !== "function") continue;
    const methods = {
      /** @param {unknown[]} args */
      [name](...args) {
        if (client) return client[name](...args);
        const error = pressoneError({ kind: "configuration", message: FREED });
        return ITERATORS.includes(name) ? throwInLoop(error) : Promise.reject(error);
      },
    };
    wrapper[name] = methods[name];
  }
  const free = () => {
    client?.free();
    client = undefined;
  };
  return Object.assign(wrapper, { free }, Symbol.dispose && { [Symbol.dispose]: free });
}

/** Returns an iterator that fails at its first step. @param {unknown} error */
// biome-ignore lint/correctness/useYield: it has nothing to iterate.
async function* throwInLoop(error) {
  throw error;
}
