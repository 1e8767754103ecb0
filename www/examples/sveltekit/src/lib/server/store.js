import { memoryStore } from "pressone-esim/stores/memory";

/** The journal, sessions and payments. All is lost when the process ends. A shop takes a store that survives. */
export const store = memoryStore();
