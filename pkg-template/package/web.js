// Pages and bundlers. The `.wasm` file is an asset beside `pressone_esim_page.js`.
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim_page.js";

export * from "./errors.js";

export const createClient = /* @__PURE__ */ createClientWith(() => init(), Client);
