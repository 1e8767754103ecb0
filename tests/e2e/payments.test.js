/** One payment, one order: what the shop's server makes of the page's orders. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { useShop } from "./asking.js";

const { running, mine, offer, order, pay } = useShop();

test("an order needs a payment of its own for this package and eSIM", async () => {
  const { id: package_id, price } = await offer(mine());
  for (const [payment, field] of [
    ["", "reference"],
    ["pay-guess", "payment"],
  ]) {
    const response = await order({ iccid: mine(), package_id }, payment ?? "");
    assert.equal(response.status, 422);
    assert.ok((field ?? "") in (await response.json()).data);
  }
  const payment = await pay({ iccid: mine(), package_id, price });
  const other = await order({ iccid: mine(), package_id: "another" }, payment);
  assert.equal(other.status, 422);
});

test("a payment buys one order, however often and however fast it is sent", async () => {
  const { id: package_id, price } = await offer(mine());
  const payment = await pay({ iccid: mine(), package_id, price });
  const before = running().sandbox.ledger.orders.length;
  const buy = () => order({ iccid: mine(), package_id }, payment);
  const together = await Promise.all([buy(), buy(), buy()]);
  const answers = await Promise.all([...together, await buy()].map((one) => one.json()));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.match(answers[0].data.code, /^\d{8}-\d+$/);
  assert.equal(running().sandbox.ledger.orders.length, before + 1);
});

test("a payment of another price than the package's orders nothing", async () => {
  const { id: package_id, price } = await offer(mine());
  const before = running().sandbox.ledger.orders.length;
  const payment = await pay({ iccid: mine(), package_id, price: price - 1 });
  const response = await order({ iccid: mine(), package_id }, payment);
  assert.equal(response.status, 422);
  assert.equal((await response.json()).code, "price_changed");
  assert.equal(running().sandbox.ledger.orders.length, before);
});
