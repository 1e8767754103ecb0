// The suites of `npm test`: those that others need, quick checks, long ones, short ones, measurements. Two run at
// once, so the long ones start before the short ones.
import { readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";
import { pathOf, WASM_BINDGEN_CLI, WASM_PACK } from "../../pkg-template/tools/cargo-tools.mjs";
import { FILES_AT_ONCE, MAX_FILE_MS } from "./limits.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
/** Measurements with budgets of ratios and bytes, which are the same on every machine. */
const BUDGETED = ["size", "calls", "decode", "cache", "memory"];
const LOCKED = ["-q", "--locked"];
const STRICT = ["--", "-D", "warnings"];
/** Each client alone, as the package has it, and both together. */
const CLIENTS = [
  ["--no-default-features", "--features", "page"],
  ["--no-default-features", "--features", "partner"],
  ["--all-features"],
];
/** The program that makes the modules' scripts. */
const BINDGEN = ["--manifest-path", "pkg-template/tools/bindgen/Cargo.toml"];
const STRICT_DOC = { RUSTDOCFLAGS: "-D warnings" };

/** @typedef {{ program: string, args: string[], env?: Record<string, string> }} Step */

/** @param {string[]} args @param {Record<string, string>} [env] @returns {Step} */
const cargo = (args, env) => ({ program: "cargo", args, ...(env && { env }) });

/** @param {...string} args @returns {Step} */
const node = (...args) => ({ program: process.execPath, args });

/** @param {string} folder */
function testsIn(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.js"));
  if (files.length === 0) throw new Error(`${folder} contains no tests`);
  return files.map((name) => `${folder}/${name}`);
}

/**
 * A process for each file.
 *
 * @param {string} folder
 * @param {number} [filesAtOnce]
 * @param {string[]} more arguments of Node
 */
function nodeTests(folder, filesAtOnce = FILES_AT_ONCE, ...more) {
  const paths = testsIn(folder);
  const bounds = [`--test-concurrency=${filesAtOnce}`, `--test-timeout=${MAX_FILE_MS}`];
  return node("--test", "--test-reporter=spec", ...bounds, ...more, ...paths);
}

/** A few processes for all files. The files with the most to do start first. @param {string} folder */
function queuedTests(folder) {
  const sizeOf = (/** @type {string} */ path) => statSync(path).size;
  return node("tests/run/queue.mjs", ...testsIn(folder).sort((a, b) => sizeOf(b) - sizeOf(a)));
}

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} what
 * @property {true} [alone] it measures, or changes what others use
 * @property {() => Step[] | Promise<Step[]>} steps
 */

