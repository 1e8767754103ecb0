/** The shop without a connection: what the shopper has seen, what cannot be done, and the way back. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  openCheckout,
  openEsim,
  openTab,
  pay,
  payButton,
  readFact,
  tryAgainButton,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

/** @typedef {import("./page.js").Page} Page */

const PURCHASES = "/api/pressone/purchases.json";
/** The errors of requests that do not reach the shop. */
const LOST = /Failed to load resource: net::ERR_/;
const STOPS = { stops: true, expectedErrors: LOST };
/** Longer than the page needs to look for the shop again. */
const PROBE_MS = 6_000;
const WAIT_MS = 60_000;

/** @param {Page} page */
const notice = (page) => page.locator(".offline");

/** Waits until the service worker has the page's files. @param {Page} page */
const waitForWorker = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((go) => setTimeout(go, 20));
  });

/** Waits until the page says how old it is. @param {Page} page @param {string} reason */
const waitForNotice = (page, reason) =>
  notice(page)
    .filter({
      hasText: new RegExp(`${reason} Last updated \\d+:\\d\\d.[AP]M\\.`),
    })
    .waitFor();

/** The addresses of the kept answers, and the names of their caches. @param {Page} page */
const keptAnswers = (page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("answers"));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return { names, paths: requests.flat().map(({ url }) => new URL(url).pathname) };
  });

/** @param {() => Promise<boolean>} isReached */
async function waitUntil(isReached) {
  const end = Date.now() + WAIT_MS;
  while (!(await isReached())) {
    assert.ok(Date.now() < end, `not reached: ${isReached}`);
    await sleep(50);
  }
}

/** @param {Page} page @param {string} path the end of the answer's path */
const waitUntilKept = (page, path) =>
  waitUntil(async () => (await keptAnswers(page)).paths.some((kept) => kept.endsWith(path)));

storefrontTest(
  "a shopper whose shop is out of reach sees what was seen before, and the page recovers",
  STOPS,
  async ({ page, url, sandbox, front }) => {
    await waitForWorker(page);
    await openEsim(page);
    await waitUntilLoaded(page);
    await waitUntilKept(page, `/sims/${sandbox.iccids.active}/topups`);
    await openTab(page, "Orders");
    await waitUntilKept(page, "/orders");
    await front.stop();

    await page.goto(url);
    await waitForView(page, "My eSIMs");
    await page.getByText("1.88 GB").waitFor();
    await openEsim(page);
    await waitForNotice(page, "We cannot reach the shop.");
    assert.ok((await page.locator(".offer").count()) > 0);
    await openTab(page, "Orders");
    await page.locator(".order").first().waitFor();
    await waitForNotice(page, "We cannot reach the shop.");
    assert.equal(await page.getByRole("alert").count(), 0);
    await page.getByRole("link", { name: "Next" }).click();
    await page.getByRole("alert").getByText("No connection").waitFor();

    const requestsBefore = sandbox.requests.length;
    await front.start();
    await notice(page).waitFor({ state: "hidden" });
    await page.getByText("Page 2 of").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
    assert.ok(sandbox.requests.length > requestsBefore);
  },
);

storefrontTest(
  "a browser without a network says so, and asks anew as soon as it has one",
  { path: "orders", expectedErrors: LOST },
  async ({ page, sandbox }) => {
    await waitForWorker(page);
    await page.reload();
    await waitUntilKept(page, "/orders");
    await page.context().setOffline(true);
    await notice(page).getByText("You are offline. Figures may be out of date.").waitFor();
    await page.reload();
    await waitUntilLoaded(page);
    await waitForNotice(page, "You are offline.");
    const before = sandbox.requests.length;
    await page.context().setOffline(false);
    await notice(page).waitFor({ state: "hidden" });
    await waitUntil(async () => sandbox.requests.length > before);
  },
);

storefrontTest(
  "figures of a lost connection are as old as they are",
  STOPS,
  async ({ page, front, sandbox }) => {
    await waitForWorker(page);
    await openEsim(page);
    await waitUntilKept(page, `/sims/${sandbox.iccids.active}/packages`);
    await front.stop();
    // The package itself keeps a history for 15 minutes.
    await page.clock.setSystemTime(Date.now() + 2 * 3_600_000);
    await openTab(page, "Orders");
    await openTab(page, "My eSIMs");
    await openEsim(page);
    await page.getByText("These figures are out of date").waitFor();
    const shown = await page.locator(".message.pending time").getAttribute("datetime");
    const age = Date.now() + 2 * 3_600_000 - Date.parse(shown ?? "");
    assert.ok(Math.abs(age - 2 * 3_600_000) < 60_000, `${age} ms`);
    assert.equal(sandbox.ledger.orders.length, 0);
  },
);

