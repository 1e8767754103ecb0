/** Sessions, and what a session may read and write. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonPost, openOtherSession, useShopClient } from "./shop-client.js";

const { storefront, request, ownIccid, firstOffer, submitOrder, renewNumber, createPayment } =
  useShopClient();

test("the session's cookie is HttpOnly and SameSite=Strict, and is set once", async () => {
  const response = await fetch(storefront().url);
  assert.match(response.headers.get("set-cookie") ?? "", /; HttpOnly; SameSite=Strict$/);
  assert.equal((await request("/")).headers.get("set-cookie"), null);
});

test("a request without a session is refused", async () => {
  for (const path of ["/shop/account", `/api/pressone/customer/v2/sims/${ownIccid()}/topups`]) {
    for (const Cookie of ["", "shop_session=guess"]) {
      assert.equal((await request(path, { headers: { Cookie } })).status, 401, path);
    }
  }
});

test("another shopper's eSIM is refused for reads, payments and orders", async () => {
  const iccid = storefront().sandbox.iccids.digits17;
  for (const path of ["topups", "packages"]) {
    const response = await request(`/api/pressone/customer/v2/sims/${iccid}/${path}`);
    assert.equal(response.status, 403);
    assert.equal((await response.json()).reason, "This eSIM, order or number is not yours.");
  }
  const { id: package_id, price } = await firstOffer(ownIccid());
  const payment = jsonPost({ iccid, package_id, price });
  assert.equal((await request("/shop/payments", payment)).status, 404);
  assert.equal((await submitOrder({ iccid, package_id }, "pay-1")).status, 403);
});

test("the renewal of another shopper's number is refused", async () => {
  const { unknown } = storefront().sandbox.emails;
  assert.equal((await renewNumber(unknown, "renewal-1")).status, 403);
});

test("an order with another shopper's payment is refused, and its outcome is not shown", async () => {
  const iccid = ownIccid();
  const { id: package_id, price } = await firstOffer(iccid);
  const payment = await createPayment({ iccid, package_id, price });
  const Cookie = await openOtherSession(storefront());
  const path = `/api/pressone/purchases/${Buffer.from(payment).toString("base64url")}.json`;
  const state = async () =>
    (await (await request(path, { headers: { Cookie } })).json()).data.state;
  assert.equal((await submitOrder({ iccid, package_id }, payment, { Cookie })).status, 402);
  assert.equal((await submitOrder({ iccid, package_id }, payment)).status, 200);
  assert.equal((await submitOrder({ iccid, package_id }, payment, { Cookie })).status, 402);
  assert.equal(await state(), "none");
});

test("a write from another site is refused", async () => {
  /** @type {Record<string, string>[]} */
  const foreignHeaders = [
    { Origin: "https://example.com" },
    { Origin: "null" },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
  ];
  for (const foreign of foreignHeaders) {
    const { headers, ...init } = jsonPost({});
    const response = await request("/shop/payments", {
      ...init,
      headers: { ...headers, ...foreign },
    });
    assert.equal(response.status, 403, JSON.stringify(foreign));
  }
  const withoutSession = await fetch(`${storefront().url}shop/payments`, jsonPost({}));
  assert.equal(withoutSession.status, 401);
});
