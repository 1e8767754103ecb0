// Puts the page's script and the WebAssembly module into public/. wrangler runs this before it starts or deploys.
import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const outdir = "public/built";
await build({ entryPoints: ["src/page.js"], outdir, bundle: true, format: "esm", minify: true });
// esbuild does not copy the module.
const name = "pressone_esim_page_bg.wasm";
await copyFile(fileURLToPath(import.meta.resolve(`pressone-esim/${name}`)), `${outdir}/${name}`);