/** @type {Suite[]} */
export const suites = [
  {
    name: "rust",
    what: "format, lints and documentation of the crate, and the tests of its pure part",
    steps: () => [
      cargo(["fmt", "--check"]),
      cargo(["fmt", "--check", ...BINDGEN]),
      cargo(["clippy", ...LOCKED, ...BINDGEN, "--target-dir", "target/bindgen-program", ...STRICT]),
      ...CLIENTS.flatMap((client) => [
        cargo(["clippy", ...LOCKED, "--all-targets", ...client, ...STRICT]),
        cargo(["clippy", ...LOCKED, "--lib", ...client, ...WASM, ...STRICT]),
        cargo(["doc", ...LOCKED, "--no-deps", ...client], STRICT_DOC),
        cargo(["doc", ...LOCKED, "--no-deps", ...client, ...WASM], STRICT_DOC),
        cargo(["test", ...LOCKED, ...client]),
      ]),
      // The tests of the shell.
      cargo(["clippy", ...LOCKED, "--tests", ...WASM, ...STRICT], {
        PRESSONE_SANDBOX_URL: "http://127.0.0.1:1",
      }),
    ],
  },
  {
    name: "build",
    what: "the package",
    alone: true,
    steps: () => [node("pkg-template/build.mjs")],
  },
  {
    name: "setup",
    what: "what set-up installs, the choice of suites, and a second build in another folder",
    alone: true,
    steps: () => [nodeTests("tests/setup")],
  },
  {
    name: "javascript",
    what: "format, lints and types of the scripts",
    steps: () => [
      node("node_modules/@biomejs/biome/bin/biome", "ci", "."),
      node("node_modules/typescript/bin/tsc", "-p", "tsconfig.json"),
    ],
  },
  {
    name: "layers",
    what: "import cycles, imports of a higher layer, and lists that stand in several files",
    steps: () => [
      node(
        "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
        ...["--config", "tests/layers/imports.mjs", "src", "pkg-template", "www", "tests"],
      ),
      nodeTests("tests/layers"),
    ],
  },
  {
    name: "types",
    what: "strict TypeScript consumers of the installed tarball",
    steps: () => [
      node("node_modules/publint/src/cli.js", "--strict", "pkg"),
      nodeTests("tests/types"),
    ],
  },
  {
    name: "docs",
    what: "the code, links and API reference of the documents",
    steps: () => [nodeTests("tests/docs")],
  },
  {
    name: "e2e",
    what: "the storefront in Chromium, and its main way in Firefox and WebKit",
    steps: () => [queuedTests("tests/e2e")],
  },
  {
    name: "hosts",
    what: "the packed tarball in Node, Deno, Bun, workerd, Vercel's edge runtime, Next.js and Chromium",
    steps: () => [nodeTests("tests/hosts")],
  },
  {
    name: "examples",
    what: "each example of www/examples: copied, installed, built and driven in Chromium",
    steps: () => [nodeTests("tests/examples")],
  },
  {
    name: "schedules",
    what: "purchases in 10,000 simulated orders of events, with faults, crashes and clock changes",
    steps: () => [
      nodeTests("tests/purchases/schedules"),
      node("tests/purchases/schedules/run.mjs"),
    ],
  },
  {
    name: "stores",
    what: "the contract of each store, against real servers; Cloudflare's in workerd, with kills and cancelled requests",
    steps: () => [nodeTests("tests/stores")],
  },
  {
    name: "databases",
    what: "one order per payment with SQLite, PostgreSQL and Redis, while processes and servers fail",
    // Each file needs both cores.
    steps: () => [nodeTests("tests/purchases/databases", 1)],
  },
  {
    name: "money",
    what: "one order per payment: six engines, broken connections, kills, and the control",
    // The process of a file ends with its tests. A killed browser can leave a handle open.
    steps: () => [nodeTests("tests/purchases/money", FILES_AT_ONCE, "--test-force-exit")],
  },
  {
    name: "stampede",
    what: "one history request per eSIM in 15 minutes: tabs, isolates and processes in a simulated hour",
    steps: () => [nodeTests("tests/stampede")],
  },
  {
    name: "gateway",
    what: "the gateway in workerd: purchases and attacks from several isolates, load",
    steps: () => [
      nodeTests("tests/gateway"),
      node("tests/gateway/load.mjs", "--seconds", "2", "--check"),
    ],
  },
  {
    name: "fuzz",
    what: "random requests of Schemathesis to gateway and sandbox, against their OpenAPI descriptions",
    steps: () => [nodeTests("tests/fuzz")],
  },
  {
    name: "killed",
    what: "one order per payment while the gateway's workerd process is killed, and the control",
    steps: () => [nodeTests("tests/purchases/killed")],
  },
  {
    name: "wasm",
    what: "the shell in a real Chromium, with its storage",
    steps: () => [
      {
        ...node("tests/run/wasm.mjs"),
        env: {
          PATH: `${dirname(pathOf(WASM_BINDGEN_CLI))}:${process.env.PATH}`,
          WASM_PACK: pathOf(WASM_PACK),
        },
      },
    ],
  },
  {
    name: "sandbox",
    what: "the sandbox against its OpenAPI description",
    steps: () => [nodeTests("tests/sandbox")],
  },
  {
    name: "gateway-unit",
    what: "the gateway over a stand-in of the partner client, and under Node's frameworks",
    steps: () => [nodeTests("tests/gateway-unit")],
  },
  {
    name: "journal",
    what: "the partner client's purchases over a store in memory, with faults of store and server",
    steps: () => [nodeTests("tests/journal")],
  },
  {
    name: "page-unit",
    what: "the page's scripts over a stand-in of the module: histories and storages",
    steps: () => [nodeTests("tests/page")],
  },
  {
    name: "scale",
    what: "lists, recovery and purchases over a full journal; what a shopper costs a store",
    steps: () => [nodeTests("tests/scale")],
  },
  {
    name: "bench",
    what: "sizes and ratios against their budgets",
    alone: true,
    steps: () => [
      // These measure.
      nodeTests("tests/bench", 1),
      node("tests/bench/run.mjs", ...BUDGETED, "--quick", "--check"),
    ],
  },
];
