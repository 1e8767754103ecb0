/**
 * Serves the files of folders that are listed once, at start. A request is looked up by its whole
 * path, so no path leads out of these folders.
 */
import { createHash } from "node:crypto";
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
  ".woff2": "font/woff2",
};

/** The compressed copies, the smallest first: the end of their names, and their encoding. */
const ENCODINGS = /** @type {const} */ ([
  [".br", "br"],
  [".gz", "gzip"],
]);

/** @typedef {{ path: string, type: string, encodings: Map<string, string> }} File with its compressed copies */
/** @typedef {Map<string, File>} Files by URL path */

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
    const paths = await readdir(folder, { recursive: true });
    const all = new Set(paths);
    for (const path of paths) {
      const type = CONTENT_TYPES[extname(path)];
      if (!type || without?.some((subfolder) => path.startsWith(subfolder + sep))) continue;
      const copies = ENCODINGS.filter(([suffix]) => all.has(path + suffix));
      const encodings = new Map(
        copies.map(([suffix, encoding]) => [encoding, join(folder, path + suffix)]),
      );
      files.set(at + path.split(sep).join("/"), { path: join(folder, path), type, encodings });
    }
  }
  const index = files.get("/index.html");
  if (index) files.set("/", index);
  return files;
}

/** @param {string} accepted the header `Accept-Encoding` @param {File} file */
const chooseEncoding = (accepted, { encodings }) =>
  [...encodings.keys()].find((encoding) => accepted.split(/[\s,;]+/).includes(encoding));

/**
 * @param {Files} files
 * @param {string} urlPath
 * @param {Headers} [requestHeaders]
 * @returns {Promise<Response | undefined>}
 */
export async function serveFile(files, urlPath, requestHeaders = new Headers()) {
  const file = files.get(urlPath);
  if (!file) return undefined;
  const encoding = chooseEncoding(requestHeaders.get("Accept-Encoding") ?? "", file);
  const contents = await readFile((encoding && file.encodings.get(encoding)) ?? file.path);
  const ETag = `"${createHash("sha256").update(contents).digest("hex").slice(0, 16)}"`;
  /** @type {Record<string, string>} */
  const headers = {
    "Content-Type": file.type,
    "Cache-Control": "no-cache",
    ETag,
    ...(file.encodings.size > 0 && { Vary: "Accept-Encoding" }),
  };
  if (requestHeaders.get("If-None-Match") === ETag)
    return new Response(null, { status: 304, headers });
  if (encoding) headers["Content-Encoding"] = encoding;
  return new Response(new Uint8Array(contents), { headers });
}
