/** A purchase from the list of eSIMs to its receipt. */
import assert from "node:assert/strict";
import { orderRow, waitForOrder } from "./order-list.js";
import {
  buyTopup,
  clickRepeatedly,
  openCheckout,
  openTab,
  pay,
  payButton,
  pendingOrder,
  readFact,
  waitForView,
  waitUntilLoaded,
} from "./page.js";
import { storefrontTest } from "./storefront.js";

const PHONE = { width: 360, height: 740 };

storefrontTest(
  "on a phone, the price, the card and the pay button are in sight together",
  { viewport: PHONE },
  async ({ page }) => {
    await openCheckout(page);
    const boxes = await Promise.all(
      [
        page.locator(".summary .price"),
        page.getByLabel("Security code"),
        page.locator(".dock"),
        payButton(page),
      ].map((place) => place.boundingBox()),
    );
    const [price, card, dock, button] = boxes.map((box) => ({
      start: box?.y ?? -1,
      end: box ? box.y + box.height : Number.POSITIVE_INFINITY,
    }));
    assert.ok(price && card && dock && button);
    assert.ok(price.start > 0, `the price at ${price.start}`);
    assert.ok(card.end <= dock.start, `the card to ${card.end}, the dock at ${dock.start}`);
    assert.ok(button.end <= PHONE.height, `the button to ${button.end}`);
    assert.equal(await page.locator(".tabs").isVisible(), false, "the tabs would lead away");
    await page.getByRole("link", { name: "Back to the top-ups" }).click();
    await page.locator(".tabs").waitFor();
  },
);

storefrontTest("a receipt names the payment method, after a reload too", async ({ page }) => {
  await openCheckout(page);
  await page.getByText("Wallet", { exact: true }).click();
  await pay(page);
  await waitUntilLoaded(page);
  assert.equal(await readFact(page, "Paid with"), "Wallet •••• 4242");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await waitForView(page, "Thank you");
  await waitUntilLoaded(page);
  assert.equal(await readFact(page, "Paid with"), "Wallet •••• 4242");
  await page.locator(".receipt .chip").getByText("Paid").waitFor();
});

storefrontTest(
  "a receipt without the payment's method shows the rest",
  { expectedErrors: /net::ERR_/ },
  async ({ page }) => {
    await page.route("**/shop/payments/*", (route) => route.abort("connectionreset"));
    await openCheckout(page);
    await pay(page);
    await waitUntilLoaded(page);
    assert.equal(await readFact(page, "Total paid"), "$4.50");
    assert.match(await readFact(page, "Payment reference"), /^pay-/);
    assert.equal(await page.getByText("Paid with").count(), 0);
  },
);

storefrontTest("a shopper buys a top-up and finds it in the orders", async ({ page, sandbox }) => {
  await openCheckout(page);
  const data = await page.locator(".summary-plan strong").textContent();
  const price = await readFact(page, "To pay");
  await page.getByText("no money changes hands").first().waitFor();
  await pay(page);

  const code = await readFact(page, "Order number");
  const payment = await readFact(page, "Payment reference");
  assert.match(code, /^\d{8}-\d+$/);
  assert.match(payment, /^pay-[0-9a-f]{16}$/);
  assert.equal(await readFact(page, "Package"), `${data} · 7 days`);
  assert.equal(await readFact(page, "Total paid"), price);
  assert.match(await readFact(page, "Ordered"), /^\w+ \d+, \d{4}/);

  await page.getByRole("link", { name: "See all orders" }).click();
  await waitForView(page, "Orders");
  await orderRow(page, code).getByRole("link").click();
  await waitForOrder(page, code);
  assert.equal(await readFact(page, "Payment reference"), payment);
  const { validation } = /** @type {import("../sandbox/server.js").Sandbox} */ (sandbox);
  assert.ok(validation.checked > 0, "the sandbox has validated the exchanges");
});

storefrontTest(
  "repeated clicks on the pay button make one payment and one order",
  async ({ page, sandbox }) => {
    const ordersBefore = sandbox.ledger.orders.length;
    await openCheckout(page);
    let payments = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/shop/payments")) payments += 1;
    });
    await clickRepeatedly(payButton(page), 5);
    await waitForView(page, "Thank you");
    assert.equal(payments, 1);
    assert.equal(sandbox.ledger.orders.length, ordersBefore + 1);
  },
);

storefrontTest(
  "a purchase succeeds if every response of PressOne has an irregular shape",
  async ({ page, sandbox }) => {
    sandbox.shapes.set("everything irregular");
    // The descriptions stay: an order without a description belongs to no shopper.
    sandbox.shapes.set({ optionalFields: "filled" });
    await buyTopup(page);
    const [order] = sandbox.ledger.orders;
    assert.equal(await readFact(page, "Order number"), order?.code);
    assert.equal(await readFact(page, "Total paid"), "$4.50");
    await page.getByRole("link", { name: "Back to My phone" }).click();
    await waitUntilLoaded(page);
    assert.ok((await page.locator(".timeline .step").count()) > 0);
    await openTab(page, "Orders");
    await orderRow(page, order?.code).waitFor();
  },
);

storefrontTest(
  "a reloaded receipt knows its eSIM, and has the way back",
  async ({ page, sandbox }) => {
    await buyTopup(page);
    const code = await readFact(page, "Order number");
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await waitForView(page, "Thank you");
    assert.equal(await readFact(page, "Order number"), code);
    const esim = await readFact(page, "eSIM");
    assert.equal(esim.replaceAll(" ", ""), `Myphone${sandbox.iccids.active}`);
    const back = page.getByRole("link", { name: "Back to My phone" });
    assert.match((await back.getAttribute("class")) ?? "", /\bmain\b/, "it is the first choice");
    await back.click();
    await waitForView(page, "My phone");
    await page.goBack();
    await waitForView(page, "Thank you");
    await page.goBack();
    await waitForView(page, "My phone");
  },
);

storefrontTest(
  "a purchase in a browser that stores nothing succeeds",
  {
    initScript: () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    },
  },
  async ({ page, sandbox }) => {
    await buyTopup(page);
    assert.equal(sandbox.ledger.orders.length, 1);
  },
);

storefrontTest("the receipt of an unknown payment shows no order", async ({ page, url }) => {
  for (const payment of ["pay-0123456789abcdef", "no%20payment", "x".repeat(200)]) {
    await page.goto("about:blank");
    await page.goto(`${url}receipts/${payment}`);
    await page.getByText("We couldn't find this order", { exact: true }).waitFor();
    assert.equal(await pendingOrder(page).count(), 0);
    assert.equal(await page.getByRole("alert").count(), 0, "no failure is told");
  }
});

storefrontTest("a receipt can be printed: the sheet alone", async ({ page }) => {
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await buyTopup(page);
  await page.getByRole("button", { name: "Print" }).click();
  await page.locator("[data-printed]").waitFor();
  await page.emulateMedia({ media: "print" });
  await page.getByText("Payment reference", { exact: true }).waitFor();
  for (const hidden of [page.getByRole("navigation"), page.getByRole("button")]) {
    assert.equal(await hidden.filter({ visible: true }).count(), 0);
  }
});
