// The licences of the crates that are linked into the modules.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { output } from "./run.mjs";

/**
 * @typedef {{ id: string, name: string, version: string, license: string | null, manifest_path: string,
 *   targets: { kind: string[] }[] }} Crate
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node
 */

const NOTICE = /^(un)?licen[cs]e|^copying|^notice/i;

/**
 * The crates that the crate of this folder links into a module, sorted. Build dependencies and macros run
 * in the compiler only.
 *
 * @returns {Crate[]}
 */
export function linkedCrates() {
  const args = ["metadata", "--format-version", "1", "--locked", "--all-features"];
  const printed = output("cargo", [...args, "--filter-platform", "wasm32-unknown-unknown"]);
  if (printed === undefined) throw new Error("cargo metadata failed");
  /** @type {{ packages: Crate[], resolve: { root: string, nodes: Node[] } }} */
  const { packages, resolve } = JSON.parse(printed);
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (/** @type {string} */ id) =>
    crates.get(id)?.targets.some(({ kind }) => kind.includes("proc-macro"));
  /** @type {Set<string>} */
  const linked = new Set();
  const open = [resolve.root];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? []) {
      const isNormal = dep_kinds.some(({ kind }) => kind === null);
      if (!isNormal || isMacro(pkg) || linked.has(pkg)) continue;
      linked.add(pkg);
      open.push(pkg);
    }
  }
  return [...linked]
    .flatMap((id) => crates.get(id) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The licence texts of a crate. Of MIT and Apache-2.0, between which most crates leave the choice, MIT. A
 * crate without any file gets the text of Apache-2.0 if it allows that, because that text names no owner.
 *
 * @param {Crate} crate
 * @param {string} apache
 */
function textsOf({ name, version, license, manifest_path }, apache) {
  const folder = dirname(manifest_path);
  const files = readdirSync(folder).filter((file) => NOTICE.test(file));
  const isMit = (/** @type {string} */ file) => /mit/i.test(file);
  const chosen = files.some(isMit)
    ? files.filter((file) => !/apache|^license(\.\w+)?$/i.test(file))
    : files;
  if (chosen.length > 0) return chosen.map((file) => readFileSync(join(folder, file), "utf8"));
  if (/\bApache-2\.0\b/.test(license ?? "")) return [apache];
  throw new Error(`the crate ${name} ${version} has no licence text`);
}

/** The contents of the package's file `THIRD-PARTY-LICENSES`. */
export function thirdPartyLicenses() {
  const apache = readFileSync("LICENSE-APACHE", "utf8");
  const rustc = output("rustc", ["--version"]);
  if (rustc === undefined) throw new Error("rustc --version failed");
  /** The crates of each text. @type {Map<string, string[]>} */
  const owners = new Map();
  const add = (/** @type {string} */ text, /** @type {string} */ owner) => {
    const trimmed = text.replaceAll("\r\n", "\n").trim();
    owners.set(trimmed, [...(owners.get(trimmed) ?? []), owner]);
  };
  for (const crate of linkedCrates()) {
    const { name, version, license } = crate;
    for (const text of textsOf(crate, apache)) add(text, `${name} ${version} (${license})`);
  }
  add(apache, `the standard library of ${rustc} (MIT OR Apache-2.0)`);
  const parts = [...owners].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  const intro = "The WebAssembly modules of this package contain the following software.\n";
  return [intro, ...parts].join(`\n${"-".repeat(80)}\n\n`);
}
