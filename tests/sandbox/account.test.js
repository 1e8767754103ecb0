import assert from "node:assert/strict";
import { test } from "node:test";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

test("the balance falls with each purchase, and a switch takes the account away", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const balances = async () => (await json(await caller.balance())).data.balances;
  assert.deepEqual(await balances(), {
    name: "balance",
    availableBalance: { amount: 250, currency: "USD" },
  });
  const iccid = sandbox.iccids.active;
  await caller.submit({ package_id: "northwind-7days-1gb-topup", iccid });
  assert.equal((await balances()).availableBalance.amount, 245.5);
  sandbox.shapes.set({ balances: "none" });
  assert.deepEqual(await balances(), []);
  assert.deepEqual(sandbox.violations, []);
});

test("an order is found by its id alone, with the parts that are included", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const iccid = sandbox.iccids.active;
  const package_id = "northwind-7days-1gb-topup";
  const { id } = (await json(await caller.submit({ package_id, iccid }))).data;
  const plain = (await json(await caller.order(id))).data;
  assert.deepEqual([plain.id, plain.package_id, plain.price], [id, package_id, "4.50"]);
  assert.equal("sims" in plain || "user" in plain || "status" in plain, false);
  const whole = (await json(await caller.order(id, { include: "sims,user,status" }))).data;
  assert.deepEqual([whole.sims, whole.status.slug], [[], "completed"]);
  sandbox.setOrderStatus(id, "refunded");
  const { status } = (await json(await caller.order(id, { include: "status" }))).data;
  assert.equal(status.slug, "refunded");
  assert.deepEqual(sandbox.violations, []);
});

test("an order that the account does not have is answered with 401, or by a switch with 404", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const refused = await caller.order(1);
  assert.deepEqual(
    [refused.status, await json(refused)],
    [401, { data: [], meta: { message: "This action is unauthorized." } }],
  );
  sandbox.shapes.set({ unknownOrder: "not-found" });
  assert.equal((await caller.order(1)).status, 404);
  assert.deepEqual(sandbox.violations, []);
});

test("an order's code is no id, and only include is a parameter", async () => {
  for (const path of ["20260131-000017", "0", "1?include=order", "1?page=2"]) {
    const sandbox = fixedSandbox();
    const caller = await signedIn(sandbox);
    assert.equal((await caller.get(`/customer/v2/orders/${path}`)).status, 400, path);
    assert.equal(sandbox.violations.length, 1);
  }
});
