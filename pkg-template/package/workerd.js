// workerd. The `.wasm` file is a module of the worker, because workerd compiles no bytes at run time.
import { createClientWith } from "./load.js";
import { compileModule } from "./module-source.js";
import { BUILD, Client, initSync } from "./pressone_esim_page.js";
import module from "./pressone_esim_page_bg.wasm";

export * from "./errors.js";

const load = (/** @type {unknown} */ source) => compileModule(source ?? module);
export const createClient = /* @__PURE__ */ createClientWith(load, initSync, Client, BUILD);
