import assert from "node:assert/strict";
import { test } from "node:test";
import { createCaller, fixedSandbox, json, signedIn } from "./testing/caller.js";

const EMAIL = "new.user@example.com";

/** @param {import("./testing/caller.js").Caller} caller @param {Record<string, string>} [query] */
const available = async (caller, query) => (await json(await caller.numbers(query))).results;

test("a claimed number leaves the list, belongs to a user, and can be renewed", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const [{ mobile }] = await available(caller);
  const answer = await json(await caller.claim({ email: EMAIL, mobile }));
  assert.deepEqual(answer.data, { email: EMAIL, mobile });
  const left = await available(caller, { page_size: "100" });
  assert.ok(!left.some((/** @type {any} */ each) => each.mobile === mobile));
  const [user] = (await json(await caller.users({ email: EMAIL }))).results;
  assert.equal(user.mobile, mobile);
  const before = user.subscription.current_period_end;
  assert.equal((await caller.renew({ email: EMAIL })).status, 200);
  const [renewed] = (await json(await caller.users({ mobile }))).results;
  assert.ok(renewed.subscription.current_period_end > before);
  assert.deepEqual(sandbox.ledger.claims, [{ email: EMAIL, mobile, at: sandbox.clock.now() }]);
  sandbox.reset();
  assert.deepEqual(sandbox.ledger.claims, []);
});

test("a user without a number gets one, and a user with a number is refused", async () => {
  const caller = await signedIn(fixedSandbox());
  const all = await json(await caller.users({ page_size: "100" }));
  const without = all.results.find((/** @type {any} */ user) => user.mobile === null);
  const [first, second] = await available(caller);
  assert.equal((await caller.claim({ email: without.email, mobile: first.mobile })).status, 200);
  const [user] = (await json(await caller.users({ mobile: first.mobile }))).results;
  assert.equal(user.id, without.id);
  const again = await caller.claim({ email: without.email, mobile: second.mobile });
  assert.equal(again.status, 400);
  assert.deepEqual(Object.keys(await json(again)), ["email"]);
  const taken = await caller.claim({ email: EMAIL, mobile: first.mobile });
  assert.deepEqual(Object.keys(await json(taken)), ["mobile"]);
});

test("the list has pages and a country", async () => {
  const caller = await signedIn(fixedSandbox());
  const first = await json(await caller.numbers());
  assert.deepEqual([first.count, first.results.length], [12, 10]);
  assert.equal(new URL(first.next).search, "?page=2");
  const british = await available(caller, { country: "GB" });
  assert.equal(british.length, 4);
  assert.ok(british.every((/** @type {any} */ each) => each.country === "GB"));
});

test("both need credentials", async () => {
  const caller = createCaller(fixedSandbox().fetch);
  assert.equal((await caller.numbers({}, {})).status, 401);
  assert.equal((await caller.claim({ email: EMAIL, mobile: "+12025550210" }, {})).status, 401);
});
