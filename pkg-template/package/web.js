// Pages and bundlers. The `.wasm` file is an asset beside `pressone_esim.js`.
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim.js";

export * from "./errors.js";

// A page never loads the store.
const loadStores = () => import("./stores/memory.js");
export const createClient = /* @__PURE__ */ createClientWith(() => init(), Client, loadStores);
