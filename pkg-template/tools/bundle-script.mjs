// The script of a module, with the parts of the crate that are JavaScript.
import { basename, dirname } from "node:path";
import { build } from "esbuild";

/**
 * Puts wasm-bindgen's script and the scripts that it imports into one file, so a page without a bundler
 * loads one file. The error classes stay in a file of their own, which all clients share.
 *
 * @param {string} script
 * @param {string} className of the client in wasm-bindgen's script; the file exports it as `Client`
 * @param {string} buildName which the file exports as `BUILD`
 */
export async function bundleScript(script, className, buildName) {
  const { outputFiles } = await build({
    stdin: {
      contents:
        `export { default, initSync, ${className} as Client } from "./${basename(script)}";\n` +
        `export const BUILD = "${buildName}";\n`,
      resolveDir: dirname(script),
    },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    // Warnings about parameters that no entry of the package passes.
    drop: ["console"],
    plugins: [
      {
        name: "error-classes",
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/error\.js$/ }, () => ({
            path: "./error-classes.js",
            external: true,
          })),
      },
    ],
  });
  const [bundle] = outputFiles;
  if (!bundle?.text.includes('from "./error-classes.js"')) {
    throw new Error(`the bundle of ${script} does not import the error classes`);
  }
  return bundle.text;
}
