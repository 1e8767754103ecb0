// One of the package's clients, from the crate to its module, its script and its types.
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { markBuild } from "./build-mark.mjs";
import { bundleScript } from "./bundle-script.mjs";
import { apiTypes } from "./declarations.mjs";
import { run } from "./run.mjs";
import { shortenNames } from "./shorten-names.mjs";

/**
 * @typedef {object} PackagedClient
 * @property {string} name of its Cargo feature, and in the names of its files
 * @property {string[]} cargoFlags
 * @property {string} className
 */

/**
 * The files that the program `pressone-bindgen` has made of a client's module.
 *
 * @typedef {object} Bindings
 * @property {string} module
 * @property {string} script
 * @property {string} declarations
 */

const TARGET = "wasm32-unknown-unknown";
const CARGO_FOLDER = "target/package";
/** The output of `pressone-bindgen`. */
const BINDGEN_FOLDER = "target/bindgen";

// The features that wasm-bindgen's output uses. With all features on, wasm-opt emits types that Node 20
// refuses.
export const FEATURES = [
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
 * share the folder, and with it the standard library and the dependencies. The next client's module takes
 * the path of this one.
 *
 * @param {PackagedClient} client
 * @returns {Promise<string>} the path of the module
 */
export async function compileCrate({ cargoFlags }) {
  await run(
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
  return run(process.execPath, [
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

const fileOf = (/** @type {PackagedClient} */ { name }) => `pressone_esim_${name}`;

/**
 * Makes the script and the types of a client's module.
 *
 * @param {PackagedClient} client
 * @param {string} program the path of `pressone-bindgen`
 * @param {string} crate the path of the module
 * @returns {Promise<Bindings>}
 */
export async function bind(client, program, crate) {
  const file = fileOf(client);
  const folder = `${BINDGEN_FOLDER}/${client.name}`;
  for (const part of ["script", "types"]) {
    await run(program, [part, crate, file, `${folder}/${part}`]);
  }
  return {
    module: `${folder}/script/${file}_bg.wasm`,
    script: `${folder}/script/${file}.js`,
    declarations: `${folder}/types/${file}.d.ts`,
  };
}

/**
 * Writes the files of a client: its module, its module as text, its script and its types.
 *
 * @param {PackagedClient} client
 * @param {Bindings} bindings
 * @param {string} folder of the package
 */
export async function writeClient(client, { module, script, declarations }, folder) {
  const file = fileOf(client);
  await optimise(module);
  shortenNames(module, script, FEATURES);
  const { bytes, build } = markBuild(readFileSync(module));
  writeFileSync(`${folder}/${file}_bg.wasm`, bytes);
  // For servers whose bundler copies scripts only: see `read-module.js`.
  const base64 = bytes.toString("base64");
  writeFileSync(`${folder}/${file}_text.js`, `export const base64 = "${base64}";\n`);
  writeFileSync(`${folder}/${file}.js`, await bundleScript(script, client.className, build));
  writeFileSync(
    `${folder}/${client.name}-types.d.ts`,
    apiTypes(readFileSync(declarations, "utf8")),
  );
}
