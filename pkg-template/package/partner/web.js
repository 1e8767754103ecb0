// Bundlers and other platforms. The `.wasm` file is an asset.
import { fetchModule } from "../fetch-module.js";
import { Client, initSync } from "../pressone_esim_partner.js";
import { createPartnerWith } from "./load.js";

export * from "../errors.js";

const load = async () =>
  initSync({
    module: await fetchModule(new URL("../pressone_esim_partner_bg.wasm", import.meta.url)),
  });
export const createClient = /* @__PURE__ */ createPartnerWith(load, Client);
