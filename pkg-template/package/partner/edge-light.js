// Vercel's edge runtime, as in Next.js. The bundler replaces the import by a compiled module.
import { compileModule } from "../module-source.js";
import init, { BUILD, Client } from "../pressone_esim_partner.js";
import module from "../pressone_esim_partner_bg.wasm?module";
import { createPartnerWith } from "./load.js";

export * from "../errors.js";

const load = (/** @type {unknown} */ source) => compileModule(source ?? module);
// `initSync` would compile a module of another realm once more, because `instanceof` does not know it.
const start = (/** @type {{ module: WebAssembly.Module }} */ { module }) =>
  init({ module_or_path: module });
export const createClient = /* @__PURE__ */ createPartnerWith(load, start, Client, BUILD);
