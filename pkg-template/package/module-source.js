// The sources of a module that the option `module` may have.

/** The tags of what a module can be compiled of. A value of another realm has them, too. */
const KINDS = /\.Module$|^(ArrayBuffer|DataView|Request|Response)$|Array$/;

const HTML =
  'the .wasm address answered with HTML; in Vite 7 set optimizeDeps: { exclude: ["pressone-esim"] }';

/**
 * Returns a source that `compileModule` takes. It makes a URL a request, which may be relative in a page.
 *
 * @param {any} source
 */
export function checkSource(source) {
  try {
    if (typeof source === "string" ? source : source instanceof URL) source = new Request(source);
  } catch {
    // The URL is invalid. A text is no source.
  }
  if (KINDS.test(source?.[Symbol.toStringTag]) && !source.bodyUsed) return source;
  throw new WebAssembly.CompileError("it must be a module, its bytes, a Response or a URL");
}

/**
 * Loads and compiles a module. The server may name any content type.
 *
 * @param {any} source
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compileModule(source) {
  if (source instanceof Request) source = await fetch(source);
  // V8 compiles no DataView.
  else if (source.byteLength >= 0) source = new Response(source);
  if (!source.arrayBuffer) return source;
  if (!source.ok) throw new Error(`the server answered with the status ${source.status}`);
  // A stream needs this type.
  if (source.headers.get("Content-Type") === "application/wasm" && WebAssembly.compileStreaming) {
    return WebAssembly.compileStreaming(source);
  }
  const bytes = new Uint8Array(await source.arrayBuffer());
  // The code of "<".
  if (bytes[0] === 60) throw new WebAssembly.CompileError(HTML);
  return WebAssembly.compile(bytes);
}

/** Loads and compiles a file of the package. Node's `fetch` reads no files. @param {URL} url */
export async function compileFile(url) {
  const { process } = /** @type {any} */ (globalThis);
  const fs = url.protocol === "file:" && process?.getBuiltinModule?.("fs");
  return compileModule(fs ? fs.readFileSync(url) : await fetch(url));
}
