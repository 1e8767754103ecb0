// A program of a runtime without the package's modules. It passes modules that are elsewhere. Needs the installed
// package. Its arguments are the kind of the sources, the URL and the folder of the modules, and the URL of the
// sandboxes' worlds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import * as esim from "pressone-esim";
import * as gateway from "pressone-esim/gateway";
import * as partner from "pressone-esim/partner";
import { checkModuleOption } from "./module-option.js";

const [kind = "", server = "", folder = "", url = ""] = process.argv.slice(2);

/** @type {Record<string, (name: string) => unknown>} */
const KINDS = {
  module: (name) => new WebAssembly.Module(readFileSync(join(folder, name))),
  array: (name) => new Uint8Array(readFileSync(join(folder, name))),
  buffer: (name) => new Uint8Array(readFileSync(join(folder, name))).buffer,
  view: (name) => new DataView(new Uint8Array(readFileSync(join(folder, name))).buffer),
  response: (name) => new Response(readFileSync(join(folder, name))),
  "promise of a response": (name) => fetch(`${server}/${name}`),
  "text of a URL": (name) => `${server}/${name}`,
  URL: (name) => new URL(name, `${server}/`),
  "URL of a file": (name) => pathToFileURL(join(folder, name)),
};

const source = KINDS[kind];
if (!source) throw new Error(`there is no kind "${kind}"`);
await checkModuleOption(
  { esim, partner, gateway, url },
  {
    page: () => source("pressone_esim_page_bg.wasm"),
    partner: () => source("pressone_esim_partner_bg.wasm"),
    missing: () => `${server}/none.wasm`,
  },
);
console.log("passed");
