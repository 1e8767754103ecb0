/** The Rust toolchain that set-up uses, with stand-ins for rustup and the linker. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { callTool, makeFolder } from "./project.js";

const FILE = readFileSync(new URL("../../rust-toolchain.toml", import.meta.url), "utf8");
const [, PINNED = ""] = /channel = "([^"]+)"/.exec(FILE) ?? [];
const HOST = "x86_64-unknown-linux-gnu";
const WASM = "rust-std-wasm32-unknown-unknown";
const ALL = [WASM, "rust-src", `rustfmt-${HOST}`, `clippy-${HOST}`];

/**
 * A rustup with these toolchains, each of a version, and with these components in each.
 *
 * @param {Record<string, string>} toolchains
 * @param {string[]} components
 */
function rustup(toolchains, components) {
  const names = Object.keys(toolchains);
  const versions = Object.entries(toolchains).map(
    ([name, version]) => `"run ${name} "*) echo "rustc ${version} (59807616e 2026-04-14)";;`,
  );
  return [
    'case "$*" in',
    `"toolchain list"*) ${names.map((name) => `echo ${name}`).join("; ") || ":"};;`,
    ...versions,
    `"component list"*) ${components.map((name) => `echo ${name}`).join("; ") || ":"};;`,
    "esac",
  ].join("\n");
}

/** Returns the changes that a set-up lets rustup make. @param {string[]} calls */
const changes = (calls) =>
  calls.filter((call) => / (install|add|update|default|override) /.test(call));

/** @param {import("node:test").TestContext} t @param {Record<string, string>} programs */
const installRust = (t, programs) => callTool(makeFolder(t), "rust.mjs: installRust()", programs);

test("a complete toolchain of the pinned version is left as it is", (t) => {
  const toolchains = { [`stable-${HOST}`]: "1.99.0", [`${PINNED}-${HOST}`]: PINNED };
  const { status, calls } = installRust(t, { cc: "", rustup: rustup(toolchains, ALL) });
  assert.equal(status, 0);
  assert.deepEqual(changes(calls), []);
});

test("a toolchain of the pinned version with another name gets what it lacks", (t) => {
  const toolchains = { [`stable-${HOST}`]: PINNED, [`nightly-${HOST}`]: "1.99.0-nightly" };
  const { status, calls } = installRust(t, { cc: "", rustup: rustup(toolchains, ALL.slice(2)) });
  assert.equal(status, 0);
  assert.deepEqual(changes(calls), [
    `rustup component add --toolchain stable-${HOST} ${WASM} rust-src`,
  ]);
});

test("the pinned version is installed beside the others if no toolchain has it", (t) => {
  const toolchains = { [`stable-${HOST}`]: "1.99.0" };
  const { status, calls, printed } = installRust(t, { cc: "", rustup: rustup(toolchains, ALL) });
  assert.equal(status, 0);
  const [change = "", ...others] = changes(calls);
  assert.match(change, new RegExp(`^rustup toolchain install ${PINNED} .*rust-src$`));
  assert.deepEqual(others, []);
  assert.match(printed, new RegExp(`installing Rust ${PINNED}: done in \\d`));
});

test("cargo uses the toolchain of another name", (t) => {
  const call =
    "rust.mjs: useRust(console.log(process.env.RUSTUP_TOOLCHAIN)); process.stdout.write(process.env.RUSTUP_TOOLCHAIN)";
  const toolchains = { [`stable-${HOST}`]: PINNED };
  const { printed } = callTool(makeFolder(t), call, { rustup: rustup(toolchains, ALL) });
  assert.equal(printed, `undefined\nstable-${HOST}`);
});

test("a missing rustup is named with the command that installs it", (t) => {
  const { status, printed } = installRust(t, { cc: "" });
  assert.equal(status, 1);
  assert.match(printed, /rustup is missing: install it with `curl [^`]+`/);
});

test("a missing linker is named with the command that installs it", (t) => {
  const { status, printed } = installRust(t, { rustup: rustup({}, []) });
  assert.equal(status, 1);
  assert.match(printed, /linker is missing: install it with `apt-get install gcc libc6-dev`/);
});
