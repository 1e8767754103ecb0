// Each contestant as a page loads it: built with Vite for production, as a shop would build it.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, createLogger } from "vite";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where a contestant's page is. @param {string} file */
export const folderOf = (file) => join(ROOT, "target/bench/pages", basename(file, ".js"));

/**
 * Builds `entry.js`, which exports `createClient`, with everything that it loads.
 *
 * @param {string} file
 * @returns {Promise<{ folder: string, said: string[] }>} with Vite's warnings
 */
export async function buildPage(file) {
  const folder = folderOf(file);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  /** @type {string[]} */
  const said = [];
  const logger = createLogger("warn", { allowClearScreen: false });
  logger.warn = (message) => said.push(message);
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
      // Not part of any contestant, and not needed by a browser of these years.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { entry: file },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "entry.js" },
      },
    },
  });
  return { folder, said };
}

/**
 * What a page loads, file by file as they travel.
 *
 * @param {string} folder
 */
export function transferSize(folder) {
  const sum = { raw: 0, gzip: 0, brotli: 0, wasm: 0 };
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|wasm)$/.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    const gzip = gzipSync(bytes, { level: 9 }).length;
    sum.raw += bytes.length;
    sum.gzip += gzip;
    sum.brotli += brotliCompressSync(bytes, { params }).length;
    if (name.endsWith(".wasm")) sum.wasm += gzip;
  }
  return sum;
}
