// Node, Deno and Bun: the .wasm is a file beside the glue.
import { readFile } from "node:fs/promises";
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim.js";

export * from "./errors.js";

const load = async () => {
  const bytes = await readFile(new URL("./pressone_esim_bg.wasm", import.meta.url));
  await init({ module_or_path: await WebAssembly.compile(bytes) });
};
export const createClient = /* @__PURE__ */ createClientWith(load, Client);
