import { createClientWith } from "../load.js";
import { memoryStore } from "../stores/memory.js";

/** The mark of a client without a store of the shop. A gateway refuses it. */
const NO_STORE_GIVEN = Symbol.for("pressone-esim.no-store-given");

/**
 * Gives a client without a store one in memory, with a secret.
 *
 * @param {unknown} options
 */
function withStore(options) {
  let copy;
  try {
    copy = /** @type {Record<string, unknown>} */ ({ .../** @type {object} */ (options) });
    if (!copy.credentials || copy.store !== undefined) return options;
  } catch {
    // The client's own check refuses options that cannot be read.
    return options;
  }
  // The secret needs to live no longer than the store.
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const random = Array.from(bytes, (byte) => byte.toString(16)).join("");
  return { ...copy, store: memoryStore(), secret: copy.secret ?? random };
}

/** The methods that return iterators, besides `orders`. */
const ITERATORS = ["esims", "packages", "users"];

/** Iterates over rows, or over the failure to get them. @param {any} rows */
async function* iterate(rows) {
  yield* await rows;
}

/** @type {typeof createClientWith} */
export function createPartnerWith(load, start, Client, build) {
  const create = createClientWith(load, start, Client, build);
  return async function createClient(options) {
    const complete = /** @type {any} */ (withStore(options));
    const client = await create(complete);
    for (const name of ITERATORS) {
      const method = client[name];
      // After `free` a method returns a promise that rejects.
      client[name] = (/** @type {unknown[]} */ ...args) => {
        const rows = method(...args);
        // A loop may never begin.
        rows.catch?.(() => {});
        return iterate(rows);
      };
    }
    // Not enumerable, so a log of the client does not show what the store holds.
    Object.defineProperty(client, "store", { value: complete.store });
    return Object.defineProperty(client, NO_STORE_GIVEN, { value: complete !== options });
  };
}
