// The packed tarball in a page of a real Chromium, without a bundler.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { useChromium } from "../browser.js";
import { contract, PARTNER_CASES } from "./contract/contract.js";
import { createContractSite } from "./contract-site.js";
import { POLICY, startShop } from "./shop-server.js";
import { itKeepsContract, itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

const BOUND = { timeout: 60_000 };

describe("the tarball in a page", () => {
  const { project, installed, remove } = installTarball("page");
  const newPage = useChromium();
  const sandbox = useSandbox();
  /** @type {(path: string) => Promise<Response | undefined>} */
  let file;
  before(async () => {
    file = await createContractSite(project, installed);
  });
  after(remove);

  /** @param {import("node:test").TestContext} t @param {string} [policy] */
  async function openPage(t, policy = POLICY) {
    const shop = await startShop({ sandbox: sandbox().url, file, policy, installed });
    t.after(() => shop.close());
    return { url: shop.url, ...(await visit(t, newPage, `${shop.url}/`)) };
  }

  itKeepsContract(
    sandbox,
    "page",
    async (name, url, t) => {
      const { page, complaints, url: shop } = await openPage(t);
      await page.evaluate(
        ({ name, url, shop }) => {
          const { contract, esim } = /** @type {any} */ (globalThis);
          return contract[name]({ esim, url, shop });
        },
        {
          name,
          url: shop + new URL(url).pathname,
          shop: shop + new URL(url).pathname.replace("/world/", "/shop/"),
        },
      );
      // The browser reports the failed requests, which the cases cause on purpose.
      const others = complaints.filter((line) => !/^console: Failed to load resource/.test(line));
      assert.deepEqual(others, []);
    },
    Object.keys(contract).filter((name) => !PARTNER_CASES.includes(name)),
  );

  it("refuses credentials and sends nothing", BOUND, async (t) => {
    const { page, requestedPaths, url } = await openPage(t);
    const before = requestedPaths.length;
    /** @type {any} */
    const options = {
      baseUrl: `${url}/world/page-credentials`,
      credentials: { client_id: "id", client_secret: "secret" },
    };
    const error = await page.evaluate(failToCreate, options);
    assert.equal(error?.kind, "configuration");
    assert.equal(error?.path, "options.credentials");
    // The module was loaded. Nothing was sent, and no store was loaded.
    assert.deepEqual(requestedPaths.slice(before), ["/pressone-esim/pressone_esim_page_bg.wasm"]);
  });

  it("loads the module once, with the first client", BOUND, async (t) => {
    const { page, complaints, requestedPaths, countModuleLoads } = await openPage(t);
    assert.equal(await page.evaluate("typeof esim.createClient"), "function");
    assert.ok(requestedPaths.includes("/pressone-esim/pressone_esim_page.js"));
    assert.equal(countModuleLoads(), 0);
    const clients = await page.evaluate(async () => {
      const { esim } = /** @type {any} */ (globalThis);
      const create = () => esim.createClient({ baseUrl: "/world/page-once" });
      const concurrent = await Promise.all([create(), create()]);
      return new Set([...concurrent, await create()]).size;
    });
    assert.equal(clients, 3);
    assert.equal(countModuleLoads(), 1);
    assert.deepEqual(complaints, []);
  });

  /** @type {[string, string, (route: import("playwright-core").Route) => Promise<void>][]} */
  const failures = [
    ["is refused", "Error", (route) => route.fulfill({ status: 500, body: "Down." })],
    ["is cut off", "TypeError", (route) => route.abort("connectionreset")],
  ];
  for (const [what, cause, fail] of failures) {
    it(`rejects if the module ${what}, and loads it with the next client`, BOUND, async (t) => {
      const { page, countModuleLoads } = await openPage(t);
      await page.route("**/*.wasm", fail, { times: 1 });
      const error = await page.evaluate(failToCreate, { baseUrl: "/world/page-again" });
      assert.deepEqual(error, { kind: "network", path: undefined, cause, ours: true });
      const next = await page.evaluate(async () => {
        const { esim } = /** @type {any} */ (globalThis);
        return typeof (await esim.createClient({ baseUrl: "/world/page-again" })).renewNumber;
      });
      assert.equal(next, "function");
      assert.equal(countModuleLoads(), 2);
    });
  }

  it("rejects if the page's policy forbids WebAssembly", BOUND, async (t) => {
    const policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
    const { page } = await openPage(t, policy);
    const error = await page.evaluate(failToCreate, { baseUrl: "/world/page-policy" });
    const cause = "CompileError";
    assert.deepEqual(error, { kind: "configuration", path: undefined, cause, ours: true });
  });

  itSendsNoViolation(sandbox, 40);
});

/**
 * Runs in the page. Returns the error of `createClient`.
 *
 * @param {import("../../pkg/index.js").ClientOptions} options
 */
async function failToCreate(options) {
  const { esim } = /** @type {any} */ (globalThis);
  try {
    await esim.createClient(options);
  } catch (error) {
    const { kind, path, cause } = /** @type {any} */ (error);
    return { kind, path, cause: cause?.name, ours: error instanceof esim.PressOneError };
  }
}
