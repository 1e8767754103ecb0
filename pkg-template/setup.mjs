// Installs missing tools: `node pkg-template/setup.mjs` those of the build, `… test` those of the tests
// as well. Imports only modules of Node, because it installs all others.
import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installDebianPrograms } from "./tools/apt.mjs";
import { CHROMEDRIVER, CHROMIUM, FIREFOX } from "./tools/browser.mjs";
import { cargoModules, wasmBindgen, wasmPack } from "./tools/cargo-tools.mjs";
import { INITDB, PGBOUNCER, POSTGRES, REDIS_SERVER } from "./tools/databases.mjs";
import { newerNode } from "./tools/newer-node.mjs";
import { installNodeModules } from "./tools/node-modules.mjs";
import { output, run } from "./tools/run.mjs";
import { WRK } from "./tools/wrk.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

function installRust() {
  const channel = /channel = "([^"]+)"/.exec(readFileSync("rust-toolchain.toml", "utf8"))?.[1];
  if (!channel) throw new Error("rust-toolchain.toml names no channel");
  if (output("rustup", ["--version"]) === undefined) {
    throw new Error("rustup is missing: install it (https://rustup.rs says how), and try again");
  }
  // A user may have switched off rustup's automatic installation.
  const query = ["component", "list", "--toolchain", channel, "--installed"];
  const installed = output("rustup", query) ?? "";
  const required = ["rust-std-wasm32-unknown-unknown", "rust-src", "rustfmt", "clippy"];
  if (required.every((component) => installed.includes(component))) return;
  run("rustup", [
    ...["toolchain", "install", channel, "--profile", "minimal"],
    ...["--target", "wasm32-unknown-unknown", "--component", "rustfmt,clippy,rust-src"],
  ]);
}

/** @type {Record<string, () => void>} */
const setups = {
  build() {
    installRust();
    installNodeModules("build");
    wasmBindgen();
  },
  test() {
    installRust();
    installNodeModules("test");
    wasmBindgen();
    wasmPack();
    cargoModules();
    installDebianPrograms(["chromium", "chromium-driver"], { CHROMIUM, CHROMEDRIVER });
    installDebianPrograms(["firefox-esr"], { FIREFOX });
    installDebianPrograms(["wrk"], { WRK });
    installDebianPrograms(["postgresql", "pgbouncer", "redis-server"], {
      POSTGRES,
      INITDB,
      PGBOUNCER,
      REDIS_SERVER,
    });
    newerNode();
  },
};
const purpose = process.argv[2] ?? "build";
const setUp = setups[purpose];
if (!setUp) {
  throw new Error(`no set-up is called "${purpose}": use one of ${Object.keys(setups).join(", ")}`);
}
setUp();
