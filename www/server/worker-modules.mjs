// The modules of a worker for workerd: its scripts, and the package under its own name. They stand in
// for a bundler's output.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const ROOT = "/worker";
/** The package's files for other runtimes, and the sandbox. */
const OTHER_FILES = /(^|\/)(cli|node|edge-light|inline|compile-text)\.js$|_text\.js$|^sandbox\//;

/**
 * @param {string} path
 * @param {string | Uint8Array<ArrayBuffer>} contents
 * @param {"ESModule" | "CompiledWasm"} [type]
 */
const module = (path, contents, type = "ESModule") => ({ type, path: join(ROOT, path), contents });

/**
 * @param {string} pkg the package's folder
 * @param {string[]} scripts the worker's files, the entry first
 */
export function workerModules(pkg, scripts) {
  const files = readdirSync(pkg, { recursive: true, encoding: "utf8" });
  const packageScripts = files.filter((file) => file.endsWith(".js") && !OTHER_FILES.test(file));
  const wasmFiles = files.filter((file) => file.endsWith(".wasm"));
  return {
    modulesRoot: ROOT,
    modules: [
      ...scripts.map((file) => module(basename(file), readFileSync(file, "utf8"))),
      module("pressone-esim", 'export * from "./package/workerd.js";'),
      module("pressone-esim/partner", 'export * from "../package/partner/workerd.js";'),
      module("pressone-esim/errors", 'export * from "../package/errors.js";'),
      module("pressone-esim/gateway", 'export * from "../package/gateway/index.js";'),
      module("pressone-esim/stores", 'export * from "../package/stores/errors.js";'),
      ...["memory", "cloudflare"].map((name) =>
        module(`pressone-esim/stores/${name}`, `export * from "../../package/stores/${name}.js";`),
      ),
      ...packageScripts.map((file) =>
        module(join("package", file), readFileSync(join(pkg, file), "utf8")),
      ),
      ...wasmFiles.map((file) =>
        module(
          join("package", file),
          new Uint8Array(readFileSync(join(pkg, file))),
          "CompiledWasm",
        ),
      ),
    ],
  };
}
