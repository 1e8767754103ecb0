// The packed tarball in pages of Firefox and WebKit, without a bundler. `page.test.js` has the same for Chromium.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { contract, PARTNER_CASES } from "./contract/contract.js";
import { createContractSite } from "./contract-site.js";
import { ENGINES, useEngine } from "./engines/launch.js";
import { POLICY, startShop } from "./shop-server.js";
import { itKeepsContract, itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";

const BOUND = { timeout: 60_000 };
const PAGE_CASES = Object.keys(contract).filter((name) => !PARTNER_CASES.includes(name));
const MODULE = "/pressone-esim/pressone_esim_page_bg.wasm";

/** Runs in the page. Waits until its script has run. */
async function whenLoaded() {
  const page = /** @type {any} */ (globalThis);
  while (!page.contract) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Runs in the page. */
const takeComplaints = () => /** @type {any} */ (globalThis).complaints;

/** Runs in the page. Returns the error of `createClient`. @param {object} options */
async function failToCreate(options) {
  const { esim } = /** @type {any} */ (globalThis);
  try {
    await esim.createClient(options);
  } catch (error) {
    const { kind, path } = /** @type {any} */ (error);
    return { kind, path: path ?? null, ours: error instanceof esim.PressOneError };
  }
}

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(`the tarball in a page of ${name}`, () => {
    const id = name.toLowerCase();
    const { project, installed, remove } = installTarball(id);
    const sandbox = useSandbox();
    /** @type {(path: string) => Promise<Response | undefined>} */
    let file;
    before(
      async () => {
        file = await createContractSite(project, installed);
      },
      { timeout: 60_000 },
    );
    const engineOf = useEngine(launch);
    after(remove);

    /** @param {import("node:test").TestContext} t @param {string} [policy] */
    async function openPage(t, policy = POLICY) {
      const engine = engineOf();
      const shop = await startShop({ sandbox: sandbox().url, file, policy, installed });
      t.after(() => shop.close());
      await engine.open(`${shop.url}/`);
      await engine.evaluate(whenLoaded);
      return { engine, url: shop.url };
    }

    itKeepsContract(
      sandbox,
      id,
      async (name, url, t) => {
        const { engine, url: shop } = await openPage(t);
        const path = new URL(url).pathname;
        await engine.evaluate(
          ({ name, url, shop }) => {
            const { contract, esim } = /** @type {any} */ (globalThis);
            return contract[name]({ esim, url, shop });
          },
          { name, url: shop + path, shop: shop + path.replace("/world/", "/shop/") },
        );
        /** @type {string[]} */
        const complaints = await engine.evaluate(takeComplaints);
        // WebKit requests the icon, and reports that the policy forbids it.
        const others = complaints.filter((line) => !/^img-src .*\/favicon\.ico$/.test(line));
        assert.deepEqual(others, []);
      },
      PAGE_CASES,
    );

    it("takes the module from a URL", BOUND, async (t) => {
      const { engine, url } = await openPage(t);
      await engine.evaluate(
        ({ url, module }) => {
          const { checkModuleOption, esim } = /** @type {any} */ (globalThis);
          const [world, shop] = [`${url}/world/module`, `${url}/shop/module`];
          const sources = { page: () => module, missing: () => "/none.wasm" };
          return checkModuleOption({ esim, url: world, shop }, sources);
        },
        { url, module: MODULE },
      );
    });

    it("refuses credentials", BOUND, async (t) => {
      const { engine } = await openPage(t);
      const credentials = { client_id: "id", client_secret: "secret" };
      const error = await engine.evaluate(failToCreate, { baseUrl: "/api", credentials });
      const path = "options.credentials";
      assert.deepEqual(error, { kind: "configuration", path, ours: true });
    });

    it("rejects if the page's policy forbids WebAssembly", BOUND, async (t) => {
      const { engine } = await openPage(t, POLICY.replace(" 'wasm-unsafe-eval'", ""));
      const error = await engine.evaluate(failToCreate, { baseUrl: "/api" });
      assert.deepEqual(error, { kind: "configuration", path: null, ours: true });
    });

    itSendsNoViolation(sandbox, 40);
  });
}
