// The Rust toolchain of rust-toolchain.toml.
import { readFileSync } from "node:fs";
import process from "node:process";
import { output, run } from "./run.mjs";
import { step } from "./step.mjs";

const FILE = new URL("../../rust-toolchain.toml", import.meta.url);
const RUSTUP = "curl --proto '=https' -sSf https://sh.rustup.rs | sh";
/** The components that the build and the lints need, as rustup lists them. */
const COMPONENTS = ["rust-std-wasm32-unknown-unknown", "rust-src", "rustfmt", "clippy"];

function pinnedVersion() {
  const channel = /channel = "([^"]+)"/.exec(readFileSync(FILE, "utf8"))?.[1];
  if (!channel) throw new Error("rust-toolchain.toml names no channel");
  return channel;
}

/** The installed toolchain of a version: the one of that name, or another one, such as `stable`. */
function installedToolchain(/** @type {string} */ version) {
  const printed = output("rustup", ["toolchain", "list", "--quiet"]);
  if (printed === undefined) {
    throw new Error(`rustup is missing: install it with \`${RUSTUP}\`, and try again`);
  }
  const names = printed.split("\n").filter((name) => name.includes("-"));
  const isOfVersion = (/** @type {string} */ name) =>
    output("rustup", ["run", name, "rustc", "--version"])?.startsWith(`rustc ${version} `);
  return names.find((name) => name.startsWith(`${version}-`)) ?? names.find(isOfVersion);
}

/**
 * Makes cargo use an installed toolchain of the pinned version, if it has another name. Returns the
 * toolchain.
 */
export function useRust() {
  const { RUSTUP_TOOLCHAIN: chosen } = process.env;
  if (chosen) return chosen;
  const version = pinnedVersion();
  const toolchain = installedToolchain(version);
  if (toolchain && !toolchain.startsWith(`${version}-`)) process.env.RUSTUP_TOOLCHAIN = toolchain;
  return toolchain;
}

/** Installs the toolchain if no toolchain has its version, and the components that are missing. */
export async function installRust() {
  if (output("cc", ["--version"]) === undefined) {
    throw new Error("Rust's linker is missing: install it with `apt-get install gcc libc6-dev`");
  }
  const toolchain = useRust();
  if (!toolchain) {
    const version = pinnedVersion();
    // rustup's own automatic installation may be switched off.
    await step(`installing Rust ${version}`, () =>
      run("rustup", [
        ...["toolchain", "install", version, "--profile", "minimal", "--no-self-update"],
        ...["--target", "wasm32-unknown-unknown", "--component", "rustfmt,clippy,rust-src"],
      ]),
    );
    return;
  }
  const query = ["component", "list", "--toolchain", toolchain, "--installed"];
  const installed = output("rustup", query) ?? "";
  const missing = COMPONENTS.filter((component) => !installed.includes(component));
  if (missing.length === 0) return;
  await step(`adding ${missing.join(", ")} to Rust's toolchain ${toolchain}`, () =>
    run("rustup", ["component", "add", "--toolchain", toolchain, ...missing]),
  );
}
