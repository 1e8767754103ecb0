// Makes pkg/, ready for `npm pack`, from the crate and pkg-template/package/.
import { createHash } from "node:crypto";
import {
  chmodSync,
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
import { installBindgen } from "./tools/bindgen.mjs";
import { bundleEntry } from "./tools/bundle-entry.mjs";
import { bind, compileCrate, writeClient } from "./tools/compile-client.mjs";
import { writeErrorModules } from "./tools/error-modules.mjs";
import { thirdPartyLicenses } from "./tools/licenses.mjs";
import { packageReadme } from "./tools/package-readme.mjs";
import { useRust } from "./tools/rust.mjs";
import { printSizes } from "./tools/sizes.mjs";
import { step } from "./tools/step.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

/** @type {import("./tools/compile-client.mjs").PackagedClient[]} */
const CLIENTS = [
  {
    name: "page",
    cargoFlags: ["--no-default-features", "--features", "page"],
    className: "Client",
  },
  {
    name: "partner",
    cargoFlags: ["--no-default-features", "--features", "partner"],
    className: "PartnerClient",
  },
];
/** Node imports files one after another, so each of its entries becomes one file. */
const NODE_ENTRIES = ["node.js", "partner/node.js"];
const STAMP = "target/pkg-inputs";
/** Documents of the repository that the package contains. */
const DOCUMENTS = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];
const INPUTS = [
  "Cargo.toml",
  "Cargo.lock",
  "rust-toolchain.toml",
  "package-lock.json",
  "src",
  "pkg-template",
  ...DOCUMENTS,
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

/** Marks the failure of work as handled. A later `await` still receives it. @template Result @param {Promise<Result>} work */
function inBackground(work) {
  work.catch(() => {});
  return work;
}

/**
 * Writes the files of all clients. rustc and wasm-opt each work on one core, so the next client is compiled
 * while wasm-opt makes this one smaller.
 */
async function writeClients() {
  const bindgen = inBackground(installBindgen());
  const written = [];
  for (const client of CLIENTS) {
    const crate = await step(`compiling the ${client.name} client`, () => compileCrate(client));
    const bindings = await bind(client, await bindgen, crate);
    const write = () => writeClient(client, bindings, "pkg");
    written.push(inBackground(step(`making the ${client.name} client smaller`, write)));
  }
  await Promise.all(written);
}

async function build() {
  rmSync("pkg", { recursive: true, force: true });
  mkdirSync("pkg");
  await writeClients();
  cpSync("pkg-template/package", "pkg", { recursive: true });
  for (const file of DOCUMENTS) cpSync(file, `pkg/${file}`);
  writeFileSync("pkg/README.md", packageReadme(readFileSync("README.md", "utf8")));
  writeErrorModules("pkg");
  for (const entry of NODE_ENTRIES) await bundleEntry("pkg", entry);
  // Only these entries import it.
  rmSync("pkg/read-module.js");
  writeFileSync("pkg/THIRD-PARTY-LICENSES", thirdPartyLicenses());
  const version = /^version = "([^"]+)"/m.exec(readFileSync("Cargo.toml", "utf8"))?.[1];
  const manifest = JSON.parse(readFileSync("pkg/package.json", "utf8"));
  writeFileSync("pkg/package.json", `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  // `npm pack` records the modes of files, and new files have those of the user's umask.
  for (const file of filesUnder("pkg")) chmodSync(file, 0o644);
}

const inputs = hashOfInputs();
if (existsSync("pkg") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === inputs) {
  console.log("pkg/ is up to date");
} else {
  // Removed first, so a build that fails is repeated.
  rmSync(STAMP, { force: true });
  useRust();
  await build();
  writeFileSync(STAMP, inputs);
}
printSizes(
  "pkg",
  CLIENTS.map(({ name }) => name),
);
