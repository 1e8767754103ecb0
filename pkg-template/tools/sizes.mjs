// The sizes of the package's modules and scripts.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** @param {string[]} files */
function sizesOf(files) {
  const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

/**
 * Prints the sizes of each client's module and of the scripts that load it.
 *
 * @param {string} folder of the package
 * @param {string[]} clients
 */
export function printSizes(folder, clients) {
  const shared = [
    "load.js",
    "module-source.js",
    "facade.js",
    "errors.js",
    "error-classes.js",
    "is-refused.js",
  ];
  const rows = clients.flatMap((name) => {
    const own = name === "page" ? ["web.js"] : ["partner/web.js", "partner/load.js"];
    const files = [`pressone_esim_${name}.js`, ...own, ...shared];
    const scripts = files.map((file) => `${folder}/${file}`);
    return [
      [`${name}, module`, sizesOf([`${folder}/pressone_esim_${name}_bg.wasm`])],
      [`${name}, scripts (not minified)`, sizesOf(scripts)],
    ];
  });
  console.table(Object.fromEntries(rows));
}
