// Vercel's edge runtime, as in Next.js. The bundler replaces the import by a compiled module.

import init, { Client } from "../pressone_esim_partner.js";
import module from "../pressone_esim_partner_bg.wasm?module";
import { createPartnerWith } from "./load.js";

export * from "../errors.js";

// `initSync` would compile a module of another realm once more, because `instanceof` does not know it.
const load = () => init({ module_or_path: module });
export const createClient = /* @__PURE__ */ createPartnerWith(load, Client);
