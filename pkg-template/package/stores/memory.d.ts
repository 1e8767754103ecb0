import type { Store } from "./index.js";

/**
 * A store in the memory of this process, for development. All of it is lost when the process ends, open
 * purchases too.
 */
export function memoryStore(): Store;
