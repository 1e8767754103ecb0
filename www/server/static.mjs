/**
 * The files that may be served, listed once. A request is looked up by its whole path, so that no
 * path can lead anywhere else.
 */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** @typedef {Map<string, { file: string, type: string }>} Files */

/**
 * @param {{ folder: string, at: string, without?: readonly string[] }[]} folders
 * @returns {Promise<Files>} by URL path
 */
export async function listFiles(folders) {
  /** @type {Files} */
  const files = new Map();
  for (const { folder, at, without } of folders) {
    for (const path of await readdir(folder, { recursive: true })) {
      const type = TYPES[extname(path)];
      if (!type || without?.some((part) => path.startsWith(part + sep))) continue;
      files.set(at + path.split(sep).join("/"), { file: join(folder, path), type });
    }
  }
  const index = files.get("/index.html");
  if (index) files.set("/", index);
  return files;
}

/**
 * @param {Files} files
 * @param {string} path
 * @returns {Promise<Response | undefined>}
 */
export async function serveFile(files, path) {
  const found = files.get(path);
  if (!found) return undefined;
  const headers = { "Content-Type": found.type, "Cache-Control": "no-cache" };
  return new Response(new Uint8Array(await readFile(found.file)), { headers });
}
