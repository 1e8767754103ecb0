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
import { printSizes } from "./tools/sizes.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

const STAMP = "target/pkg-inputs";
const WASM = "pressone_esim_bg.wasm";
const INPUTS = [
  "Cargo.toml",
  "Cargo.lock",
  "rust-toolchain.toml",
  "src",
  "pkg-template",
  "README.md",
  "LICENSE-MIT",
  "LICENSE-APACHE",
];
// What wasm-bindgen's output uses, and no more: with all features on, wasm-opt emits types that
// Node 20 refuses.
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-reference-types",
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
  for (const file of INPUTS.filter((path) => existsSync(path)).flatMap(filesUnder)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function compile() {
  const target = "wasm32-unknown-unknown";
  run("cargo", ["build", "--release", "--locked", "--lib", "--target", target]);
  const raw = `target/${target}/release/pressone_esim.wasm`;
  run(wasmBindgen(), ["--target", "web", "--out-dir", "target/bindgen", raw]);
  const optimised = `target/bindgen/${WASM}`;
  run(process.execPath, [
    "node_modules/binaryen/bin/wasm-opt",
    "-Oz",
    ...FEATURES,
    optimised,
    "-o",
    optimised,
  ]);
}

/** The error classes live in a snippet, whose folder carries a hash: one stable name for them. */
function errorModule() {
  const snippet = readdirSync("target/bindgen/snippets")[0];
  const path = `snippets/${snippet}/src/wasm/error.js`;
  const source = readFileSync(`target/bindgen/${path}`, "utf8");
  const names = [...source.matchAll(/^export class (\w+)/gm)].map((match) => match[1]);
  return `export {\n${names.map((name) => `  ${name},\n`).join("")}} from "./${path}";\n`;
}

function assemble() {
  rmSync("pkg", { recursive: true, force: true });
  mkdirSync("pkg");
  cpSync("target/bindgen", "pkg", { recursive: true });
  cpSync("pkg-template/package", "pkg", { recursive: true });
  for (const file of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) cpSync(file, `pkg/${file}`);
  writeFileSync("pkg/errors.js", errorModule());
  const version = /^version = "([^"]+)"/m.exec(readFileSync("Cargo.toml", "utf8"))?.[1];
  const manifest = JSON.parse(readFileSync("pkg/package.json", "utf8"));
  writeFileSync("pkg/package.json", `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
}

const inputs = hashOfInputs();
if (existsSync("pkg") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === inputs) {
  console.log("pkg/ is up to date");
} else {
  rmSync("target/bindgen", { recursive: true, force: true });
  compile();
  assemble();
  writeFileSync(STAMP, inputs);
}
const scripts = filesUnder("pkg").filter((file) => file.endsWith(".js"));
printSizes(
  `pkg/${WASM}`,
  scripts.filter((file) => !/(node|workerd)\.js$/.test(file)),
);
