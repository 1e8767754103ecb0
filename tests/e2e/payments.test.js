/** One payment, one order: what the shop's server makes of the page's orders. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { useShop } from "./asking.js";

const { running, mine, offer, order, pay } = useShop();

test("an order needs a payment of its own for this package and eSIM", async () => {
  const { id: package_id, price } = await offer(mine());
  for (const description of ["", "pay-guess"]) {
    const response = await order({ iccid: mine(), package_id, description });
    assert.equal(response.status, 422);
    assert.ok("description" in (await response.json()).data);
  }
  const payment = await pay({ iccid: mine(), package_id, price });
  const other = await order({ iccid: mine(), package_id: "another", description: payment });
  assert.equal(other.status, 422);
});

test("a payment buys one order, however often and however fast it is sent", async () => {
  const { id: package_id, price } = await offer(mine());
  const description = await pay({ iccid: mine(), package_id, price });
  const before = running().sandbox.ledger.orders.length;
  const fields = { iccid: mine(), package_id, description };
  const together = await Promise.all([order(fields), order(fields), order(fields)]);
  const answers = await Promise.all([...together, await order(fields)].map((one) => one.json()));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.match(answers[0].data.code, /^\d{8}-\d+$/);
  assert.equal(running().sandbox.ledger.orders.length, before + 1);
});

test("a payment of another price than the package's orders nothing", async () => {
  const { id: package_id, price } = await offer(mine());
  const before = running().sandbox.ledger.orders.length;
  const description = await pay({ iccid: mine(), package_id, price: price - 1 });
  const response = await order({ iccid: mine(), package_id, description });
  assert.equal(response.status, 422);
  assert.ok("price" in (await response.json()).data);
  assert.equal(running().sandbox.ledger.orders.length, before);
});
