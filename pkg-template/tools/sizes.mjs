// The bytes that a page loads.
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

/** @param {string} wasm @param {string[]} scripts */
export function printSizes(wasm, scripts) {
  console.table({ wasm: sizesOf([wasm]), "js (not minified)": sizesOf(scripts) });
}
