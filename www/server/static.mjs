/**
 * Serves the files of folders that are listed once, at start. A request is looked up by its whole
 * path, so no path leads out of these folders.
 */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** @type {Record<string, string>} */
const CONTENT_TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** @typedef {Map<string, { path: string, type: string }>} Files by URL path */

/**
 * @typedef {object} Folder
 * @property {string} folder its path in the file system
 * @property {string} at its URL path
 * @property {readonly string[]} [without] subfolders that are not served
 */

/**
 * @param {Folder[]} folders
 * @returns {Promise<Files>}
 */
export async function listFiles(folders) {
  /** @type {Files} */
  const files = new Map();
  for (const { folder, at, without } of folders) {
    for (const path of await readdir(folder, { recursive: true })) {
      const type = CONTENT_TYPES[extname(path)];
      if (!type || without?.some((subfolder) => path.startsWith(subfolder + sep))) continue;
      files.set(at + path.split(sep).join("/"), { path: join(folder, path), type });
    }
  }
  const index = files.get("/index.html");
  if (index) files.set("/", index);
  return files;
}

/**
 * @param {Files} files
 * @param {string} urlPath
 * @returns {Promise<Response | undefined>}
 */
export async function serveFile(files, urlPath) {
  const file = files.get(urlPath);
  if (!file) return undefined;
  const headers = { "Content-Type": file.type, "Cache-Control": "no-cache" };
  return new Response(new Uint8Array(await readFile(file.path)), { headers });
}
