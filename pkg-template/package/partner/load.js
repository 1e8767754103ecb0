import { createClientWith } from "../load.js";
import { memoryStore } from "../stores/memory.js";

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

/** @type {typeof createClientWith} */
export function createPartnerWith(load, Client) {
  const create = createClientWith(load, Client);
  return async function createClient(options) {
    const complete = /** @type {any} */ (withStore(options));
    const client = await create(complete);
    // Not enumerable, so a log of the client does not show what the store holds.
    return Object.defineProperty(client, "store", { value: complete.store });
  };
}