storefrontTest(
  "a payment without a connection is not known, is not sent later, and the journal is asked afterwards",
  STOPS,
  async ({ page, sandbox, front }) => {
    await waitForWorker(page);
    await openCheckout(page);
    await front.stop();
    await payButton(page).click();
    const problem = page.getByRole("alert");
    await problem.getByText("We do not know yet if your payment went through").waitFor();
    assert.equal(await page.getByText(/not been charged/).count(), 0);
    const waiting = await page.evaluate(async () => {
      const registration = /** @type {any} */ (await navigator.serviceWorker.ready);
      const paid = localStorage.getItem("unreported-orders:demo-shopper") ?? "[]";
      return { syncs: await registration.sync.getTags(), paid };
    });
    assert.deepEqual(waiting, { syncs: [], paid: "[]" });
    await page.context().setOffline(true);
    await notice(page).waitFor();

    /** @type {string[]} */
    const sent = [];
    page.on("request", (request) => {
      sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    await front.start();
    await page.context().setOffline(false);
    await notice(page).waitFor({ state: "hidden" });
    await waitUntil(async () => sent.includes(`GET ${PURCHASES}`));
    await page.waitForTimeout(PROBE_MS);
    assert.deepEqual(
      sent.filter((line) => line.startsWith("POST")),
      [],
    );
    assert.equal(sandbox.ledger.orders.length, 0);

    await tryAgainButton(page).click();
    await waitForView(page, "Thank you");
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

for (const moment of /** @type {const} */ (["before", "after"])) {
  storefrontTest(
    `a connection that is lost ${moment} the paid order arrives leads to one order`,
    STOPS,
    async ({ page, sandbox, front }) => {
      await waitForWorker(page);
      await openCheckout(page);
      front.stopAt(PURCHASES, moment);
      await payButton(page).click();
      await front.stopped();
      await page.reload();
      await waitForView(page, "Your order");
      await notice(page).waitFor();
      await front.start();
      await waitForView(page, "Thank you");
      assert.equal(await readFact(page, "Order number"), sandbox.ledger.orders[0]?.code);
      assert.equal(sandbox.ledger.orders.length, 1);
    },
  );
}

storefrontTest(
  "the service worker answers for the page and its files, and for nothing else",
  async ({ page }) => {
    await waitForWorker(page);
    /** @type {Map<string, Set<boolean>>} */
    const answers = new Map();
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      const [, folder = ""] = pathname.split("/");
      const all = answers.get(folder) ?? new Set();
      answers.set(folder, all.add(response.fromServiceWorker()));
    });
    await page.reload();
    await openCheckout(page);
    await pay(page);
    const byWorker = [...answers].map(([folder, all]) => `${folder}: ${[...all]}`).sort();
    assert.deepEqual(byWorker, [": true", "api: false", "assets: true", "shop: false"]);
    const { paths } = await keptAnswers(page);
    assert.ok(paths.some((path) => path.endsWith("/topups")));
    for (const path of paths)
      assert.match(path, /^\/(?:shop\/account|api\/pressone\/customer\/.*)$/);
  },
);

storefrontTest(
  "kept answers belong to one shopper: another account, an ended session and a new one forget them",
  { stops: true, expectedErrors: /401|net::ERR_|ShopError/ },
  async ({ page, url, miniflare, front }) => {
    const loadOrders = async () => {
      await page.goto(`${url}orders`);
      await waitUntilLoaded(page);
    };
    const waitForAnswers = async () => {
      await loadOrders();
      await waitUntilKept(page, "/orders");
    };
    await waitForWorker(page);
    await waitForAnswers();
    assert.deepEqual((await keptAnswers(page)).names, ["answers of demo-shopper"]);

    // Another account.
    await page.evaluate(async () => {
      const body = JSON.stringify({ id: "new-shopper", esims: [] });
      await fetch("/shop/demo/shopper", { method: "POST", body });
    });
    await page.goto(`${url}renew`);
    await waitUntilLoaded(page);
    await waitUntilKept(page, "/sims");
    const { names, paths } = await keptAnswers(page);
    assert.deepEqual(names, ["answers of new-shopper"]);
    assert.deepEqual(paths, ["/shop/account", "/api/pressone/customer/v2/sims"]);
    await front.stop();
    await page.goto(`${url}orders`);
    await page.getByRole("alert").getByText("No connection").waitFor();
    await front.start();

    // A session that the shop has ended.
    await waitForAnswers();
    const sessions = /** @type {any} */ (await miniflare.getKVNamespace("SESSIONS"));
    for (const { name } of (await sessions.list()).keys) await sessions.delete(name);
    await openTab(page, "Numbers");
    await page.getByText("Your session has ended").waitFor();
    await waitUntil(async () => (await keptAnswers(page)).names.length === 0);

    // A new session, before the page asks for anything.
    await waitForAnswers();
    await page.context().clearCookies();
    await page.route("**/shop/account", (route) => route.abort("connectionreset"));
    await page.goto(`${url}orders`);
    await page.getByText("We could not open the shop").waitFor();
    assert.deepEqual((await keptAnswers(page)).names, []);
  },
);

storefrontTest(
  "the next build waits until the pages of this one are closed, and they keep their files",
  { stops: true },
  async ({ page, url, front }) => {
    await waitForWorker(page);
    const cacheNames = () => page.evaluate(() => caches.keys());
    const oldFiles = (await cacheNames()).find((name) => name.startsWith("files "));
    const worker = await (await fetch(`${url}service-worker.js`)).text();
    const german = /\/assets\/de-[^"]+/.exec(worker)?.[0] ?? "";
    const body = worker.replace(/"version":"\w+"/, '"version":"next"').replaceAll(german, "/icon");
    front.replace("/service-worker.js", { status: 200, type: "text/javascript", body });
    front.replace(german, { status: 404, type: "text/plain", body: "gone" });
    front.replace("/icon", { status: 200, type: "text/javascript", body: "" });
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      while (!registration.waiting) await new Promise((go) => setTimeout(go, 20));
    });
    await page.getByLabel("Language").selectOption("de");
    await page.getByRole("heading", { level: 1, name: "Meine eSIMs" }).waitFor();
    assert.ok((await cacheNames()).includes(oldFiles ?? ""));

    const context = page.context();
    await page.close();
    // The browser starts the next worker some time after the last page was closed. Each page delays it.
    let pauseMs = 250;
    await waitUntil(async () => {
      await sleep(pauseMs);
      pauseMs *= 2;
      const next = await context.newPage();
      await next.goto(url);
      const names = await next.evaluate(() => caches.keys());
      await next.close();
      return names.includes("files next") && !names.includes(oldFiles ?? "");
    });
  },
);
