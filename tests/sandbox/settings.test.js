import assert from "node:assert/strict";
import { test } from "node:test";
import { createCaller, fixedSandbox, json, signedIn } from "./testing/caller.js";

const MINUTE = 60_000;

test("the history of an eSIM is served once in 15 minutes", async () => {
  const sandbox = fixedSandbox();
  const { iccids, clock } = sandbox;
  const caller = await signedIn(sandbox);
  assert.equal((await caller.history(iccids.active)).status, 200);
  assert.equal((await caller.history(iccids.digits17)).status, 200, "each eSIM has its own window");
  clock.advance(5 * MINUTE);
  const early = await caller.history(iccids.active);
  assert.equal(early.status, 429);
  assert.equal(early.headers.get("retry-after"), "600");
  assert.deepEqual(await json(early), { message: "Too Many Attempts." });
  clock.advance(10 * MINUTE - 1);
  assert.equal((await caller.history(iccids.active)).headers.get("retry-after"), "1");
  clock.advance(1);
  assert.equal(
    (await caller.history(iccids.active)).status,
    200,
    "an answer 429 starts no new window",
  );
});

test("historyWindowMs 0 switches the history limit off", async () => {
  const sandbox = fixedSandbox({ settings: { historyWindowMs: 0 } });
  const caller = await signedIn(sandbox);
  await caller.history(sandbox.iccids.active);
  assert.equal((await caller.history(sandbox.iccids.active)).status, 200);
});

test("Retry-After is in seconds, is a date, or is missing", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  await caller.history(sandbox.iccids.active);
  const header = async () =>
    (await caller.history(sandbox.iccids.active)).headers.get("retry-after");
  assert.equal(await header(), "900");
  sandbox.shapes.set({ retryAfter: "date" });
  assert.equal(await header(), "Wed, 20 May 2026 12:15:00 GMT");
  sandbox.shapes.set({ retryAfter: "missing" });
  assert.equal(await header(), null);
});

test("tokensPerMinute limits the token requests", async () => {
  const sandbox = fixedSandbox({ settings: { tokensPerMinute: 2 } });
  const caller = createCaller(sandbox.fetch);
  const requestToken = () =>
    caller.token({ ...sandbox.credentials, grant_type: "client_credentials" });
  assert.equal((await requestToken()).status, 200);
  sandbox.clock.advance(20_000);
  assert.equal((await requestToken()).status, 200);
  const third = await requestToken();
  assert.equal(third.status, 429);
  assert.equal(third.headers.get("retry-after"), "40");
  sandbox.clock.advance(40_000);
  assert.equal((await requestToken()).status, 200);
  assert.equal(sandbox.ledger.tokens, 3);
});

test("listedAfterMs delays the listing of an order, also if its answer is lost", async () => {
  const sandbox = fixedSandbox({ settings: { listedAfterMs: 5000 } });
  const caller = await signedIn(sandbox);
  sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
  const order = {
    package_id: "northwind-30days-3gb-topup",
    iccid: sandbox.iccids.active,
    description: "Checkout 7411",
  };
  await assert.rejects(caller.submit(order), TypeError);
  assert.equal(sandbox.ledger.orders.length, 1);
  const listed = async () =>
    (await json(await caller.orders({ "filter[description]": order.description }))).data.length;
  sandbox.clock.advance(4999);
  assert.equal(await listed(), 0);
  sandbox.clock.advance(1);
  assert.equal(await listed(), 1);
});

test("an unknown setting is refused, and so is a value of another type", () => {
  const { configure } = fixedSandbox();
  assert.throws(() => configure(/** @type {any} */ ({ speed: 1 })), /unknown setting: speed/);
  assert.throws(() => configure(/** @type {any} */ ({ cors: "yes" })), /cors is a boolean/);
});
