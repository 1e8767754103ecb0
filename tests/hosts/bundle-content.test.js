// The bundles of a page and of a server, by each bundler: each holds its own client, and no byte of the
// other one. The bundle of a server works without the files beside it.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import * as vite from "vite";
import { gateway as gatewayCases } from "./contract/gateway.js";
import { copyContract, itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";
import { createTraceFinder, findSandbox } from "./traces.js";
import { webpackBuild } from "./webpack-build.js";

const APP = fileURLToPath(new URL("bundle-app", import.meta.url));
const BOUND = { timeout: 60_000 };
const CASE = "a page client buys, reads and renews through the gateway";

/** @typedef {(entry: string, outdir: string) => Promise<unknown>} Bundler Bundles a script of `project`. */

describe("the content of bundles", () => {
  const { project, installed, remove } = installTarball("bundle-content");
  const sandbox = useSandbox();
  before(() => {
    copyContract(project);
    cpSync(APP, join(project, "bundle-app"), { recursive: true });
  });
  after(remove);

  /** @param {import("webpack").Configuration} configuration */
  async function runWebpack(configuration) {
    const found = await webpackBuild({
      mode: "production",
      context: project,
      // A module as text is larger than webpack recommends.
      performance: false,
      ...configuration,
    });
    assert.deepEqual(found, { errors: [], warnings: [] });
  }

  /** @param {import("esbuild").BuildOptions} options */
  async function runEsbuild(options) {
    const { warnings } = await esbuild.build({
      absWorkingDir: project,
      bundle: true,
      minify: true,
      logLevel: "silent",
      ...options,
    });
    assert.deepEqual(warnings, []);
  }

  /** @param {import("vite").InlineConfig} config */
  const runVite = (config) =>
    vite.build({ root: project, configFile: false, logLevel: "error", ...config });

  /** @type {Record<string, Bundler>} */
  const pages = {
    Vite: (entry, outDir) => runVite({ build: { outDir, rolldownOptions: { input: entry } } }),
    webpack: (entry, path) => runWebpack({ entry, output: { path } }),
    esbuild: (entry, outdir) => runEsbuild({ entryPoints: [entry], outdir, format: "esm" }),
  };

  /** @type {Record<string, { bundle: Bundler, file?: string }>} */
  const servers = {
    Vite: {
      bundle: (entry, outDir) =>
        runVite({ ssr: { noExternal: true }, build: { ssr: entry, outDir, emptyOutDir: true } }),
    },
    webpack: {
      bundle: (entry, path) =>
        runWebpack({
          entry,
          target: "node20",
          output: { path, filename: "server.cjs", library: { type: "commonjs2" } },
        }),
      file: "server.cjs",
    },
    esbuild: {
      bundle: (entry, outdir) =>
        runEsbuild({ entryPoints: [entry], outdir, platform: "node", format: "esm" }),
    },
    "esbuild as CommonJS": {
      bundle: (entry, outdir) =>
        runEsbuild({
          entryPoints: [entry],
          outdir,
          platform: "node",
          format: "cjs",
          outExtension: { ".js": ".cjs" },
        }),
      file: "server.cjs",
    },
  };

  /** A new folder for an output. @param {string} name */
  function createFolder(name) {
    const folder = join(project, name.replaceAll(/\W+/g, "-"));
    mkdirSync(folder);
    // The scripts of the folder are ES modules unless their names say otherwise.
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    return folder;
  }

  for (const [bundler, bundle] of Object.entries(pages)) {
    it(`a page that ${bundler} built holds nothing of the partner client`, BOUND, async () => {
      const folder = createFolder(`page-${bundler}`);
      await bundle("./bundle-app/main.js", folder);
      assert.deepEqual(createTraceFinder(installed, "partner")(folder), []);
      assert.deepEqual(findSandbox(folder), []);
      const traces = createTraceFinder(
        installed,
        "page",
      )(folder).map((line) => line.replace(/^.*: /, ""));
      assert.ok(!traces.includes("text of the module"), String(traces));
      // esbuild copies no file. Its output names the module's file.
      const trace = bundler === "esbuild" ? "pressone_esim_page" : "module";
      assert.ok(traces.includes(trace), String(traces));
    });

    it(`a page in one file that ${bundler} built holds its module once`, BOUND, async () => {
      const folder = createFolder(`inline-${bundler}`);
      await bundle("./bundle-app/inline.js", folder);
      assert.deepEqual(createTraceFinder(installed, "partner")(folder), []);
      assert.deepEqual(findSandbox(folder), []);
      const traces = createTraceFinder(
        installed,
        "page",
      )(folder).map((line) => line.replace(/^.*: /, ""));
      assert.deepEqual(traces, ["text of the module"]);
    });
  }

  for (const [bundler, { bundle, file = "server.js" }] of Object.entries(servers)) {
    it(`a server that ${bundler} built holds nothing of the page client`, BOUND, async () => {
      const folder = createFolder(`server-${bundler}`);
      await bundle("./bundle-app/server.js", folder);
      assert.deepEqual(createTraceFinder(installed, "page")(folder), []);
      assert.deepEqual(findSandbox(folder), []);
      const traces = createTraceFinder(installed, "partner")(folder).join("\n");
      assert.match(traces, /text of the module/);
      assert.match(traces, /recoverPurchases/);
    });

    it(`a server that ${bundler} built sells, in any folder`, BOUND, async () => {
      const folder = createFolder(`moved-${bundler}`);
      cpSync(join(project, `server-${bundler}`.replaceAll(/\W+/g, "-")), folder, {
        recursive: true,
      });
      const path = join(folder, file);
      const { gateway, partner } = file.endsWith(".cjs")
        ? createRequire(import.meta.url)(path)
        : await import(pathToFileURL(path).href);
      const esim = await import(pathToFileURL(join(installed, "node.js")).href);
      const url = `${sandbox().url}/world/bundle-${bundler.replaceAll(/\W+/g, "-")}`;
      await gatewayCases[CASE]?.({ esim, gateway, partner, url });
    });
  }

  for (const [bundler, bundle] of Object.entries(pages)) {
    it(`a page that ${bundler} built holds the sandbox if the page imports it`, BOUND, async () => {
      const folder = createFolder(`sandbox-${bundler}`);
      await bundle("./bundle-app/sandbox.js", folder);
      assert.equal(findSandbox(folder).length, 3, String(findSandbox(folder)));
    });

    it(
      `a page that ${bundler} built holds no sandbox that the page does not call`,
      BOUND,
      async () => {
        const folder = createFolder(`unused-sandbox-${bundler}`);
        await bundle("./bundle-app/without-sandbox.js", folder);
        assert.deepEqual(findSandbox(folder), []);
      },
    );
  }

  itSendsNoViolation(sandbox, 12);
});
