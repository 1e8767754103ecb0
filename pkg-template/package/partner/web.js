// Bundlers and other platforms. The `.wasm` file is an asset beside `pressone_esim_partner.js`.

import init, { Client } from "../pressone_esim_partner.js";
import { createPartnerWith } from "./load.js";

export * from "../errors.js";

export const createClient = /* @__PURE__ */ createPartnerWith(() => init(), Client);
