// Node, Deno and Bun. The bundle of a server may lack the `.wasm` file; then the module is loaded from text.
import { createClientWith } from "./load.js";
import { BUILD, Client, initSync } from "./pressone_esim_page.js";
import { readModule } from "./read-module.js";

export * from "./errors.js";

const file = () => new URL("./pressone_esim_page_bg.wasm", import.meta.url);
const text = () => import("./pressone_esim_page_text.js");
const load = (/** @type {unknown} */ source) => readModule(source, file, text);
export const createClient = /* @__PURE__ */ createClientWith(load, initSync, Client, BUILD);
