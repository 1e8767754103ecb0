// The packed tarball in bundles, without plug-ins or settings for the package.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Parcel } from "@parcel/core";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rspack } from "@rspack/core";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite8 from "vite";
import * as vite7 from "vite-7";
import webpack from "webpack";
import { listFiles, serveFile } from "../../www/server/static.mjs";
import { useChromium } from "../browser.js";
import { gateway as gatewayCases } from "./contract/gateway.js";
import { POLICY, startShop } from "./shop-server.js";
import { copyContract, itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";
import { webpackBuild } from "./webpack-build.js";

const APP = fileURLToPath(new URL("bundle-app", import.meta.url));
const BOUND = { timeout: 60_000 };
const WASM_FILE = "pressone_esim_page_bg.wasm";

/** @param {string} script */
const html = (script) =>
  `<!doctype html><title>Shop</title><script type="module" src="${script}"></script>\n`;

describe("the tarball in a bundle", () => {
  const { project, installed, remove } = installTarball("bundlers");
  const newPage = useChromium();
  const sandbox = useSandbox();
  before(() => {
    copyContract(project);
    cpSync(APP, join(project, "bundle-app"), { recursive: true });
    writeFileSync(join(project, "index.html"), html("/bundle-app/main.js"));
    // Without the file, Chromium reports that the icon of the development server's page is missing.
    mkdirSync(join(project, "public"));
    writeFileSync(join(project, "public/favicon.ico"), "");
  });
  after(remove);

  /**
   * Serves a folder.
   *
   * @param {import("node:test").TestContext} t
   * @param {string} folder
   * @param {string} [policy]
   */
  async function openShop(t, folder, policy = POLICY) {
    const files = await listFiles([{ folder, at: "/" }]);
    const file = (/** @type {string} */ path) => serveFile(files, path);
    const shop = await startShop({ sandbox: sandbox().url, file, policy, installed });
    t.after(() => shop.close());
    return shop;
  }

  /**
   * Buys in the page, which loads the module once and not before.
   *
   * @param {import("node:test").TestContext} t
   * @param {string} url
   * @param {string} world
   * @param {{ loads?: number }} [expected] how often the page loads the module's file
   */
  async function assertBuys(t, url, world, { loads = 1 } = {}) {
    const { page, complaints, countModuleLoads } = await visit(t, newPage, url);
    assert.equal(await page.evaluate("typeof shop.createClient"), "function");
    assert.equal(countModuleLoads(), 0);
    const result = await page.evaluate(
      (options) => /** @type {any} */ (globalThis).shop.buy(options),
      { baseUrl: `/shop/${world}`, iccid: sandbox().sandbox.iccids.active },
    );
    const order = sandbox().worlds.get(world).ledger.orders.at(-1)?.id;
    const error = { name: "InvalidArgumentError", ours: true };
    assert.deepEqual(result, { order, listed: true, error });
    assert.equal(countModuleLoads(), loads);
    assert.deepEqual(complaints, []);
  }

  /** Bundles a script of the app into a folder with a page. @param {string} name */
  async function buildWithEsbuild(name) {
    const dist = join(project, `esbuild-${name}`);
    const { warnings } = await esbuild.build({
      absWorkingDir: project,
      entryPoints: [`bundle-app/${name}.js`],
      outdir: dist,
      bundle: true,
      minify: true,
      format: "esm",
    });
    assert.deepEqual(warnings, []);
    writeFileSync(join(dist, "index.html"), html(`/${name}.js`));
    return dist;
  }

  // The development server of Vite 7 puts the scripts of packages elsewhere, without the module's file.
  const unmoved = { optimizeDeps: { exclude: ["pressone-esim"] } };
  /** @type {[name: string, vite: Pick<typeof vite8, "build" | "createServer">, settings: object][]} */
  const vites = [
    ["Vite 7", /** @type {any} */ (vite7), unmoved],
    ["Vite 8", vite8, {}],
  ];
  for (const [name, { build, createServer }, settings] of vites) {
    const world = name.replace(" ", "-");

    it(`buys in a page that ${name} built`, BOUND, async (t) => {
      const { customLogger, messages } = createLogger();
      const dist = join(project, name);
      await build({ root: project, configFile: false, customLogger, build: { outDir: dist } });
      assert.deepEqual(messages, []);
      assert.equal(modulesIn(dist).length, 1);
      await assertBuys(t, `${(await openShop(t, dist)).url}/`, `${world}-build`);
    });

    it(`buys in a page of ${name}'s development server`, BOUND, async (t) => {
      const { customLogger, messages } = createLogger();
      const shop = await openShop(t, project);
      const server = await createServer({
        ...settings,
        root: project,
        configFile: false,
        customLogger,
        server: {
          host: "127.0.0.1",
          port: 0,
          proxy: { "/shop": { target: shop.url, changeOrigin: false } },
        },
      });
      t.after(() => server.close());
      await server.listen();
      await assertBuys(t, server.resolvedUrls?.local[0] ?? "", `${world}-server`);
      assert.deepEqual(messages, []);
    });

    it(`runs a gateway in a server that ${name} built, in any folder`, BOUND, async (t) => {
      const dist = mkdtempSync(join(tmpdir(), "server-"));
      t.after(() => rmSync(dist, { recursive: true, force: true }));
      const { customLogger, messages } = createLogger();
      await build({
        root: project,
        configFile: false,
        customLogger,
        ssr: { noExternal: true },
        build: { ssr: "bundle-app/server.js", outDir: dist, emptyOutDir: true },
      });
      assert.deepEqual(messages, []);
      assert.equal(modulesIn(dist).length, 0);
      const { partner, gateway } = await import(pathToFileURL(join(dist, "server.js")).href);
      const esim = await import(pathToFileURL(join(installed, "node.js")).href);
      for (const [index, run] of Object.values(gatewayCases).entries()) {
        await run({
          esim,
          partner,
          gateway,
          url: `${sandbox().url}/world/${world}-server-build-${index}`,
        });
      }
    });
  }

  for (const [name, bundler] of Object.entries({ webpack, rspack })) {
    it(`buys in a page that ${name} built`, BOUND, async (t) => {
      const dist = join(project, name);
      const { errors, warnings } = await webpackBuild(
        {
          mode: "production",
          context: project,
          entry: "./bundle-app/main.js",
          output: { path: dist },
        },
        bundler,
      );
      assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
      assert.equal(modulesIn(dist).length, 1);
      writeFileSync(join(dist, "index.html"), html("/main.js"));
      await assertBuys(t, `${(await openShop(t, dist)).url}/`, `${name}-build`);
    });
  }

  it(
    "buys in a page that esbuild built, with the module's file beside the script",
    BOUND,
    async (t) => {
      const dist = await buildWithEsbuild("main");
      cpSync(join(installed, WASM_FILE), join(dist, WASM_FILE));
      await assertBuys(t, `${(await openShop(t, dist)).url}/`, "esbuild-build");
    },
  );

  it(
    "buys in a page that Rollup built, with the module's file beside the script",
    BOUND,
    async (t) => {
      const dist = join(project, "rollup");
      /** @type {string[]} */
      const messages = [];
      const bundle = await rollup({
        input: join(project, "bundle-app/main.js"),
        plugins: [nodeResolve({ browser: true })],
        onLog: (_level, { message }) => messages.push(message),
      });
      await bundle.write({ dir: dist, format: "es" });
      await bundle.close();
      assert.deepEqual(messages, []);
      writeFileSync(join(dist, "index.html"), html("/main.js"));
      cpSync(join(installed, WASM_FILE), join(dist, WASM_FILE));
      await assertBuys(t, `${(await openShop(t, dist)).url}/`, "rollup-build");
    },
  );

  it("buys in a page that Parcel built", BOUND, async (t) => {
    const dist = join(project, "parcel");
    const bundler = new Parcel({
      entries: join(project, "index.html"),
      defaultConfig: "@parcel/config-default",
      mode: "production",
      shouldDisableCache: true,
      defaultTargetOptions: { distDir: dist, shouldOptimize: true },
    });
    await bundler.run();
    assert.equal(modulesIn(dist).length, 1);
    // Parcel writes an inline import map, so a policy needs its hash.
    const page = readFileSync(join(dist, "index.html"), "utf8");
    const [, importMap = ""] = /<script type=importmap>(.*?)<\/script>/s.exec(page) ?? [];
    const hash = createHash("sha256").update(importMap).digest("base64");
    const policy = POLICY.replace("script-src", `script-src 'sha256-${hash}'`);
    await assertBuys(t, `${(await openShop(t, dist, policy)).url}/`, "parcel-build");
  });

  it("buys in a page that is one file", BOUND, async (t) => {
    const dist = await buildWithEsbuild("inline");
    await assertBuys(t, `${(await openShop(t, dist)).url}/`, "esbuild-inline", { loads: 0 });
  });

  itSendsNoViolation(sandbox, 24);
});

/** @param {string} folder */
const modulesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".wasm"),
  );

/** Returns a logger for Vite, and the warnings and errors that it gets. */
function createLogger() {
  /** @type {string[]} */
  const messages = [];
  const add = (/** @type {string} */ text) => void messages.push(text);
  /** @type {import("vite").Logger} */
  const customLogger = {
    hasWarned: false,
    info: () => {},
    warn: add,
    warnOnce: add,
    error: add,
    clearScreen: () => {},
    hasErrorLogged: () => false,
  };
  return { customLogger, messages };
}
