import assert from "node:assert/strict";
import { test } from "node:test";
import { fixedSandbox, json, NOON, signedIn } from "./testing/caller.js";

test("the log holds every request and the status of its answer", async () => {
  const sandbox = fixedSandbox();
  const { credentials, iccids } = sandbox;
  const caller = await signedIn(sandbox);
  await caller.orders({ limit: "2", "filter[code]": "a b" });
  await caller.submit({ package_id: "x", iccid: iccids.active });
  const [token, orders, submit] = sandbox.requests;
  assert.deepEqual(token?.fields, { ...credentials, grant_type: "client_credentials" });
  assert.deepEqual(orders?.query, [
    ["limit", "2"],
    ["filter[code]", "a b"],
  ]);
  assert.equal(orders?.headers.accept, "application/json");
  assert.deepEqual(submit?.fields, { package_id: "x", iccid: iccids.active });
  assert.deepEqual(
    sandbox.requests.map(({ n, endpoint, method, status }) => [n, endpoint, method, status]),
    [
      [1, "token", "POST", 200],
      [2, "orders", "GET", 200],
      [3, "submit", "POST", 422],
    ],
  );
});

test("a reset restores everything except the violations", async () => {
  const sandbox = fixedSandbox({ shapes: "newer" });
  const { iccids } = sandbox;
  const caller = await signedIn(sandbox);
  await caller.submit({ package_id: "northwind-30days-3gb-topup", iccid: iccids.active });
  await caller.get("/nowhere");
  sandbox.shapes.set("older");
  sandbox.clock.advance(1000);
  sandbox.configure({ cors: true });
  sandbox.faults.add({ endpoint: "*", kind: "hang" });
  sandbox.reset();
  assert.equal(sandbox.requests.length, 0);
  assert.equal(sandbox.clock.now(), NOON);
  assert.deepEqual(
    [sandbox.ledger.orders, sandbox.ledger.balance, sandbox.ledger.tokens],
    [[], 250, 0],
  );
  assert.equal(sandbox.shapes.current.orderSubmit, "newer");
  assert.deepEqual(sandbox.faults.list(), []);
  assert.equal(sandbox.settings.cors, false);
  assert.equal(sandbox.violations.length, 1);
  assert.equal((await caller.topups(iccids.active)).status, 401, "old tokens are invalid");
});

test("an empty account has no eSIM, no order and no user, and a claim makes the first user", async () => {
  const sandbox = fixedSandbox();
  sandbox.reset({ empty: true });
  const caller = await signedIn(sandbox);
  const list = async (/** @type {Response} */ answer) => (await json(answer)).data.length;
  assert.equal(await list(await caller.get("/customer/v2/sims")), 0);
  assert.equal(await list(await caller.get("/customer/v2/orders")), 0);
  assert.equal((await json(await caller.users())).count, 0);
  const [{ mobile }] = (await json(await caller.numbers())).results;
  await caller.claim({ email: "first.user@example.com", mobile });
  const { results } = await json(await caller.users());
  assert.deepEqual([results.length, results[0].id, results[0].mobile], [1, 301, mobile]);
  sandbox.reset();
  const again = await signedIn(sandbox);
  assert.notEqual(await list(await again.get("/customer/v2/sims")), 0);
  // @ts-expect-error
  assert.throws(() => sandbox.reset({ empty: "yes" }), TypeError);
});
