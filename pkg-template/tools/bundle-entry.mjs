// An entry of the package in one file.
import { writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";

/** The files that all entries of a client share: the script of its module, its text, and the error classes. */
const SHARED = /(^|\/)(pressone_esim_\w+|error-classes)\.js$/;

/**
 * Puts the scripts that an entry imports into the entry itself. Node takes about two milliseconds for each
 * file of an import.
 *
 * @param {string} folder of the package
 * @param {string} name of the entry
 */
export async function bundleEntry(folder, name) {
  const file = join(folder, name);
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "node",
    write: false,
    plugins: [
      {
        name: "shared-files",
        setup: ({ onResolve }) =>
          onResolve({ filter: SHARED }, ({ path, resolveDir }) => {
            const shared = relative(dirname(resolve(file)), resolve(resolveDir, path));
            return { path: shared.startsWith(".") ? shared : `./${shared}`, external: true };
          }),
      },
    ],
  });
  writeFileSync(file, outputFiles[0]?.contents ?? "");
}
