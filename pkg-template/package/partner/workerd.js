// workerd. The `.wasm` file is a module of the worker, because workerd compiles no bytes at run time.
import { compileModule } from "../module-source.js";
import { BUILD, Client, initSync } from "../pressone_esim_partner.js";
import module from "../pressone_esim_partner_bg.wasm";
import { createPartnerWith } from "./load.js";

export * from "../errors.js";

const load = (/** @type {unknown} */ source) => compileModule(source ?? module);
export const createClient = /* @__PURE__ */ createPartnerWith(load, initSync, Client, BUILD);
