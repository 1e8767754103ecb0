// Each contestant as a page loads it: built with Vite for production, as a shop would build it.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, createLogger } from "vite";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The folder of a contestant's page. @param {string} file */
export const folderOf = (file) => join(ROOT, "target/bench/pages", basename(file, ".js"));

/**
 * Builds `entry.js`, which exports `createClient`, with everything that it loads.
 *
 * @param {string} file
 * @returns {Promise<{ folder: string, warnings: string[] }>}
 */
export async function buildPage(file) {
  const folder = folderOf(file);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  /** @type {string[]} */
  const warnings = [];
  const logger = createLogger("warn", { allowClearScreen: false });
  logger.warn = (message) => warnings.push(message);
  logger.warnOnce = logger.warn;
  logger.error = logger.warn;
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    customLogger: logger,
    base: "./",
    publicDir: false,
    build: {
      outDir: folder,
      // The polyfill belongs to no contestant, and current browsers do not need it.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { entry: file },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "entry.js" },
      },
    },
  });
  return { folder, warnings };
}

/** @typedef {{ raw: number, gzip: number, brotli: number }} Size in bytes */

/** @param {Buffer} bytes @returns {Size} */
function sizeOf(bytes) {
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

/** @param {Size[]} sizes @returns {Size} */
const sumOf = (sizes) => ({
  raw: sizes.reduce((sum, { raw }) => sum + raw, 0),
  gzip: sizes.reduce((sum, { gzip }) => sum + gzip, 0),
  brotli: sizes.reduce((sum, { brotli }) => sum + brotli, 0),
});

/**
 * The bytes that a page loads. Each file is compressed by itself, as it travels.
 *
 * @param {string} folder
 */
export function transferSize(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sizesOf = (/** @type {string} */ extension) =>
    names
      .filter((name) => name.endsWith(extension))
      .map((name) => sizeOf(readFileSync(join(folder, name))));
  const [script, module] = [sumOf(sizesOf(".js")), sumOf(sizesOf(".wasm"))];
  return { script, module, total: sumOf([script, module]) };
}
