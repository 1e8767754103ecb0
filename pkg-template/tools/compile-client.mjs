// One of the package's clients, from the crate to its module, its script and its types.
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { bundleScript } from "./bundle-script.mjs";
import { wasmBindgen } from "./cargo-tools.mjs";
import { apiTypes } from "./declarations.mjs";
import { run } from "./run.mjs";
import { shortenNames } from "./shorten-names.mjs";

/**
 * @typedef {object} PackagedClient
 * @property {string} name of its Cargo feature, and in the names of its files
 * @property {string[]} cargoFlags
 * @property {string} className
 */

const TARGET = "wasm32-unknown-unknown";
const CARGO_FOLDER = "target/package";
/** wasm-bindgen's output. */
const BINDGEN_FOLDER = "target/bindgen";

// The features that wasm-bindgen's output uses. With all features on, wasm-opt emits types that Node 20
// refuses.
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-sign-ext",
  "--enable-multivalue",
  "--enable-nontrapping-float-to-int",
  "--enable-mutable-globals",
];

/**
 * Compiles the crate with a standard library of its own, without the messages of panics. Nothing in the
 * crate panics, and the messages make the module larger (see README.md). The options are unstable, so only
 * this build uses them, with the pinned toolchain. A plain `cargo build` needs none of them. All clients
 * share the folder, and with it the standard library and the dependencies.
 *
 * @param {string[]} cargoFlags
 * @returns {string} the path of the module
 */
function compileCrate(cargoFlags) {
  run(
    "cargo",
    [
      ...["build", "--release", "--locked", "--lib", ...cargoFlags],
      ...["--target", TARGET, "--target-dir", CARGO_FOLDER],
      "-Zbuild-std=std,panic_abort",
      "-Zbuild-std-features=optimize_for_size",
    ],
    {
      env: {
        RUSTC_BOOTSTRAP: "1",
        RUSTFLAGS: [
          "-Zunstable-options -Cpanic=immediate-abort",
          "-Zlocation-detail=none",
          "-Ctarget-feature=-reference-types",
          process.env.RUSTFLAGS ?? "",
        ].join(" "),
      },
    },
  );
  return `${CARGO_FOLDER}/${TARGET}/release/pressone_esim.wasm`;
}

/** @param {string} module */
function optimise(module) {
  run(process.execPath, [
    "node_modules/binaryen/bin/wasm-opt",
    "-Oz",
    "--converge",
    ...FEATURES,
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
    module,
    "-o",
    module,
  ]);
}

/**
 * Writes the files of a client: its module, its module as text, its script and its types.
 *
 * @param {PackagedClient} client
 * @param {string} folder of the package
 */
export async function compileClient({ name, cargoFlags, className }, folder) {
  const file = `pressone_esim_${name}`;
  const crate = compileCrate(cargoFlags);
  /** @param {string} target @param {string[]} flags */
  const bindgen = (target, ...flags) => {
    const out = `${BINDGEN_FOLDER}/${name}/${target}`;
    run(wasmBindgen(), ["--target", target, "--out-name", file, "--out-dir", out, ...flags, crate]);
    return out;
  };

  const web = bindgen("web", "--no-typescript", "--omit-default-module-path");
  const [module, script] = [`${web}/${file}_bg.wasm`, `${web}/${file}.js`];
  optimise(module);
  shortenNames(module, script, FEATURES);
  const bytes = readFileSync(module);
  writeFileSync(`${folder}/${file}_bg.wasm`, bytes);
  // For servers whose bundler copies scripts only: see `read-module.js`.
  const base64 = bytes.toString("base64");
  writeFileSync(`${folder}/${file}_text.js`, `export const base64 = "${base64}";\n`);
  writeFileSync(`${folder}/${file}.js`, await bundleScript(script, className));

  // The declarations of this target lack the functions that load the module.
  const declarations = readFileSync(`${bindgen("bundler")}/${file}.d.ts`, "utf8");
  writeFileSync(`${folder}/${name}-types.d.ts`, apiTypes(declarations));
}
