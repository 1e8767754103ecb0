// Bundlers and other platforms. The `.wasm` file is an asset.
import { compileFile, compileModule } from "../module-source.js";
import { BUILD, Client, initSync } from "../pressone_esim_partner.js";
import { createPartnerWith } from "./load.js";

export * from "../errors.js";

const load = (/** @type {unknown} */ source) =>
  source
    ? compileModule(source)
    : compileFile(new URL("../pressone_esim_partner_bg.wasm", import.meta.url));
export const createClient = /* @__PURE__ */ createPartnerWith(load, initSync, Client, BUILD);
