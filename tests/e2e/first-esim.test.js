/** The whole shop, from an empty account: an eSIM that is used up and topped up, and a number that is renewed. */
import assert from "node:assert/strict";
import { CLOCKED_WORKER, passTime } from "./clock.js";
import { openNumberCheckout, renewNumber } from "./number.js";
import { openTab, packageSteps, pay, readFact, waitForView, waitUntilLoaded } from "./page.js";
import { readQrCode } from "./qr-reader.js";
import { emptyAccount } from "./sale.js";
import { storefrontTest } from "./storefront.js";

/** Longer than figures are kept. */
const KEPT_MS = 16 * 60_000;

/** Lets a test set the page's clock forward, as it sets that of the shop. */
const CLOCK = () => {
  const now = Date.now;
  Date.now = () => now() + Number(sessionStorage.getItem("ahead"));
};

/** Waits until figures are read anew, and loads the page. @param {import("./storefront.js").Visit} visit */
async function seeNewFigures(visit) {
  await passTime(visit, KEPT_MS);
  await visit.page.evaluate((ms) => {
    sessionStorage.setItem("ahead", String(Number(sessionStorage.getItem("ahead")) + ms));
  }, KEPT_MS);
  await visit.page.reload();
  await waitUntilLoaded(visit.page);
}

storefrontTest(
  "from an empty account: an eSIM is bought, installed, used up and topped up, and a number is claimed and renewed",
  { entry: CLOCKED_WORKER, initScript: CLOCK, timeout: 240_000 },
  async (visit) => {
    const { page, url, sandbox } = visit;
    await emptyAccount(page);
    await page.getByRole("link", { name: "Buy an eSIM" }).click();
    await waitForView(page, "Buy an eSIM");
    await page.getByLabel("Where are you going?").fill("norw");
    await page.getByRole("link", { name: /Norway/ }).click();
    await waitForView(page, "Norway");
    await page.getByText("Does my phone take an eSIM?").click();
    await page.getByLabel("Search your phone").fill("one 5g");
    await page.getByText("Yes, this phone takes an eSIM:").waitFor();
    await page.getByLabel("2 GB").check();
    await page.getByRole("link", { name: /^Continue/ }).click();
    await waitForView(page, "Check out");
    assert.equal(await readFact(page, "To pay"), "$7.00");
    await pay(page);
    const [order] = sandbox.ledger.orders;
    assert.ok(order);
    const [iccid = ""] = order.iccids;
    assert.equal(await readFact(page, "Order"), order.code);
    assert.equal(await readFact(page, "Total paid"), "$7.00");

    await page.getByRole("link", { name: "Install the eSIM" }).click();
    await waitForView(page, "Install your eSIM");
    const code = page.getByRole("img", { name: "The QR code of this eSIM" });
    await code.waitFor();
    assert.equal(await readQrCode(page, code), `LPA:1$smdp.example.com$SANDBOX-${order.id}`);

    await openTab(page, "My eSIMs");
    const card = page.locator(".sim");
    await card.getByText("Not started").waitFor();
    assert.equal(await card.count(), 1);
    await card.getByRole("link", { name: "Norway", exact: true }).waitFor();

    sandbox.useEsim({ iccid, megabytes: 500 });
    await seeNewFigures(visit);
    await card.getByText("1.51 GB").waitFor();
    sandbox.useEsim({ iccid, megabytes: 2_000 });
    await seeNewFigures(visit);
    await card.getByText("Used up").waitFor();

    await card.getByRole("link", { name: /^Buy a package/ }).click();
    await waitForView(page, "Norway");
    await page.getByRole("link", { name: /^Continue/ }).click();
    await waitForView(page, "Check out");
    await pay(page);
    assert.deepEqual(
      sandbox.ledger.orders.map(({ package_id }) => package_id),
      ["northwind-15days-2gb", "northwind-7days-1gb-topup"],
    );
    await page.goto(`${url}esims/${iccid}`);
    await waitForView(page, "Norway");
    await waitUntilLoaded(page);
    assert.ok((await packageSteps(page).count()) >= 2, "history");
    await openTab(page, "Orders");
    await page.locator(".order").nth(1).getByText("New eSIM").waitFor();
    await page.locator(".order").nth(1).getByRole("link").click();
    await page.locator(".receipt-head .code").waitFor();
    assert.equal(await readFact(page, "Package"), "2 GB · 15 days");

    await openTab(page, "Numbers");
    await page.getByText("You have no phone number yet").waitFor();
    await page.getByRole("link", { name: "Get a number" }).click();
    await openNumberCheckout(page, "+1 202-555-0214");
    assert.equal(await readFact(page, "To pay"), "$4.99");
    await pay(page);
    assert.equal(await readFact(page, "Total paid"), "$4.99");
    const [claim, ...otherClaims] = sandbox.ledger.claims;
    assert.deepEqual([claim?.mobile, otherClaims], ["+12025550214", []]);

    await page.getByRole("link", { name: "Your numbers" }).click();
    await waitForView(page, "Your numbers");
    await renewNumber(page);
    await page.getByText("+1 202-555-0214 is yours for another month.").waitFor();
    const renewed = sandbox.ledger.renewals.map(({ email, kind }) => ({ email, kind }));
    assert.deepEqual(renewed, [{ email: claim?.email, kind: "renewed" }]);
  },
);
