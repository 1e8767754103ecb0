// Installs missing tools: `node pkg-template/setup.mjs` those of the build, `… test` those of the tests
// as well. Imports only modules of Node, because it installs all others.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installDebianPrograms } from "./tools/apt.mjs";
import {
  CHROMEDRIVER,
  CHROMIUM,
  FIREFOX,
  MINIBROWSER,
  WEBKIT_DRIVER,
  XVFB,
} from "./tools/browser.mjs";
import { CARGO_MODULES, install, WASM_BINDGEN_CLI, WASM_PACK } from "./tools/cargo-tools.mjs";
import { INITDB, PGBOUNCER, POSTGRES, REDIS_SERVER } from "./tools/databases.mjs";
import { installNodeModules } from "./tools/node-modules.mjs";
import { nodeOf, VERSIONS } from "./tools/nodes.mjs";
import { installRust } from "./tools/rust.mjs";
import { installSchemathesis } from "./tools/schemathesis.mjs";
import { WRK } from "./tools/wrk.mjs";

process.chdir(fileURLToPath(new URL("../", import.meta.url)));

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Node ${process.versions.node} is too old: install Node 20.19 or later from https://nodejs.org`,
  );
}

async function installCargoTools() {
  for (const tool of [WASM_BINDGEN_CLI, WASM_PACK, CARGO_MODULES]) await install(tool);
}

/** @type {Record<string, () => Promise<unknown>>} */
const setups = {
  async build() {
    await Promise.all([installRust(), installNodeModules("build")]);
  },
  async test() {
    await Promise.all([installRust().then(installCargoTools), installNodeModules("test")]);
    installDebianPrograms(["chromium", "chromium-driver"], { CHROMIUM, CHROMEDRIVER });
    installDebianPrograms(["firefox-esr"], { FIREFOX });
    installDebianPrograms(["webkit2gtk-driver", "xvfb"], { WEBKIT_DRIVER, MINIBROWSER, XVFB });
    installDebianPrograms(["wrk"], { WRK });
    installDebianPrograms(["postgresql", "pgbouncer", "redis-server"], {
      POSTGRES,
      INITDB,
      PGBOUNCER,
      REDIS_SERVER,
    });
    await installSchemathesis();
    for (const version of VERSIONS) await nodeOf(version);
  },
};
const purpose = process.argv[2] ?? "build";
const setUp = setups[purpose];
if (!setUp) {
  throw new Error(`no set-up is called "${purpose}": use one of ${Object.keys(setups).join(", ")}`);
}
try {
  checkNode();
  await setUp();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
