// Vercel's edge runtime, as in Next.js. The bundler replaces the import by a compiled module.
import { createClientWith } from "./load.js";
import { compileModule } from "./module-source.js";
import init, { BUILD, Client } from "./pressone_esim_page.js";
import module from "./pressone_esim_page_bg.wasm?module";

export * from "./errors.js";

const load = (/** @type {unknown} */ source) => compileModule(source ?? module);
// `initSync` would compile a module of another realm once more, because `instanceof` does not know it.
const start = (/** @type {{ module: WebAssembly.Module }} */ { module }) =>
  init({ module_or_path: module });
export const createClient = /* @__PURE__ */ createClientWith(load, start, Client, BUILD);
