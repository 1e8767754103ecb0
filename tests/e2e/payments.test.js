/** The payment that an order needs, checked by the shop's server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { useShopClient } from "./shop-client.js";

const { storefront, ownIccid, firstOffer, submitOrder, createPayment } = useShopClient();

/** @param {number} [surcharge] in dollars */
async function payForFirstOffer(surcharge = 0) {
  const iccid = ownIccid();
  const { id: package_id, price } = await firstOffer(iccid);
  const payment = await createPayment({ iccid, package_id, price: price + surcharge });
  return { fields: { iccid, package_id }, payment };
}

const countOrders = () => storefront().sandbox.ledger.orders.length;

test("an order without a payment for its package is refused", async () => {
  const { fields, payment } = await payForFirstOffer();
  for (const [reference, field] of /** @type {const} */ ([
    ["", "reference"],
    ["pay-guess", "payment"],
  ])) {
    const response = await submitOrder(fields, reference);
    assert.equal(response.status, 422);
    assert.ok(field in (await response.json()).data);
  }
  const otherPackage = await submitOrder({ ...fields, package_id: "another" }, payment);
  assert.equal(otherPackage.status, 422);
});

test("concurrent and repeated orders with one payment return the same order", async () => {
  const { fields, payment } = await payForFirstOffer();
  const ordersBefore = countOrders();
  const order = () => submitOrder(fields, payment);
  const responses = [...(await Promise.all([order(), order(), order()])), await order()];
  const bodies = await Promise.all(responses.map((response) => response.json()));
  for (const body of bodies) assert.deepEqual(body, bodies[0]);
  assert.match(bodies[0].data.code, /^\d{8}-\d+$/);
  assert.equal(countOrders(), ordersBefore + 1);
});

test("a payment of another price than the offer's orders nothing", async () => {
  const { fields, payment } = await payForFirstOffer(-1);
  const ordersBefore = countOrders();
  const response = await submitOrder(fields, payment);
  assert.equal(response.status, 422);
  assert.equal((await response.json()).code, "price_changed");
  assert.equal(countOrders(), ordersBefore);
});
