// Vercel's edge runtime, as in Next.js. The bundler replaces the import by a compiled module.
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim_page.js";
import module from "./pressone_esim_page_bg.wasm?module";

export * from "./errors.js";

// `initSync` would compile a module of another realm once more, because `instanceof` does not know it.
const load = () => init({ module_or_path: module });
export const createClient = /* @__PURE__ */ createClientWith(load, Client);
