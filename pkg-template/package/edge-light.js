// Vercel's edge runtime, Next.js's as well: the .wasm is a compiled module that the bundler binds.
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim.js";
import module from "./pressone_esim_bg.wasm?module";

export * from "./errors.js";

// Not `initSync`: the module may be of another realm than the code, where it is no instance of this
// one's WebAssembly.Module.
const load = () => init({ module_or_path: module });
export const createClient = /* @__PURE__ */ createClientWith(load, Client);
