// Vercel's edge runtime, as in Next.js. The bundler replaces the import by a compiled module.
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim.js";
import module from "./pressone_esim_bg.wasm?module";
import { memoryStore } from "./stores/memory.js";

export * from "./errors.js";

// `initSync` would compile a module of another realm once more, because `instanceof` does not know it.
const load = () => init({ module_or_path: module });
export const createClient = /* @__PURE__ */ createClientWith(load, Client, async () => ({
  memoryStore,
}));
