// The store of the journal, which also has this example's sessions and payments. It is lost when the process
// ends. A shop takes one that survives, such as `postgresStore` of `pressone-esim/stores/postgres`.
import { memoryStore } from "pressone-esim/stores/memory";

// Next.js loads this file once for each route, and all of them need the same store.
globalThis.shopStore ??= memoryStore();

export const store = globalThis.shopStore;
