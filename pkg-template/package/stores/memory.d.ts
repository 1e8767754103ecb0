import type { Store } from "./index.js";

/**
 * A store in the memory of this process, for development. It loses everything when the process ends, also open
 * purchases.
 */
export function memoryStore(): Store;
