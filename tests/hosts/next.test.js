// The packed tarball in a Next.js app without settings for the package. The gateway is a route of the
// app, and the app's page buys through it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "#pressone-esim";
import { useChromium } from "../browser.js";
import { createControl } from "./contract/host.js";
import { installApp, itSeparatesTheClients, useNext } from "./next.js";
import { visit } from "./visit.js";

const BOUND = { timeout: 60_000 };

describe("the tarball in Next.js, built by Turbopack", () => {
  const app = installApp();
  const build = { build: ["build"], run: ["start"] };
  describe("without a slash at the end of its URLs", () => itWorks(useNext(app, build)));
  // The second build reuses what the first one compiled.
  describe("with trailingSlash: true", () =>
    itObeysTheSlashRule(useNext(app, { ...build, env: { TRAILING_SLASH: "true" } })));
});

/** @param {ReturnType<typeof useNext>} shop */
function itWorks(shop) {
  const newPage = useChromium();
  itObeysTheSlashRule(shop);

  for (const runtime of ["node", "edge"]) {
    it(`sells in a page through a gateway in the ${runtime} runtime`, BOUND, async (t) => {
      const url = `${shop.url()}/shop/${runtime}`;
      const { page, complaints, countModuleLoads } = await visit(t, newPage, url);
      assert.equal(countModuleLoads(), 0);
      await page.getByRole("button", { name: "Buy" }).click();
      const result = (await page.locator("output:not(:empty)").textContent()) ?? "";
      const order = shop.sandbox().sandbox.ledger.orders.at(-1)?.id;
      const error = { name: "InvalidArgumentError", ours: true };
      assert.deepEqual(JSON.parse(result), { order, listed: true, error });
      assert.equal(countModuleLoads(), 1);
      assert.deepEqual(complaints, []);
    });
  }

  itSeparatesTheClients(shop, ["node", "edge"]);
  shop.itKeepsContract(["node", "edge"]);
}

/**
 * Declares the tests: each function of a page client works, whatever slash Next.js wants, and no purchase is
 * redirected.
 *
 * @param {ReturnType<typeof useNext>} shop
 */
function itObeysTheSlashRule(shop) {
  for (const runtime of ["node", "edge"]) {
    it(`buys, renews and reads through a gateway in the ${runtime} runtime`, BOUND, async () => {
      // A history is served once in 15 minutes, and the tests share an eSIM.
      await createControl(shop.sandbox().url)("POST", "clock", { advance: 900_000 });
      /** @type {[string, number][]} */
      const answers = [];
      const page = await createClient({
        baseUrl: `${shop.url()}/api/${runtime}`,
        fetch: async (request) => {
          const answer = await fetch(request);
          answers.push([`${request.method} ${new URL(request.url).pathname}`, answer.status]);
          return answer;
        },
      });
      const { iccids, emails } = shop.sandbox().sandbox;
      const iccid = iccids.active;
      const [[offer], history] = await Promise.all([
        page.getTopupPackages(iccid),
        page.getPackageHistory(iccid),
      ]);
      assert.ok(offer && history.packages.length > 0);
      const reference = `slash-${runtime}`;
      const order = await page.submitTopupOrder({ iccid, package_id: offer.id, reference });
      const renewal = { email: emails.subscriber, reference: `${reference}-renewal` };
      assert.equal((await page.renewNumber(renewal)).success, true);
      const { orders } = await page.getOrderList({ description: `${reference}:` });
      assert.deepEqual(
        orders.map(({ id }) => id),
        [order.id],
      );
      assert.equal((await page.getPurchase(reference)).order?.id, order.id);
      assert.equal((await page.purchases()).purchases.length >= 2, true);
      // The first reads, which were sent at once, learn the rule.
      const redirected = answers.filter(([, status]) => status !== 200);
      assert.ok(redirected.length <= 2, JSON.stringify(answers));
      for (const [line, status] of redirected) {
        assert.equal(status, 308, line);
        assert.match(line, /^GET .*\/sims\//);
      }
      assert.equal(answers.filter(([line]) => line.startsWith("POST ")).length, 2);
    });
  }
}
