// The packed tarball through the bundlers, as they come: no plug-in, no setting for the package.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { build, createServer } from "vite";
import { listFiles, serveFile } from "../../www/server/static.mjs";
import { useChromium } from "../browser.js";
import { startSandbox } from "../sandbox/server.js";
import { contract, nothingWasForbidden } from "./contract.js";
import { POLICY, startShop } from "./shop-server.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";
import { webpackBuild } from "./webpack-build.js";

const MAIN = `
  import { createClient, PressOneError } from "pressone-esim";
  globalThis.shop = { createClient, PressOneError };
`;
/** A server's, with the package in it and not beside it. */
const SERVER = `
  export * as esim from "pressone-esim";
  export * as gateway from "pressone-esim/gateway";
`;
const BOUND = { timeout: 60_000 };

/** @param {string} script */
const html = (script) =>
  `<!doctype html><title>Shop</title><script type="module" src="${script}"></script>\n`;

describe("the tarball in a bundle", () => {
  const { project, remove } = installTarball("bundlers");
  const newPage = useChromium();
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0 });
    writeFileSync(join(project, "main.js"), MAIN);
    writeFileSync(join(project, "server.js"), SERVER);
    writeFileSync(join(project, "index.html"), html("/main.js"));
    // Browsers ask for one wherever no policy forbids it, and report that there is none.
    mkdirSync(join(project, "public"));
    writeFileSync(join(project, "public/favicon.ico"), "");
  });
  after(async () => {
    await sandbox.close();
    remove();
  });

  /** @param {import("node:test").TestContext} t @param {string} folder */
  async function shopOf(t, folder) {
    const files = await listFiles([{ folder, at: "/" }]);
    const file = (/** @type {string} */ path) => serveFile(files, path);
    const shop = await startShop({ sandbox: sandbox.url, file, policy: POLICY });
    t.after(() => shop.close());
    return shop;
  }

  /**
   * Buys a top-up in the page, with a module that is loaded for it, once.
   *
   * @param {import("node:test").TestContext} t
   * @param {string} url
   * @param {string} world
   */
  async function buys(t, url, world) {
    const { page, complaints, loads } = await visit(t, newPage, url);
    assert.equal(await page.evaluate("typeof shop.createClient"), "function");
    assert.equal(loads(), 0);
    const { order, error } = await page.evaluate(buyAndErr, {
      baseUrl: `/world/${world}`,
      iccid: sandbox.sandbox.iccids.active,
    });
    assert.equal(sandbox.worlds.get(world).ledger.orders.at(-1)?.id, order);
    assert.deepEqual(error, { name: "InvalidArgumentError", ours: true });
    assert.equal(loads(), 1);
    assert.deepEqual(complaints, []);
  }

  it("works out of Vite's build", BOUND, async (t) => {
    const { logger, said } = listener();
    const dist = join(project, "vite");
    await build({
      root: project,
      configFile: false,
      customLogger: logger,
      build: { outDir: dist },
    });
    assert.deepEqual(said, []);
    assert.equal(modulesIn(dist).length, 1);
    await buys(t, `${(await shopOf(t, dist)).url}/`, "vite-build");
  });

  it("works on Vite's development server", BOUND, async (t) => {
    const { logger, said } = listener();
    const shop = await shopOf(t, project);
    const server = await createServer({
      root: project,
      configFile: false,
      customLogger: logger,
      server: { host: "127.0.0.1", port: 0, proxy: { "/world": shop.url } },
    });
    t.after(() => server.close());
    await server.listen();
    await buys(t, server.resolvedUrls?.local[0] ?? "", "vite-server");
    assert.deepEqual(said, []);
  });

  it("works out of webpack's build", BOUND, async (t) => {
    const dist = join(project, "webpack");
    const { errors, warnings } = await webpackBuild({
      mode: "production",
      context: project,
      entry: "./main.js",
      output: { path: dist },
    });
    assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
    assert.equal(modulesIn(dist).length, 1);
    writeFileSync(join(dist, "index.html"), html("/main.js"));
    await buys(t, `${(await shopOf(t, dist)).url}/`, "webpack-build");
  });

  it("works out of Vite's build for a server, wherever that is put", BOUND, async (t) => {
    const dist = mkdtempSync(join(tmpdir(), "server-"));
    t.after(() => rmSync(dist, { recursive: true, force: true }));
    const { logger, said } = listener();
    await build({
      root: project,
      configFile: false,
      customLogger: logger,
      ssr: { noExternal: true },
      build: { ssr: "server.js", outDir: dist, emptyOutDir: true },
    });
    assert.deepEqual(said, []);
    assert.equal(modulesIn(dist).length, 0);
    const { esim, gateway } = await import(pathToFileURL(join(dist, "server.js")).href);
    const name = "a page's client and the gateway understand each other";
    await contract[name]?.({ esim, gateway, url: `${sandbox.url}/world/vite-server-build` });
  });

  it("sent nothing that the documentation does not allow", () =>
    nothingWasForbidden(sandbox.url, 12));
});

/** @param {string} folder */
const modulesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".wasm"),
  );

/** A logger for Vite, and the warnings and errors that it was told. */
function listener() {
  /** @type {string[]} */
  const said = [];
  const note = (/** @type {string} */ text) => void said.push(text);
  /** @type {import("vite").Logger} */
  const logger = {
    hasWarned: false,
    info: () => {},
    warn: note,
    warnOnce: note,
    error: note,
    clearScreen: () => {},
    hasErrorLogged: () => false,
  };
  return { logger, said };
}

/**
 * In the page: what was ordered, and how an error looks after names were minified.
 *
 * @param {{ baseUrl: string, iccid: string }} options
 */
async function buyAndErr({ baseUrl, iccid }) {
  const { createClient, PressOneError } = /** @type {any} */ (globalThis).shop;
  const client = await createClient({ baseUrl });
  const [offer] = await client.getTopupPackages(iccid);
  const { order_id } = await client.submitTopupOrder({
    iccid,
    package_id: offer.id,
    price: offer.price,
  });
  const error = await client.getTopupPackages("x").catch((/** @type {unknown} */ thrown) => thrown);
  return { order: order_id, error: { name: error.name, ours: error instanceof PressOneError } };
}
