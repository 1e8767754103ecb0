// The module in Node, Deno and Bun. It is read and compiled at once: another thread would take longer to begin.
import { readFileSync } from "node:fs";
import { compileText } from "./compile-text.js";
import { compileModule } from "./module-source.js";

/**
 * Reads a file. In Deno a program may lack the permission, and Deno would ask its user for it.
 *
 * @param {URL} url
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} undefined without the permission
 */
async function readBytes(url) {
  const { permissions } = /** @type {any} */ (globalThis).Deno ?? {};
  const allowed = await permissions?.query({ name: "read", path: url });
  if (allowed && allowed.state !== "granted") return undefined;
  return /** @type {Uint8Array<ArrayBuffer>} */ (readFileSync(url));
}

/**
 * Compiles the module that the caller has named. Node's `fetch` reads no files.
 *
 * @param {any} source
 */
async function compileNamed(source) {
  if (!source.url?.startsWith("file:")) return compileModule(source);
  const bytes = await readBytes(new URL(source.url));
  if (!bytes) throw new Error("the permission to read the file is missing");
  return new WebAssembly.Module(bytes);
}

/**
 * Compiles the module that the caller has named, or else that of the package from its file, or from its text if the
 * file cannot be read. A bundler that copies no file may make no URL of its name either.
 *
 * @param {unknown} source
 * @param {() => URL} file
 * @param {() => Promise<{ base64: string }>} importText
 */
export async function readModule(source, file, importText) {
  if (source) return compileNamed(source);
  /** @type {Awaited<ReturnType<typeof readBytes>>} */
  let bytes;
  try {
    bytes = await readBytes(file());
  } catch {}
  return bytes ? new WebAssembly.Module(bytes) : compileText(await importText());
}
