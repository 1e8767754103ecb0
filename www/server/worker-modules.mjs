// A worker's modules for workerd, as a bundler would hand them over: the package under its own name,
// beside the worker.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * @param {string} pkg the package's folder
 * @param {string[]} scripts the worker's files, the entry first
 */
export function workerModules(pkg, scripts) {
  const root = "/worker";
  /** @param {string} path @param {string | Uint8Array<ArrayBuffer>} contents @param {"ESModule" | "CompiledWasm"} [type] */
  const module = (path, contents, type = "ESModule") => ({
    type,
    path: join(root, path),
    contents,
  });
  const files = readdirSync(pkg, { recursive: true, encoding: "utf8" });
  const packed = files
    .filter((file) => file.endsWith(".js") && !/^(node|edge-light|wasm-text)\.js$/.test(file))
    .map((file) => module(join("package", file), readFileSync(join(pkg, file), "utf8")));
  return {
    modulesRoot: root,
    modules: [
      ...scripts.map((file) => module(basename(file), readFileSync(file, "utf8"))),
      module("pressone-esim", 'export * from "./package/workerd.js";'),
      module("pressone-esim/gateway", 'export * from "../package/gateway/index.js";'),
      module(
        "pressone-esim/gateway/cloudflare",
        'export * from "../../package/gateway/cloudflare.js";',
      ),
      ...packed,
      module(
        "package/pressone_esim_bg.wasm",
        new Uint8Array(readFileSync(join(pkg, "pressone_esim_bg.wasm"))),
        "CompiledWasm",
      ),
    ],
  };
}
