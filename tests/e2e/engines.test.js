/** The shopper's main way through the storefront in Firefox and WebKit. The other tests of the page use Chromium. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { start } from "../../www/server/start.mjs";
import { ENGINES, useEngine } from "../hosts/engines/launch.js";
import { startSandbox } from "../sandbox/server.js";
import { startFront } from "./front.js";
import { holdNextAnswer } from "./held.js";

const BOUND = { timeout: 120_000 };

/** Runs in the page. Waits for an element with a text. @param {{ selector: string, text: string }} wanted */
async function find({ selector, text }) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const all = [...document.querySelectorAll(selector)];
    const found = all.find((each) => each.textContent?.includes(text));
    if (found) return found.textContent;
    if (Date.now() > deadline) {
      throw new Error(`no ${selector} with "${text}" in: ${document.body.textContent}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs in the page. @param {{ selector: string, text: string }} wanted */
function click({ selector, text }) {
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector))];
  all.find((each) => each.textContent?.includes(text))?.click();
}

/** Runs in the page. Records errors, and violations of the page's policy. */
function recordComplaints() {
  const page = /** @type {any} */ (globalThis);
  page.complaints ??= [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    page.complaints.push(`${violatedDirective} ${blockedURI}`);
  });
  addEventListener("error", ({ message }) => page.complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => page.complaints.push(String(reason)));
}

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(`the storefront in ${name}`, () => {
    const engineOf = useEngine(launch);

    /** Opens a shop of its own, as a shopper. @param {import("node:test").TestContext} t */
    async function visit(t) {
      const engine = engineOf();
      const shop = await start({ startSandbox });
      t.after(() => shop.close());
      const front = await startFront(shop.url);
      t.after(() => front.close());
      const open = async (path = "") => {
        await engine.open(front.url + path);
        await engine.evaluate(recordComplaints);
      };
      const see = (/** @type {string} */ selector, text = "") =>
        engine.evaluate(find, { selector, text });
      const press = async (/** @type {string} */ selector, text = "") => {
        await see(selector, text);
        await engine.evaluate(click, { selector, text });
      };
      await open();
      await see("h1", "My eSIMs");
      const checkOut = async () => {
        await press(".sim-head a", "My phone");
        await press(".pay-bar a", "Continue");
        await see(".summary", "1 GB");
      };
      return { ...shop, engine, front, open, see, press, checkOut };
    }

    it("shows eSIMs, offers, checkout, receipt and orders", BOUND, async (t) => {
      const { engine, sandbox, see, press, checkOut } = await visit(t);
      await see(".sim", "1.88 GB");
      await press(".sim-head a", "My phone");
      await see(".gauge", "1.88 GB");
      await see(".timeline .step", "Active");
      await see(".offer", "per GB");
      await press(".tabs a", "My eSIMs");
      await checkOut();
      await press(".pay-bar button", "Pay");
      await see("h1", "Thank you");
      const order = sandbox.ledger.orders[0]?.code ?? "";
      await see(".receipt .code", order);
      await press(".receipt a", "Back to My phone");
      await see(".timeline .step", "Bought just now");
      await press(".tabs a", "Orders");
      await see(`.order a[href$="/${order}"]`, "GB");
      assert.equal(sandbox.ledger.orders.length, 1);
      assert.deepEqual(await engine.evaluate(() => /** @type {any} */ (globalThis).complaints), []);
      assert.deepEqual(sandbox.violations, []);
    });

    it("makes one order if the page is loaded again while it orders", BOUND, async (t) => {
      const { engine, sandbox, see, press, checkOut } = await visit(t);
      await checkOut();
      const answer = holdNextAnswer(sandbox);
      await press(".pay-bar button", "Pay");
      await see(".pay-bar button", "Ordering…");
      const { address, button } = await engine.evaluate(async () => {
        while (!location.pathname.startsWith("/receipts/")) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const button = document.querySelector(".pay-bar button")?.textContent;
        return { address: location.href, button };
      });
      assert.equal(
        button,
        "Ordering…",
        "the address is the receipt's while the order is on its way",
      );
      await answer.served;
      await engine.open(address);
      answer.release();
      await see("h1", "Thank you");
      await see(".receipt .code", sandbox.ledger.orders[0]?.code);
      assert.equal(sandbox.ledger.orders.length, 1);
      assert.deepEqual(sandbox.violations, []);
    });

    it("opens without a server, and says so", BOUND, async (t) => {
      const { engine, front, open, see } = await visit(t);
      await see(".sim", "1.88 GB");
      await engine.evaluate(async () => {
        await navigator.serviceWorker.ready;
        while (!(await caches.match("/shop/account"))) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
      await front.stop();
      await open();
      await see(".offline");
      await see(".sim", "1.88 GB");
    });

    it("makes one order if the shopper goes back while it orders", BOUND, async (t) => {
      const { engine, sandbox, see, press, checkOut } = await visit(t);
      await checkOut();
      const answer = holdNextAnswer(sandbox);
      await press(".pay-bar button", "Pay");
      await see(".pay-bar button", "Ordering…");
      await engine.evaluate(async () => {
        while (!location.pathname.startsWith("/receipts/")) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        history.back();
      });
      await see("h1", "My phone");
      answer.release();
      await see(".notice", "Ordered: 1\u00a0GB");
      await press(".notice a", "See the receipt");
      await see("h1", "Thank you");
      assert.equal(sandbox.ledger.orders.length, 1);
      assert.deepEqual(sandbox.violations, []);
    });
  });
}
