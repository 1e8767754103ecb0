// Pages and bundlers: the .wasm is an asset beside the glue.
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim.js";

export * from "./errors.js";
export const createClient = /* @__PURE__ */ createClientWith(() => init(), Client);
