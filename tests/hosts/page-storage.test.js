// A page whose storages do not answer.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { listFiles, serveFile } from "../../www/server/static.mjs";
import { useChromium } from "../browser.js";
import { POLICY, startShop } from "./shop-server.js";
import { useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

const ICCID = "8944500102030405061";
const ORDER = { id: 7, code: "20261126-000007", package_id: "p", iccid: ICCID, price: 4.5 };

/** Runs in the page before its scripts. No storage of the page answers, and each use is counted. */
function breakStorages() {
  const uses = /** @type {string[]} */ ([]);
  Object.assign(globalThis, { uses });
  const never = (/** @type {string} */ name) => () => {
    uses.push(name);
    return new Promise(() => {});
  };
  IDBFactory.prototype.open = /** @type {any} */ (never("indexedDB"));
  LockManager.prototype.request = /** @type {any} */ (never("locks"));
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new DOMException("no", "SecurityError");
    },
  });
}

describe("a page whose storages do not answer", () => {
  const { project, installed, remove } = installTarball("page-storage");
  const newPage = useChromium();
  const sandbox = useSandbox();
  after(remove);

  it("buys, and opens no database and no lock", { timeout: 60_000 }, async (t) => {
    const site = join(project, "site");
    mkdirSync(site);
    const script =
      'import * as esim from "/pressone-esim/web.js"; Object.assign(globalThis, { esim });';
    writeFileSync(join(site, "index.html"), '<script type="module" src="/page.js"></script>');
    writeFileSync(join(site, "page.js"), script);
    const files = await listFiles([
      { folder: site, at: "/" },
      { folder: installed, at: "/pressone-esim/" },
    ]);
    const shop = await startShop({
      sandbox: sandbox().url,
      file: (path) => serveFile(files, path),
      policy: POLICY,
      installed,
    });
    t.after(() => shop.close());
    const { page } = await visit(
      t,
      async () => {
        const opened = await newPage(t);
        await opened.page.addInitScript(breakStorages);
        await opened.page.route("**/purchases.json", (route) =>
          route.fulfill({
            json: {
              data: { reference: "pay-1", kind: "topup", state: "done", tries: 0, order: ORDER },
              meta: { gateway: 1 },
            },
          }),
        );
        return opened;
      },
      `${shop.url}/`,
    );
    const { order, uses } = await page.evaluate(async (iccid) => {
      const { esim, uses } = /** @type {any} */ (globalThis);
      const client = await esim.createClient({ baseUrl: "/api" });
      const order = { package_id: "p", iccid, reference: "pay-1" };
      return { order: await client.submitTopupOrder(order), uses };
    }, ICCID);
    assert.equal(order.id, ORDER.id);
    assert.deepEqual(uses, []);
  });
});
