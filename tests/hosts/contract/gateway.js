// A page client in front of a gateway.
import { assert, equal, rejects } from "./checks.js";
import { openShop } from "./shop.js";

/** Ids of payments, as providers make them. */
const PAYMENT_IDS = [
  "cs_test_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4y5z6a7b8c9d0e1",
  "gid://shopify/Order/4501?a=1&b=%2F",
  "c2hvcC9vcmRlci80NTAxPz8+Pw+/==",
  'an "odd" id: a\\b, c;d',
  "x".repeat(255),
];

/** @type {Record<string, import("./host.js").Case>} */
export const gateway = {
  "a page client buys, reads and renews through the gateway": async (host) => {
    const shop = await openShop(host);
    const { page, iccids, emails, purchase, otherPurchase } = shop;
    const order = await page.submitTopupOrder({ ...purchase, reference: "pay-1" });
    equal([order.source, order.reference], ["answer", "pay-1"], "a purchase");
    const again = await page.submitTopupOrder({ ...purchase, reference: "pay-1" });
    equal([again.order_id, again.source], [order.order_id, "journal"], "a repeated purchase");
    equal(await shop.countOrders(), 1, "orders");
    const other = { ...otherPurchase, reference: "pay-1" };
    await rejects(page.submitTopupOrder(other), "reference_reused");
    const { orders } = await page.getOrderList({ description: "pay-1:" });
    equal([orders.length, orders[0]?.code], [1, order.code], "the shopper's orders");
    equal([orders[0]?.reference, orders[0]?.description], ["pay-1", null], "fields of the order");
    const { source, packages } = await page.getPackageHistory(iccids.active);
    equal([source, packages.length > 0], ["network", true], "history");
    const renewal = { email: emails.subscriber, reference: "month-1" };
    equal((await page.renewNumber(renewal)).success, true, "renewal");
    equal((await page.renewNumber(renewal)).source, "journal", "a repeated renewal");
    await rejects(page.renewNumber({ ...renewal, reference: "pay-1" }), "reference_reused");
  },

  "a page client asks what became of its purchases": async (host) => {
    const shop = await openShop(host);
    const { page, emails, purchase } = shop;
    equal((await page.getPurchase("pay-1")).state, "none", "state before the purchase");
    const order = await page.submitTopupOrder({ ...purchase, reference: "pay-1" });
    await page.renewNumber({ email: emails.subscriber, reference: "month-1" });
    const found = await page.getPurchase("pay-1");
    equal([found.state, found.kind, found.order?.id], ["done", "topup", order.id], "a top-up");
    const renewed = await page.getPurchase("month-1");
    equal([renewed.state, renewed.kind, renewed.tries], ["done", "renewal", 0], "a renewal");
    const first = await page.purchases({ limit: 1 });
    const second = await page.purchases({ limit: 1, after: first.next ?? "" });
    equal(
      [...first.purchases, ...second.purchases].map(({ reference }) => reference),
      ["month-1", "pay-1"],
      "pages of purchases, newest first",
    );
    const topups = await page.purchases({ kind: "topup", state: "done" });
    equal(
      topups.purchases.map(({ reference }) => reference),
      ["pay-1"],
      "done top-ups",
    );
  },

  "the id of any payment is a reference": async (host) => {
    const shop = await openShop(host);
    const { page, purchase } = shop;
    for (const [index, reference] of PAYMENT_IDS.entries()) {
      const order = await page.submitTopupOrder({ ...purchase, reference });
      equal([order.source, order.reference], ["answer", reference], "a purchase");
      const again = await page.submitTopupOrder({ ...purchase, reference });
      equal([again.id, again.source], [order.id, "journal"], reference);
      const found = await page.getPurchase(reference);
      equal([found.reference, found.order?.id], [reference, order.id], "the question");
      equal(await shop.countOrders(), index + 1, "orders");
    }
    const { purchases } = await page.purchases();
    equal(
      purchases.map(({ reference }) => reference).sort(),
      [...PAYMENT_IDS].sort(),
      "the list of purchases",
    );
    for (const reference of ["", " a", "a ", "é", "x".repeat(256), "pi_1_secret_2"]) {
      const call = page.submitTopupOrder({ ...purchase, reference });
      await rejects(call, "invalid_argument");
    }
  },

  "a purchase is in the history of another page once": async (host) => {
    const shop = await openShop(host);
    const { iccids, purchase } = shop;
    await shop.page.getPackageHistory(iccids.active);
    await shop.page.submitTopupOrder({ ...purchase, reference: "pay-0" });
    const page = await shop.createPage();
    const provisional = async () =>
      (await page.getPackageHistory(iccids.active)).packages
        .filter((each) => each.provisional)
        .map(({ reference }) => reference);
    equal(await provisional(), ["pay-0"], "provisional packages from the gateway");
    await page.submitTopupOrder({ ...purchase, reference: "pay-0" });
    equal(await provisional(), ["pay-0"], "provisional packages after the same purchase");
  },

  "the gateway refuses what the shopper does not own or has not paid": async (host) => {
    const shop = await openShop(host);
    const { page, control, iccids, emails, purchase } = shop;
    await rejects(page.getTopupPackages(iccids.digits17), "permission");
    await rejects(page.renewNumber({ email: emails.freeTrial }), "permission");
    for (const [reference, kind] of /** @type {const} */ ([
      ["unpaid-1", "payment_required"],
      ["pending-1", "payment_pending"],
      ["cheap-1", "price_changed"],
    ])) {
      const error = await rejects(page.submitTopupOrder({ ...purchase, reference }), kind);
      equal([error.outcome, error.reference], ["not_ordered", reference], kind);
      const { state } = await page.getPurchase(reference);
      equal(state, kind === "price_changed" ? "failed" : "none", `state after ${kind}`);
      if (kind === "payment_pending") assert(error.retryAfterMs > 0, "a pause");
      if (kind !== "price_changed") continue;
      equal(error.prices, { paid: 0.01, offered: purchase.price }, "both prices");
      equal(error.tries, 1, "failed tries");
    }
    equal(await shop.countOrders(), 0, "orders");
    await control("POST", "faults", { endpoint: "submit", kind: "cut-after" });
    const found = await page.submitTopupOrder({ ...purchase, reference: "pay-2" });
    assert(typeof found.code === "string", "the order with the lost answer has a code");
    equal(await shop.countOrders(), 1, "orders after the payment");
  },

  "a refused purchase is tried again, but not by a page that does not know of it": async (host) => {
    const shop = await openShop(host);
    const { page, control, purchase } = shop;
    const paid = { ...purchase, reference: "pay-4" };
    await control("POST", "balance", { amount: 0 });
    const error = await rejects(page.submitTopupOrder(paid), "insufficient_balance");
    equal([error.tries, error.outcome, error.stored], [1, "not_ordered", undefined], "failure");
    const { state, error: stored } = await page.getPurchase("pay-4");
    equal([state, stored?.kind], ["failed", "insufficient_balance"], "stored failure");
    await control("POST", "balance", { amount: 1000 });
    equal((await page.submitTopupOrder(paid)).source, "answer", "the next try");
    equal(await shop.countOrders(), 1, "orders");
  },

  "an order that is lost on the way has an unknown outcome for the page": async (host) => {
    const shop = await openShop(host);
    const { page, control, purchase } = shop;
    await control("POST", "faults", { endpoint: "submit", kind: "cut-before" });
    const lost = { ...purchase, reference: "pay-3" };
    const error = await rejects(
      page.submitTopupOrder(lost, { timeoutMs: 1_500 }),
      "outcome_unknown",
    );
    equal([error.reference, error.outcome], ["pay-3", "unknown"], "the error");
    equal((await page.getPurchase("pay-3")).state, "open", "state");
    equal(await shop.countOrders(), 0, "orders");
  },
};
