// Makes pkg/, ready for `npm pack`, from the crate and pkg-template/package/.
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { wasmBindgen } from "./tools/cargo-tools.mjs";
import { run } from "./tools/run.mjs";
import { shortenNames } from "./tools/shorten-names.mjs";
import { printSizes } from "./tools/sizes.mjs";
import { typeExports } from "./tools/type-exports.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

const STAMP = "target/pkg-inputs";
const WASM = "pressone_esim_bg.wasm";
/** Documents of the repository that the package contains. */
const DOCUMENTS = ["README.md", "PURCHASES.md", "LICENSE-MIT", "LICENSE-APACHE"];
const INPUTS = [
  "Cargo.toml",
  "Cargo.lock",
  "rust-toolchain.toml",
  "package-lock.json",
  "src",
  "pkg-template",
  ...DOCUMENTS,
];
// The features that wasm-bindgen's output uses. With all features on, wasm-opt emits types that Node 20
// refuses.
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-sign-ext",
  "--enable-multivalue",
  "--enable-nontrapping-float-to-int",
  "--enable-mutable-globals",
];

/** @param {string} path @returns {string[]} all files under it */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

function hashOfInputs() {
  const hash = createHash("sha256");
  const settings = Object.entries(process.env).filter(([name]) =>
    /^(CARGO_PROFILE|RUSTFLAGS)/.test(name),
  );
  hash.update(JSON.stringify(settings.sort()));
  for (const file of INPUTS.filter((path) => existsSync(path)).flatMap(filesUnder)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/**
 * Compiles the module with a standard library of its own, without the messages of panics. Nothing in the
 * crate panics, and the messages make the module larger (see README.md). The options are unstable, so only
 * this build uses them, with the pinned toolchain. A plain `cargo build` needs none of them.
 */
function compile() {
  const target = "wasm32-unknown-unknown";
  const folder = "target/package";
  run(
    "cargo",
    [
      ...["build", "--release", "--locked", "--lib", "--target", target, "--target-dir", folder],
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
  const raw = `${folder}/${target}/release/pressone_esim.wasm`;
  run(wasmBindgen(), ["--target", "web", "--out-dir", "target/bindgen", raw]);
  const optimised = `target/bindgen/${WASM}`;
  run(process.execPath, [
    "node_modules/binaryen/bin/wasm-opt",
    "-Oz",
    "--converge",
    ...FEATURES,
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
    optimised,
    "-o",
    optimised,
  ]);
  shortenNames(optimised, "target/bindgen/pressone_esim.js", FEATURES);
}

/**
 * Writes two modules with stable names for `error.js`, because its folder has a hash in its name. One
 * exports the public classes, the other the function that makes an error.
 */
function writeErrorModules() {
  const snippet = readdirSync("target/bindgen/snippets")[0];
  const path = `./snippets/${snippet}/src/wasm/error.js`;
  const source = readFileSync(join("target/bindgen", path), "utf8");
  const names = [...source.matchAll(/^export class (\w+)/gm)].map((match) => `  ${match[1]},\n`);
  writeFileSync("pkg/errors.js", `export {\n${names.join("")}} from "${path}";\n`);
  writeFileSync("pkg/make-error.js", `export { pressoneError } from "${path}";\n`);
}

/** Writes the module as text, because a server's bundler copies scripts only: see `node.js`. */
function writeModuleAsText() {
  const base64 = readFileSync(`pkg/${WASM}`).toString("base64");
  writeFileSync("pkg/wasm-text.js", `export const base64 = "${base64}";\n`);
}

function assemble() {
  rmSync("pkg", { recursive: true, force: true });
  mkdirSync("pkg");
  cpSync("target/bindgen", "pkg", { recursive: true });
  // The types of the module's raw exports are not part of the package.
  rmSync(`pkg/${WASM}.d.ts`);
  cpSync("pkg-template/package", "pkg", { recursive: true });
  for (const file of DOCUMENTS) cpSync(file, `pkg/${file}`);
  writeFileSync("pkg/types.d.ts", typeExports(readFileSync("pkg/pressone_esim.d.ts", "utf8")));
  writeErrorModules();
  writeModuleAsText();
  const version = /^version = "([^"]+)"/m.exec(readFileSync("Cargo.toml", "utf8"))?.[1];
  const manifest = JSON.parse(readFileSync("pkg/package.json", "utf8"));
  writeFileSync("pkg/package.json", `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
}

const inputs = hashOfInputs();
if (existsSync("pkg") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === inputs) {
  console.log("pkg/ is up to date");
} else {
  // Removed first, so a build that fails is repeated.
  rmSync(STAMP, { force: true });
  rmSync("target/bindgen", { recursive: true, force: true });
  compile();
  assemble();
  writeFileSync(STAMP, inputs);
}
const scripts = filesUnder("pkg").filter((file) => file.endsWith(".js"));
printSizes(
  `pkg/${WASM}`,
  // The scripts that a page loads.
  scripts.filter(
    (file) => !/(node|workerd|edge-light|wasm-text)\.js$|\/(gateway|stores)\//.test(file),
  ),
);
