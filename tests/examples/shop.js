// The test of an example with a page: a shopper signs in, sees offers and packages, pays and gets one order.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { useChromium } from "../browser.js";
import { itSendsNoViolation, useSandbox } from "../hosts/suite.js";
import { environment, useExample } from "./example.js";

/** @typedef {ReturnType<ReturnType<typeof useExample>>} Example */
/** @typedef {Awaited<ReturnType<Example["start"]>>} Server */

const BOUND = { timeout: 240_000 };
const SET_UP = { timeout: 1_500_000 };
const WEBHOOK_SECRET = "whsec_of_the_tests";
/** Chromium's own report of the answers while a payment is pending. */
const PENDING = /the server responded with a status of 409/;
/** The line of the timer of an example. The tests leave no purchase open. */
const RECOVERED = /0 settled, 0 open/;
const LOGGED_MS = 60_000;
const PURCHASES = "/api/pressone/purchases.json";

/**
 * @param {string} name the folder
 * @param {object} options
 * @param {string[][]} [options.build] commands before the start: a build, a set-up
 * @param {string[]} [options.start]
 * @param {boolean} [options.hasWebhook] a webhook confirms payments; otherwise they are paid at once
 * @param {string} [options.timer] the path that runs the timer, which logs what it settled
 * @param {Record<string, string>} [options.env] beside PressOne's and the webhook's
 * @param {(folder: string, env: Record<string, string>) => unknown} [options.prepare] changes the copy
 * @param {string} [options.title]
 * @param {() => Promise<{ env: Record<string, string>, close: () => unknown }>} [options.open] starts what the
 *   server needs
 * @param {ReturnType<typeof useExample>} [options.copy] a copy that other suites have used before
 */
