// Pages, bundlers and other platforms. The `.wasm` file is an asset.
import { fetchModule } from "./fetch-module.js";
import { createClientWith } from "./load.js";
import { Client, initSync } from "./pressone_esim_page.js";

export * from "./errors.js";

const load = async () =>
  initSync({ module: await fetchModule(new URL("./pressone_esim_page_bg.wasm", import.meta.url)) });
export const createClient = /* @__PURE__ */ createClientWith(load, Client);
