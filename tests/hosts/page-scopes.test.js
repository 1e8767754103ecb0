// The page client in a page, in its workers, and in a sandboxed frame.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { listFiles, serveFile } from "../../www/server/static.mjs";
import { useChromium } from "../browser.js";
import { POLICY, startShop } from "./shop-server.js";
import { itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

const SCRIPT = fileURLToPath(new URL("page-scopes/scope.js", import.meta.url));
const BOUND = { timeout: 60_000 };
const PAGE = '<!doctype html><title>Shop</title><script type="module" src="/scope.js"></script>\n';

/**
 * Functions that run in the page. Each starts a scope, and returns a function that sends a message to it.
 *
 * @type {Record<string, () => Promise<(data: object, port: MessagePort) => void>>}
 */
const SCOPES = {
  "a page": async () => (data, port) => postMessage(data, "*", [port]),

  "a dedicated worker": async () => {
    const worker = new Worker("/scope.js", { type: "module" });
    return (data, port) => worker.postMessage(data, [port]);
  },

  "a shared worker": async () => {
    const worker = new SharedWorker("/scope.js", { type: "module" });
    worker.port.start();
    return (data, port) => worker.port.postMessage(data, [port]);
  },

  "a service worker": async () => {
    await navigator.serviceWorker.register("/scope.js", { type: "module" });
    const { active } = await navigator.serviceWorker.ready;
    return (data, port) => active?.postMessage(data, [port]);
  },

  "a sandboxed frame": async () => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-scripts");
    frame.src = "/";
    await new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
    return (data, port) => frame.contentWindow?.postMessage(data, "*", [port]);
  },
};

describe("the page client in", () => {
  const { project, installed, remove } = installTarball("page-scopes");
  const newPage = useChromium();
  const sandbox = useSandbox();
  /** @type {Awaited<ReturnType<typeof startShop>>} */
  let shop;
  before(async () => {
    const site = join(project, "site");
    mkdirSync(site);
    writeFileSync(join(site, "index.html"), PAGE);
    cpSync(SCRIPT, join(site, "scope.js"));
    const files = await listFiles([
      { folder: site, at: "/" },
      { folder: installed, at: "/pressone-esim/" },
    ]);
    shop = await startShop({
      sandbox: sandbox().url,
      installed,
      policy: `${POLICY}; frame-src 'self'`,
      file: async (path) => {
        const found = await serveFile(files, path);
        // The origin of a sandboxed frame is "null".
        found?.headers.set("Access-Control-Allow-Origin", "*");
        return found;
      },
    });
  });
  after(async () => {
    await shop.close();
    remove();
  });

  for (const [scope, start] of Object.entries(SCOPES)) {
    it(`${scope} behaves as in the others`, BOUND, async (t) => {
      const { page, complaints } = await visit(t, newPage, `${shop.url}/`);
      const world = scope.replaceAll(" ", "-");
      // The gateway allows no request of the origin "null".
      const data = scope === "a sandboxed frame" ? {} : { shop: `/shop/${world}` };
      const result = await page.evaluate(
        `(${start})().then((send) => {
          const { port1, port2 } = new MessageChannel();
          return new Promise((resolve) => {
            port1.onmessage = (event) => resolve(event.data);
            send(${JSON.stringify(data)}, port2);
          });
        })`,
      );
      const iccid = "8944500102030405061";
      const refused = { kind: "configuration", path: "options.credentials" };
      const sims = `${shop.url}/api/customer/v2/sims/${iccid}`;
      assert.deepEqual(result, {
        requests: [
          { method: "GET", url: `${sims}/topups`, key: null },
          { method: "POST", url: `${shop.url}/api/purchases.json`, key: '"pay-1"' },
          { method: "GET", url: `${sims}/packages`, key: null },
        ],
        order: 7,
        sources: ["network", "cache"],
        refused: [refused, refused],
        purchases: 0,
      });
      assert.deepEqual(complaints, []);
    });
  }

  itSendsNoViolation(sandbox, 0);
});
