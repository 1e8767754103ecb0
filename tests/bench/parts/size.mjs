// `node tests/bench/parts/size.mjs`: the bytes of the partner client's module, by the part of the crate or the
// crate that its functions are from. Builds the module once more, with the names of its functions. A function
// that the compiler put into another one counts for that one.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installBindgen } from "../../../pkg-template/tools/bindgen.mjs";
import { bind, compileCrate, FEATURES } from "../../../pkg-template/tools/compile-client.mjs";
import { useRust } from "../../../pkg-template/tools/rust.mjs";
import { functionsOf, readSections } from "./wasm-functions.mjs";

process.chdir(fileURLToPath(new URL("../../../", import.meta.url)));

/** The parts, each with a pattern of the names of its functions. The first that fits counts. @type {[string, RegExp][]} */
const PARTS = [
  ["kept answers: protocol and records", /::(kept|history)|history_/],
  ["token: request, cache, place in the store", /::token/],
  ["journal: entries, purchases, recovery", /::(purchase|journal|write_answer|listed|order_desc)/],
  ["digests: sha2, hmac", /sha2|hmac|digest|block_buffer|hash_/],
  ["checks of arguments and options", /argument|config|base_url|charset|secret/],
  ["decoding of answers and errors", /schema|envelope|error_response|core::(field|error)/],
  ["attempts, deadlines, requests, store", /pressone_esim::(wasm|partner)::|core::(retry|request)/],
  ["endpoints and their exports", /pressone_esim::api|partnerclient_/],
  ["serde, serde-wasm-bindgen", /serde/],
  ["gloo-net, futures", /gloo|futures/],
  ["wasm-bindgen, js-sys, web-sys", /wbindgen|wasm_bindgen|js_sys|web_sys|__wbg|shim/],
  ["allocator", /talc|__rust_alloc|__rdl|__rg_|realloc/],
];

const client = {
  name: "partner",
  cargoFlags: ["--no-default-features", "--features", "partner"],
  className: "PartnerClient",
};
useRust();
const { module } = await bind(client, await installBindgen(), await compileCrate(client));
execFileSync(process.execPath, [
  "node_modules/binaryen/bin/wasm-opt",
  ...["-Oz", "--converge", "-g", ...FEATURES, module, "-o", module],
]);
const bytes = readFileSync(module);
/** @type {Map<string, number>} */
const sizes = new Map(PARTS.map(([name]) => [name, 0]));
for (const { name, size } of functionsOf(bytes)) {
  // A crate's name has its hash, such as `core[27cd0353e63fa9bc]`.
  const plain = name.replaceAll(/\[[0-9a-f]{15,16}\]/g, "");
  const part = PARTS.find(([, pattern]) => pattern.test(plain))?.[0] ?? "the standard library";
  sizes.set(part, (sizes.get(part) ?? 0) + size);
}
for (const { name, size } of readSections(bytes)) {
  if (name !== "code" && name !== "name") sizes.set(`section ${name}`, size);
}
const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
const rows = [...sizes]
  .filter(([, size]) => size > 0)
  .sort(([, one], [, other]) => other - one)
  .map(([part, size]) => ({ part, bytes: size, share: `${((100 * size) / total).toFixed(1)} %` }));
console.table(rows);
