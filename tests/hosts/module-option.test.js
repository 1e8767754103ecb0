// The option `module` of the packed clients, in Node, workerd and Chromium. In Node and Chromium the package's own
// modules are missing.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import { workerModules } from "../../www/server/worker-modules.mjs";
import { useChromium } from "../browser.js";
import { createContractSite } from "./contract-site.js";
import { POLICY, startShop } from "./shop-server.js";
import { contractFiles, copyContract, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

/** The file of the contract that workerd begins with. */
const ENTRY = "module-option-worker.js";
const BOUND = { timeout: 60_000 };
const KINDS = [
  ...["module", "array", "buffer", "view", "response", "promise of a response"],
  ...["text of a URL", "URL", "URL of a file"],
];

describe("the option module: it", { concurrency: 3 }, () => {
  const { project, installed, remove } = installTarball("module-option");
  const [elsewhere, complete] = [join(project, "elsewhere"), join(project, "complete")];
  const newPage = useChromium();
  const sandbox = useSandbox();
  /** @type {Awaited<ReturnType<typeof startShop>>} */
  let shop;
  /** @type {ReturnType<typeof workerModules>} */
  let worker;
  before(async () => {
    copyContract(project);
    // The first module is the entry.
    const files = contractFiles().sort(
      (a, b) => Number(basename(b) === ENTRY) - Number(basename(a) === ENTRY),
    );
    worker = workerModules(installed, files);
    cpSync(installed, complete, { recursive: true });
    mkdirSync(elsewhere);
    for (const file of readdirSync(installed)) {
      if (/_bg\.wasm$|_text\.js$/.test(file)) {
        renameSync(join(installed, file), join(elsewhere, file));
      }
    }
    const others = [{ folder: elsewhere, at: "/elsewhere/" }];
    const file = await createContractSite(project, installed, others);
    const options = { sandbox: sandbox().url, file, policy: POLICY };
    shop = await startShop({ ...options, installed: complete });
  });
  after(async () => {
    await shop?.close();
    remove();
  });

  for (const [index, kind] of KINDS.entries()) {
    it(`takes the module as ${kind} in Node`, BOUND, async () => {
      const world = `${sandbox().url}/world/node-${index}`;
      const args = [
        "contract/module-option-program.js",
        kind,
        `${shop.url}/elsewhere`,
        elsewhere,
        world,
      ];
      const options = { cwd: project, timeout: 50_000 };
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
      assert.deepEqual([stdout, stderr], ["passed\n", ""]);
    });
  }

  it("takes the module as module in workerd", BOUND, async (t) => {
    const { modules, modulesRoot } = worker;
    const named = modules
      .filter(({ type }) => type === "CompiledWasm")
      .map((module) => ({ ...module, path: module.path.replace("/package/", "/pressone-esim/") }));
    const miniflare = new Miniflare({
      compatibilityDate: "2026-04-01",
      modulesRoot,
      modules: [...modules, ...named],
    });
    t.after(() => miniflare.dispose());
    const body = { url: `${sandbox().url}/world/workerd`, missing: `${shop.url}/none.wasm` };
    const init = { method: "POST", body: JSON.stringify(body) };
    const answer = await miniflare.dispatchFetch("http://worker.localhost/", init);
    assert.equal(await answer.text(), "passed");
  });

  /** @type {Record<string, (path: string) => unknown>} */
  const pageKinds = {
    "compiled module": async (path) => WebAssembly.compile(await (await fetch(path)).arrayBuffer()),
    "response's bytes": async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer()),
    "promise of a response": (path) => fetch(path),
    "relative URL": (path) => path,
    URL: (path) => new URL(path, location.href),
  };
  for (const [index, [kind, source]] of Object.entries(pageKinds).entries()) {
    it(`takes the module as ${kind} in Chromium`, BOUND, async (t) => {
      const { page, requestedPaths } = await visit(t, newPage, `${shop.url}/`);
      await page.evaluate(`globalThis.source = ${source}`);
      await page.evaluate(
        ({ url, shop }) => {
          const { checkModuleOption, esim, source } = /** @type {any} */ (globalThis);
          return checkModuleOption(
            { esim, url, shop },
            {
              page: () => source("/elsewhere/pressone_esim_page_bg.wasm"),
              missing: () => "/none.wasm",
            },
          );
        },
        { url: `${shop.url}/world/page-${index}`, shop: `${shop.url}/shop/page-${index}` },
      );
      assert.ok(!requestedPaths.includes("/pressone-esim/pressone_esim_page_bg.wasm"));
    });
  }

  it("is needed where the package's modules are missing", BOUND, async () => {
    const script = `const { createClient } = await import("pressone-esim");
      const options = { baseUrl: "https://shop.example" };
      const error = await createClient(options).catch((error) => error);
      const { readFileSync } = await import("node:fs");
      const module = readFileSync("elsewhere/pressone_esim_page_bg.wasm");
      const { renewNumber } = await createClient({ ...options, module });
      console.log(error.kind, error.path, typeof renewNumber, typeof (await createClient(options)).renewNumber);`;
    const args = ["--input-type=module", "--eval", script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project });
    assert.equal(stdout.trim(), "network undefined function function");
  });
});
