// Node, Deno and Bun. The module is loaded from text in a script, because a server's bundler copies
// scripts and no other files.
import { Buffer } from "node:buffer";
import { createClientWith } from "./load.js";
import init, { Client } from "./pressone_esim.js";
import { memoryStore } from "./stores/memory.js";

export * from "./errors.js";

const load = async () => {
  const { base64 } = await import("./wasm-text.js");
  const bytes = Buffer.from(base64, "base64");
  await init({ module_or_path: await WebAssembly.compile(bytes) });
};
export const createClient = /* @__PURE__ */ createClientWith(load, Client, async () => ({
  memoryStore,
}));
