/** Answers that get lost: never a second order, and the shopper learns what became of the first. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoComplaints, atView, fact, payButton, toCheckout, useBrowser } from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 90_000 };
/** The shop's server looks for a lost order, and then its page does: five seconds each. */
const LOOKED = { timeout: 20_000 };

for (const kind of ["cut-after", "half-answer", "truncated-json"]) {
  test(`an order was made and its answer was lost (${kind}): it is found`, BOUND, async (t) => {
    const visit = await open(t);
    const { page, sandbox } = visit;
    await toCheckout(page);
    sandbox.faults.add({ endpoint: "submit", kind });
    await payButton(page).click();
    // The shop's server looks it up: the shopper notices nothing.
    await atView(page, "Thank you");
    const [order, ...more] = sandbox.ledger.orders;
    assert.deepEqual(more, []);
    assert.equal(await fact(page, "Order"), order?.code);
    const payment = await fact(page, "Payment");
    assert.match(payment, /^pay-/);
    assert.ok(order?.description.endsWith(`:${payment}:`));
    assertNoComplaints(visit);
  });
}

test("an order is not in the list: the shopper is told not to pay again", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await toCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "cut-before" });
  await payButton(page).click();
  await page.getByText("We do not know yet whether your order went through").waitFor(LOOKED);
  await page.getByText("Please do not pay again").waitFor();
  assert.equal(await payButton(page).count(), 0);
  const address = page.url();

  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByText("We do not know yet whether your order went through").waitFor(LOOKED);
  await page.reload();
  await page.getByText("We do not know yet whether your order went through").waitFor(LOOKED);
  assert.equal(page.url(), address);
  // The shop's server cannot know either, and sends nothing again.
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("You have not been charged twice").waitFor(LOOKED);
  const sent = sandbox.requests.filter(({ endpoint }) => endpoint === "submit");
  assert.equal(sent.length, 1);
  assertNoComplaints(visit, /502/);
});

test(
  "a page that is closed while it orders finds the order when it is opened again",
  BOUND,
  async (t) => {
    const visit = await open(t);
    const { page, sandbox } = visit;
    await toCheckout(page);
    sandbox.faults.add({ endpoint: "submit", kind: "latency", ms: 1_500, after: true });
    const sent = page.waitForRequest(/orders\/topups$/);
    await payButton(page).click();
    await sent;
    assert.match(page.url(), /#\/receipts\/pay-/);
    await page.reload();
    await atView(page, "Your order");
    // The journal knows of it: it is looked for until it is there.
    await page.getByText("Your order was made", { exact: true }).waitFor(LOOKED);
    assert.equal(await fact(page, "Order"), sandbox.ledger.orders[0]?.code);
    assert.equal(sandbox.ledger.orders.length, 1);
    assertNoComplaints(visit);
  },
);

test("a renewal whose answer was lost is not offered again", BOUND, async (t) => {
  const visit = await open(t, { path: "#/renew" });
  const { page, sandbox } = visit;
  sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
  const renew = page.getByRole("button", { name: "Renew the number" });
  await renew.click();
  await page.getByText("We do not know yet whether it went through").waitFor();
  const ask = page.getByText("ask us about this renewal, before you try again: ");
  const reference = (await ask.locator(".code").textContent()) ?? "";
  assert.match(reference, /^[A-Za-z0-9._~-]{1,64}$/);
  assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
  // Who presses all the same gets the outcome of the first, not a second renewal.
  await renew.click();
  await page.getByText("We do not know yet whether it went through").waitFor();
  assert.equal(await ask.locator(".code").textContent(), reference);
  assert.equal(sandbox.ledger.renewals.length, 1);
  assertNoComplaints(visit, /502/);
});
