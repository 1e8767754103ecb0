// Platforms and bundles that load no file beside a script: the module is text in a script.
import { compileText } from "./compile-text.js";
import { createClientWith } from "./load.js";
import { compileModule } from "./module-source.js";
import { BUILD, Client, initSync } from "./pressone_esim_page.js";
import * as text from "./pressone_esim_page_text.js";

export * from "./errors.js";

const load = (/** @type {unknown} */ source) =>
  source ? compileModule(source) : compileText(text);
export const createClient = /* @__PURE__ */ createClientWith(load, initSync, Client, BUILD);
