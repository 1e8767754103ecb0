// Bundles a job into one file, so each platform runs the same code.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const FOLDER = `${ROOT}target/bench/jobs/`;

/** @type {Map<string, Promise<{ file: string, code: string }>>} */
const bundles = new Map();

/**
 * Bundles a job of `jobs/`, once per run.
 *
 * @param {string} name
 */
export function bundleJob(name) {
  const bundle = bundles.get(name) ?? buildJob(name);
  bundles.set(name, bundle);
  return bundle;
}

/** @param {string} name */
async function buildJob(name) {
  const entry = fileURLToPath(new URL(`../jobs/${name}.js`, import.meta.url));
  const built = await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    // As in a shop's build: libraries then leave out their checks for developers.
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "esnext",
      lib: { entry, formats: ["es"], fileName: name },
    },
  });
  const [chunk, ...more] = [built].flat().flatMap((each) => ("output" in each ? each.output : []));
  if (chunk?.type !== "chunk" || more.length > 0) throw new Error(`${name} is not one file`);
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}${name}.js`;
  writeFileSync(file, chunk.code);
  return { file, code: chunk.code };
}
