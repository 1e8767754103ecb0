// A client in Rust: serde structs, serde-wasm-bindgen and gloo-net. See `serde/src/lib.rs`.
import init, { Client } from "#compiled-serde";

/** @param {{ baseUrl: string, token?: string }} options */
export async function createClient({ baseUrl, token }) {
  const module_or_path = new URL("../../../target/bench/serde/serde_bg.wasm", import.meta.url);
  await init({ module_or_path });
  return new Client(baseUrl, token);
}
