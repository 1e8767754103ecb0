// Checks the imports between the modules of the crate: no cycle, and no import of a higher layer.
//
// cargo-modules analyses the crate as the compiler does, for wasm32. Its own `--acyclic` cannot be used,
// because it takes a method that returns its own type for a cycle. cargo-modules does not see paths in the
// bodies of functions.
import { execFileSync } from "node:child_process";
import { CARGO_MODULES, pathOf } from "../../pkg-template/tools/cargo-tools.mjs";
import { findCycles, findUpwardImports, readGraph } from "./module-graph.js";

/**
 * The layers of the crate, from bottom to top: pure code, the shell, the two clients, the exported methods.
 */
const LAYERS = ["core", "wasm", "page", "partner", "api"];
const ARGS = [
  ...["dependencies", "--lib", "--no-externs", "--no-sysroot"],
  ...["--target", "wasm32-unknown-unknown", "--all-features"],
];

/**
 * Returns what breaks the layers of a crate, in sentences.
 *
 * @param {string} folder of the crate's Cargo.toml
 */
export function brokenLayers(folder) {
  const options = /** @type {const} */ ({ cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
  const dot = execFileSync(pathOf(CARGO_MODULES), [...ARGS, "--manifest-path", folder], options);
  const graph = readGraph(dot);
  return [
    ...findCycles(graph).map((cycle) => `these modules import each other: ${cycle.join(", ")}`),
    ...findUpwardImports(graph, LAYERS).map(
      ([from, to]) => `${from} imports ${to}, which is in a higher layer`,
    ),
  ];
}
