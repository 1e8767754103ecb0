// Installs what is missing: `node pkg-template/setup.mjs` for building, `… test` for the tests as
// well. Uses nothing but Node itself, for it runs before anything else is there.
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { CHROMEDRIVER, CHROMIUM, FIREFOX } from "./tools/browser.mjs";
import { wasmBindgen, wasmPack } from "./tools/cargo-tools.mjs";
import { nodeModules } from "./tools/node-modules.mjs";
import { output, run } from "./tools/run.mjs";
import { WRK } from "./tools/wrk.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

function rust() {
  const channel = /channel = "([^"]+)"/.exec(readFileSync("rust-toolchain.toml", "utf8"))?.[1];
  if (!channel) throw new Error("rust-toolchain.toml names no channel");
  if (output("rustup", ["--version"]) === undefined) {
    throw new Error("rustup is missing: install it as https://rustup.rs says, and try again");
  }
  // Automatic installation can be switched off, so that this does not rely on it.
  const query = ["component", "list", "--toolchain", channel, "--installed"];
  const installed = output("rustup", query) ?? "";
  const wanted = ["rust-std-wasm32-unknown-unknown", "rust-src", "rustfmt", "clippy"];
  if (wanted.every((part) => installed.includes(part))) return;
  const parts = ["--target", "wasm32-unknown-unknown", "--component", "rustfmt,clippy,rust-src"];
  run("rustup", ["toolchain", "install", channel, "--profile", "minimal", ...parts]);
}

/**
 * Programs that Debian has packages of.
 *
 * @param {string[]} packages
 * @param {Record<string, string>} programs where they are, by the variable that may say so
 */
function debian(packages, programs) {
  const paths = Object.values(programs);
  if (paths.every((path) => existsSync(path))) return;
  const [program, ...prefix] = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "apt-get"];
  try {
    run(program, [...prefix, "update"]);
    run(program, [...prefix, "install", "-y", "--no-install-recommends", ...packages]);
  } catch (cause) {
    throw new Error(
      `the tests need ${paths.join(" and ")}, and apt-get could not install ${packages.join(", ")}: ` +
        `install that, and name the programs in the environment (${Object.keys(programs).join(", ")}) ` +
        "if they are elsewhere",
      { cause },
    );
  }
}

/** @type {Record<string, () => void>} */
const parts = {
  build() {
    rust();
    nodeModules("build");
    wasmBindgen();
  },
  test() {
    rust();
    nodeModules("test");
    wasmBindgen();
    wasmPack();
    debian(["chromium", "chromium-driver"], { CHROMIUM, CHROMEDRIVER });
    debian(["firefox-esr"], { FIREFOX });
    debian(["wrk"], { WRK });
  },
};
const install = parts[process.argv[2] ?? "build"];
if (!install) throw new Error(`there is no set-up for "${process.argv[2]}"`);
install();
