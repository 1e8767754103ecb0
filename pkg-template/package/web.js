// Pages, bundlers and other platforms. The `.wasm` file is an asset.
import { createClientWith } from "./load.js";
import { compileFile, compileModule } from "./module-source.js";
import { BUILD, Client, initSync } from "./pressone_esim_page.js";

export * from "./errors.js";

const load = (/** @type {unknown} */ source) =>
  source
    ? compileModule(source)
    : compileFile(new URL("./pressone_esim_page_bg.wasm", import.meta.url));
export const createClient = /* @__PURE__ */ createClientWith(load, initSync, Client, BUILD);
