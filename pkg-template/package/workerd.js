// workerd: the .wasm is a module of the worker, which may not compile bytes.
import { createClientWith } from "./load.js";
import { Client, initSync } from "./pressone_esim.js";
import module from "./pressone_esim_bg.wasm";

export * from "./errors.js";

const load = async () => initSync({ module });
export const createClient = /* @__PURE__ */ createClientWith(load, Client);
