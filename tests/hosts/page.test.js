// The packed tarball in a page of a real Chromium, without a bundler.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { listFiles, serveFile } from "../../www/server/static.mjs";
import { useChromium } from "../browser.js";
import { startSandbox } from "../sandbox/server.js";
import { contract, needCredentials, nothingWasForbidden } from "./contract.js";
import { POLICY, startShop } from "./shop-server.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

const SCRIPT = `
  import * as esim from "/pressone-esim/web.js";
  import { contract } from "/contract.js";
  Object.assign(globalThis, { esim, contract });
`;
const BOUND = { timeout: 30_000 };

describe("the tarball in a page", () => {
  const tarball = installTarball("page");
  const newPage = useChromium();
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  /** @type {(path: string) => Promise<Response | undefined>} */
  let file;
  before(async () => {
    sandbox = await startSandbox({ port: 0 });
    const site = join(tarball.project, "site");
    mkdirSync(site);
    const page = '<!doctype html><title>Shop</title><script type="module" src="/page.js"></script>';
    writeFileSync(join(site, "index.html"), page);
    writeFileSync(join(site, "page.js"), SCRIPT);
    copyFileSync(fileURLToPath(new URL("contract.js", import.meta.url)), join(site, "contract.js"));
    const installed = join(tarball.project, "node_modules/pressone-esim");
    const files = await listFiles([
      { folder: site, at: "/" },
      { folder: installed, at: "/pressone-esim/" },
    ]);
    file = (path) => serveFile(files, path);
  });
  after(async () => {
    await sandbox.close();
    tarball.remove();
  });

  /** @param {import("node:test").TestContext} t @param {string} [policy] */
  async function opened(t, policy = POLICY) {
    const shop = await startShop({ sandbox: sandbox.url, file, policy });
    t.after(() => shop.close());
    return { url: shop.url, ...(await visit(t, newPage, `${shop.url}/`)) };
  }

  const [left, run] = [true, false].map((needed) =>
    Object.keys(contract).filter((name) => needCredentials.includes(name) === needed),
  );

  it("leaves out of the contract what needs credentials, and no more", () => {
    assert.deepEqual(left, [
      "concurrent calls share one token",
      "a token that was revoked is replaced once",
    ]);
  });

  for (const [index, name] of (run ?? []).entries()) {
    it(name, BOUND, async (t) => {
      const { page, complaints, url } = await opened(t);
      await page.evaluate(
        ({ name, url }) => {
          const { contract, esim } = /** @type {any} */ (globalThis);
          return contract[name]({ esim, url, access: {} });
        },
        { name, url: `${url}/world/page-${index}` },
      );
      // The browser reports every refusal and failure of a request, which the cases provoke.
      const others = complaints.filter((line) => !/^console: Failed to load resource/.test(line));
      assert.deepEqual(others, []);
    });
  }

  it("refuses credentials, and sends nothing", BOUND, async (t) => {
    const { page, fetched, url } = await opened(t);
    const before = fetched.length;
    const error = await page.evaluate(createAndFail, {
      baseUrl: `${url}/world/page-credentials`,
      credentials: { client_id: "id", client_secret: "secret" },
    });
    assert.equal(error?.kind, "configuration");
    assert.equal(error?.path, "options.credentials");
    assert.deepEqual(fetched.slice(before), ["/pressone-esim/pressone_esim_bg.wasm"]);
  });

  it("loads the module with the first client, not with the import, and once", BOUND, async (t) => {
    const { page, complaints, fetched, loads } = await opened(t);
    assert.equal(await page.evaluate("typeof esim.createClient"), "function");
    assert.ok(fetched.includes("/pressone-esim/pressone_esim.js"));
    assert.equal(loads(), 0);
    const made = await page.evaluate(async () => {
      const { esim } = /** @type {any} */ (globalThis);
      const create = () => esim.createClient({ baseUrl: "/world/page-once" });
      const clients = await Promise.all([create(), create()]);
      return new Set([...clients, await create()]).size;
    });
    assert.equal(made, 3);
    assert.equal(loads(), 1);
    assert.deepEqual(complaints, []);
  });

  /** @type {[string, string, (route: import("playwright-core").Route) => Promise<void>][]} */
  const failures = [
    ["is refused", "Error", (route) => route.fulfill({ status: 500, body: "Down." })],
    ["is cut off", "TypeError", (route) => route.abort("connectionreset")],
  ];
  for (const [what, cause, fail] of failures) {
    it(`says so where the module ${what}, and loads it with the next client`, BOUND, async (t) => {
      const { page, loads } = await opened(t);
      await page.route("**/*.wasm", fail, { times: 1 });
      const error = await page.evaluate(createAndFail, { baseUrl: "/world/page-again" });
      assert.deepEqual(error, { kind: "network", path: undefined, cause, ours: true });
      const next = await page.evaluate(async () => {
        const { esim } = /** @type {any} */ (globalThis);
        return typeof (await esim.createClient({ baseUrl: "/world/page-again" })).renewNumber;
      });
      assert.equal(next, "function");
      assert.equal(loads(), 2);
    });
  }

  it("says so where the page's policy forbids WebAssembly", BOUND, async (t) => {
    const policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
    const { page } = await opened(t, policy);
    const error = await page.evaluate(createAndFail, { baseUrl: "/world/page-policy" });
    const cause = "CompileError";
    assert.deepEqual(error, { kind: "configuration", path: undefined, cause, ours: true });
  });

  it("sent nothing that the documentation does not allow", () =>
    nothingWasForbidden(sandbox.url, 40));
});

/**
 * In the page: what `createClient` rejects with.
 *
 * @param {import("../../pkg/index.js").ClientOptions} options
 */
async function createAndFail(options) {
  const { esim } = /** @type {any} */ (globalThis);
  try {
    await esim.createClient(options);
  } catch (error) {
    const { kind, path, cause } = /** @type {any} */ (error);
    return { kind, path, cause: cause?.name, ours: error instanceof esim.PressOneError };
  }
}
