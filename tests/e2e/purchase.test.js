/** A whole purchase, as different shoppers make it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assertNoComplaints,
  atView,
  fact,
  payButton,
  settled,
  toCheckout,
  useBrowser,
} from "./harness.js";

const { open } = useBrowser();
const BOUND = { timeout: 60_000 };

test("a shopper buys a top-up and finds it in the orders", BOUND, async (t) => {
  const visit = await open(t);
  const { page } = visit;
  await toCheckout(page);
  const data = await fact(page, "Data");
  const price = await fact(page, "To pay");
  await page.getByText("no money moves").first().waitFor();
  await payButton(page).click();

  await atView(page, "Thank you");
  const code = await fact(page, "Order");
  const payment = await fact(page, "Payment");
  assert.match(code, /^\d{8}-\d+$/);
  assert.match(payment, /^pay-[0-9a-f]{16}$/);
  assert.equal(await fact(page, "Data"), data);
  assert.equal(await fact(page, "Price"), price);
  assert.match(await fact(page, "Ordered"), /time zone not stated/);

  await page.getByRole("link", { name: "See all orders" }).click();
  await atView(page, "Orders");
  const newest = page.locator(".order").first();
  await newest.getByText(code).waitFor();
  assert.match((await newest.textContent()) ?? "", new RegExp(payment));
  assert.ok(
    visit.sandbox.validation.checked > 0,
    "the exchanges were held against the description",
  );
  assertNoComplaints(visit);
});

test("the receipt survives a reload, and back leads out of the checkout", BOUND, async (t) => {
  const visit = await open(t);
  const { page } = visit;
  await toCheckout(page);
  await payButton(page).click();
  await atView(page, "Thank you");
  const code = await fact(page, "Order");
  await page.reload();
  await atView(page, "Your order");
  await page.getByText("Your order was made", { exact: true }).waitFor();
  assert.equal(await fact(page, "Order"), code);
  await page.goBack();
  await atView(page, "My phone");
  assertNoComplaints(visit);
});

test("what was bought is in the history once the operator may be asked again", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await page.getByRole("link", { name: "My phone" }).click();
  await atView(page, "My phone");
  await settled(page);
  const packages = page.getByRole("region", { name: "What remains" }).locator(".card");
  const before = await packages.count();
  await page.getByText(/^Received at [^.]*\. The operator/).waitFor();
  await page
    .getByRole("link", { name: /^Choose/ })
    .first()
    .click();
  await payButton(page).click();
  await atView(page, "Thank you");
  await page.getByRole("link", { name: "Back to the eSIM" }).click();
  await settled(page);
  await page.getByText("kept on this device since").waitFor();
  assert.equal(await packages.count(), before + 1);
  const added = packages.filter({ hasText: "Bought just now" });
  await added.getByText(/^Its data show up with the next update at \d/).waitFor();
  assert.equal(historyRequests(sandbox), 1);

  await passTime(visit);
  await page.reload();
  await settled(page);
  await page.getByText(/^Received at [^.]*\. The operator/).waitFor();
  assert.equal(await packages.count(), before + 1);
  assert.equal(await added.count(), 0);
  assert.equal(historyRequests(sandbox), 2);
  assertNoComplaints(visit);
});

test("figures that cannot be renewed are shown as out of date", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  await page.getByRole("link", { name: "My phone" }).click();
  await atView(page, "My phone");
  await settled(page);
  const before = await page.locator(".card-head").count();
  sandbox.faults.add({ endpoint: "history", kind: "rate-limited", retryAfter: 600 });
  await passTime(visit);
  await page.reload();
  await page.getByText("Out of date:").waitFor();
  assert.equal(await page.locator(".card-head").count(), before);
  assertNoComplaints(visit, /429/);
});

test("a server that is irregular in every way sells the same", BOUND, async (t) => {
  const visit = await open(t);
  const { page, sandbox } = visit;
  sandbox.shapes.set("everything irregular");
  // But for the descriptions: without them nobody could tell whose an order is.
  sandbox.shapes.set({ optionalFields: "filled" });
  await toCheckout(page);
  await payButton(page).click();
  await atView(page, "Thank you");
  const [order] = sandbox.ledger.orders;
  assert.equal(await fact(page, "Order"), order?.code);
  assert.equal(await fact(page, "Price"), "$4.50");
  await page.getByRole("link", { name: "Back to the eSIM" }).click();
  await settled(page);
  assert.ok((await page.locator(".card-head").count()) > 0);
  await page.getByRole("link", { name: "Orders" }).click();
  await page
    .locator(".order")
    .first()
    .getByText(order?.code ?? "")
    .waitFor();
  assertNoComplaints(visit);
});

/**
 * A little more than 15 minutes pass for all three: the sandbox, the page, and the shop's worker,
 * whose clock nobody can set: what it keeps becomes older instead.
 *
 * @param {import("./harness.js").Running & import("./harness.js").Visit} visit
 */
async function passTime({ page, sandbox, miniflare }) {
  const wait = 15 * 60_000 + 1_000;
  sandbox.clock.advance(wait);
  const objects = await miniflare.getDurableObjectNamespace("GATEWAY");
  const { PRESSONE_URL, CLIENT_ID } = await miniflare.getBindings();
  const key = `pressone-esim:history:${hash(`client\n${PRESSONE_URL}\n${CLIENT_ID}`)}:${sandbox.iccids.active}`;
  const record = /** @type {any} */ (objects).get(/** @type {any} */ (objects).idFromName(key));
  const { fetched_at, ...rest } = JSON.parse((await record.getItem(key)) ?? "");
  await record.setItem(key, JSON.stringify({ ...rest, fetched_at: fetched_at - wait }));
  await page.clock.setFixedTime(Date.now() + wait);
}

/** How the package names an account where it stores something. @param {string} text */
function hash(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  const letter = (/** @type {string} */ digit) =>
    String.fromCharCode(97 + Number.parseInt(digit, 16));
  return hash.toString(16).padStart(16, "0").replace(/./g, letter);
}

/** @param {import("./harness.js").Running["sandbox"]} sandbox */
const historyRequests = ({ requests }) =>
  requests.filter(({ endpoint }) => endpoint === "history").length;