export function describeShop(name, options) {
  const { build = [], start = ["npm", "start"], hasWebhook = false, title = name, timer } = options;
  describe(`the example ${title}`, () => {
    const newPage = useChromium();
    const sandbox = useSandbox();
    const orders = () => sandbox().sandbox.ledger.orders.map(({ code }) => code);
    const histories = () =>
      sandbox().sandbox.requests.filter(({ endpoint }) => endpoint === "history");
    /** @type {Example} */
    let example;
    /** @type {Server} */
    let server;
    /** @type {{ env: Record<string, string>, close: () => unknown } | undefined} */
    let rest;
    before(async () => {
      example = openCopy();
      rest = await options.open?.();
      const env = {
        ...environment(sandbox()),
        ...(hasWebhook && { WEBHOOK_SECRET }),
        ...options.env,
        ...rest?.env,
      };
      await options.prepare?.(example.folder, env);
      for (const command of build) await example.run(command, env);
      server = await example.start(start, env);
    }, SET_UP);
    after(async () => {
      await server?.close();
      await rest?.close();
    });
    // The copy is removed after its server has ended.
    const openCopy = options.copy ?? useExample(name);

    /** Opens the page and signs in. @param {import("node:test").TestContext} t */
    async function signIn(t) {
      const { page, complaints } = await newPage(t);
      const answer = await page.goto(server.url);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("list", { name: "Top-ups" }).getByRole("listitem").first().waitFor();
      await page.getByRole("list", { name: "Packages" }).getByRole("listitem").first().waitFor();
      return { page, complaints, headers: (await answer?.allHeaders()) ?? {} };
    }

    /** Sends the event of a payment, as the provider does. @param {string} reference @param {string} secret */
    const pay = (reference, secret) =>
      example.run(["npm", "run", "pay", "--", reference], {
        PUBLIC_ORIGIN: server.url,
        WEBHOOK_SECRET: secret,
      });

    it("sells one order for a payment, and asks for the history once", BOUND, async (t) => {
      const { page, complaints } = await signIn(t);
      await buyFirstOffer(page);
      const status = page.getByRole("status");
      if (hasWebhook) {
        const reference = await waitingFor(page);
        await assert.rejects(pay(reference, "another secret"), /400/);
        assert.deepEqual(orders(), []);
        await Promise.all([pay(reference, WEBHOOK_SECRET), pay(reference, WEBHOOK_SECRET)]);
      }
      await status.filter({ hasText: /Order \S/ }).waitFor();
      const [code] = /(?<=Order )\S+/.exec((await status.textContent()) ?? "") ?? [];
      assert.deepEqual(orders(), [code]);

      await page.reload();
      await page.getByRole("list", { name: "Packages" }).getByRole("listitem").first().waitFor();
      await signIn(t);
      assert.equal(histories().length, 1);
      assert.deepEqual(
        complaints.filter((text) => !PENDING.test(text)),
        [],
      );
    });

    it("makes one payment if the answers to it and to its order are lost", BOUND, async (t) => {
      const { page } = await signIn(t);
      /** @type {string[]} */
      const references = [];
      // Next.js posts its server actions to the page's own address.
      await page.route(/^(?!.*\/api\/)/, async (route) => {
        if (route.request().method() !== "POST") return route.fallback();
        const response = await route.fetch();
        references.push(/[0-9a-f-]{36}/.exec(await response.text())?.[0] ?? "");
        if (references.length === 1) return route.abort("connectionreset");
        return route.fulfill({ response });
      });
      const status = page.getByRole("status");
      await buyFirstOffer(page);
      await status.filter({ hasText: "That did not work" }).waitFor();
      const orders = /\/api\/.*purchases/;
      await page.route(orders, (route) => route.abort("connectionreset"));
      await buyFirstOffer(page);
      await status.filter({ hasText: /checking your order|Nothing was ordered/ }).waitFor();
      await page.unroute(orders);
      await buyFirstOffer(page);
      await status.filter({ hasText: /Order \S|Waiting/ }).waitFor();
      assert.equal(references.length, 3);
      assert.deepEqual(new Set(references).size, 1);
      assert.notEqual(references[0], "");
    });

    const itRefunds = () =>
      it("gives the money back if PressOne refuses", BOUND, async (t) => {
        const { page } = await signIn(t);
        const before = orders();
        const { balance } = sandbox().sandbox.ledger;
        sandbox().sandbox.setBalance(0);
        t.after(() => sandbox().sandbox.setBalance(balance));
        await buyFirstOffer(page);
        const reference = await waitingFor(page);
        await pay(reference, WEBHOOK_SECRET);
        await page.getByRole("status").filter({ hasText: "Nothing was ordered" }).waitFor();
        // The payment was closed, so it buys no more.
        sandbox().sandbox.setBalance(balance);
        await pay(reference, WEBHOOK_SECRET);
        assert.deepEqual(orders(), before);
      });
    if (hasWebhook) itRefunds();

    it("asks a shopper whose session has ended to sign in", BOUND, async (t) => {
      const { page } = await signIn(t);
      const before = orders();
      await page.context().clearCookies();
      await buyFirstOffer(page);
      await page.getByRole("status").filter({ hasText: "Please sign in" }).waitFor();
      assert.deepEqual(orders(), before);
    });

    it("refuses what is not the shopper's", BOUND, async (t) => {
      const { page, headers } = await signIn(t);
      const { iccids } = sandbox().sandbox;
      const before = orders();
      /** @param {string} iccid */
      const offers = (iccid) => `${server.url}/api/pressone/customer/v2/sims/${iccid}/topups`;
      const mine = page.context().request;
      assert.equal((await mine.get(offers(iccids.active))).status(), 200);
      assert.equal((await mine.get(offers(iccids.unlimited))).status(), 403);
      assert.equal((await fetch(offers(iccids.active))).status, 401);
      const offer = (await (await mine.get(offers(iccids.active))).json()).data[0];
      const purchase = { kind: "topup", iccid: iccids.active, package_id: offer.id };
      /** @param {object} data */
      const buy = (data) =>
        mine.post(server.url + PURCHASES, {
          data,
          headers: { "Idempotency-Key": '"made-up"', Origin: server.url },
        });
      assert.equal((await buy(purchase)).status(), 402);
      assert.equal((await buy({ ...purchase, iccid: iccids.unlimited })).status(), 403);
      assert.deepEqual(orders(), before);

      const cookies = await page.context().cookies();
      assert.equal(cookies.length, 1);
      const { httpOnly, secure, sameSite } = cookies[0] ?? {};
      assert.deepEqual(
        { httpOnly, secure, sameSite },
        { httpOnly: true, secure: true, sameSite: "Lax" },
      );
      const policy = headers["content-security-policy"] ?? "";
      assert.match(policy, /default-src '(none|self)'.*script-src [^;]*'wasm-unsafe-eval'/);
      assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'/);
    });

    if (timer) {
      it("runs its timer at a request of development", BOUND, async () => {
        assert.doesNotMatch(server.output(), RECOVERED);
        const answer = await fetch(server.url + timer);
        assert.equal(answer.status, 200, await answer.text());
        for (const end = Date.now() + LOGGED_MS; !RECOVERED.test(server.output()); await sleep(50))
          assert.ok(Date.now() < end, server.output());
      });
    }

    itSendsNoViolation(sandbox, 3);
  });
}

/** @param {import("../browser.js").Page} page */
async function buyFirstOffer(page) {
  const offers = page.getByRole("list", { name: "Top-ups" });
  await offers.getByRole("button", { name: "Buy" }).first().click();
}

/** Returns the id of the payment that the page waits for. @param {import("../browser.js").Page} page */
async function waitingFor(page) {
  const status = page.getByRole("status").filter({ hasText: "Waiting for payment" });
  return /[\w-]+$/.exec((await status.textContent()) ?? "")?.[0] ?? "";
}
