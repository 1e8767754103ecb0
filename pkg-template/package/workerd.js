// workerd. The `.wasm` file is a module of the worker, because workerd compiles no bytes at run time.
import { createClientWith } from "./load.js";
import { Client, initSync } from "./pressone_esim.js";
import module from "./pressone_esim_bg.wasm";
import { memoryStore } from "./stores/memory.js";

export * from "./errors.js";

const load = async () => initSync({ module });
export const createClient = /* @__PURE__ */ createClientWith(load, Client, async () => ({
  memoryStore,
}));
