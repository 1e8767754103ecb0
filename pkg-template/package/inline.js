// Platforms and bundles that load no file beside a script: the module is text in a script.
import { compileText } from "./compile-text.js";
import { createClientWith } from "./load.js";
import { Client, initSync } from "./pressone_esim_page.js";
import * as text from "./pressone_esim_page_text.js";

export * from "./errors.js";

const load = async () => initSync({ module: await compileText(text) });
export const createClient = /* @__PURE__ */ createClientWith(load, Client);
