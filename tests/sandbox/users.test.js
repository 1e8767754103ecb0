import assert from "node:assert/strict";
import { test } from "node:test";
import { nextMonth } from "../../pkg-template/package/sandbox/core/dates.js";
import { createCaller, fixedSandbox, json, signedIn } from "./testing/caller.js";

/** @param {import("./testing/caller.js").Caller} caller @param {Record<string, string>} query */
const results = async (caller, query) => (await json(await caller.users(query))).results;

test("a filter finds one user with a subscription", async () => {
  const sandbox = fixedSandbox();
  const { emails, mobiles } = sandbox;
  const caller = await signedIn(sandbox);
  const expected = {
    count: 1,
    next: null,
    previous: null,
    results: [
      {
        id: 301,
        email: emails.subscriber,
        mobile: mobiles.subscriber,
        created_at: "2026-02-09T12:00:00+00:00",
        subscription: {
          status: "active",
          plan: "Local number, monthly",
          current_period_end: "2026-05-29T12:00:00+00:00",
        },
      },
    ],
  };
  assert.deepEqual(await json(await caller.users({ email: emails.subscriber })), expected);
  assert.deepEqual(await json(await caller.users({ mobile: mobiles.subscriber })), expected);
  const both = { email: emails.subscriber, mobile: mobiles.freeTrial };
  assert.deepEqual(await results(caller, both), []);
  assert.deepEqual(await results(caller, { email: emails.unknown }), []);
  assert.deepEqual(await results(caller, { email: "ines.subscriber" }), [], "no substrings");
  assert.deepEqual(sandbox.violations, []);
});

test("pages have no gap and no overlap, and their links have another host", async () => {
  const caller = await signedIn(fixedSandbox());
  const all = await json(await caller.users({ page_size: "1000" }));
  assert.deepEqual([all.count, all.next, all.previous], [all.results.length, null, null]);
  const first = await json(await caller.users());
  assert.equal(first.results.length, 10);
  assert.match(first.next, /^https:\/\/users\.elsewhere\.invalid\/.*\/user\/\?page=2$/);
  const second = await json(await caller.users({ page: "2" }));
  assert.deepEqual([...first.results, ...second.results], all.results);
  assert.deepEqual([second.next, new URL(second.previous).search], [null, ""]);
  const middle = await json(await caller.users({ page: "2", page_size: "4" }));
  assert.deepEqual(middle.results, all.results.slice(4, 8));
  assert.match(middle.previous, /\?page_size=4$/);
});

test("a page that does not exist is not found, and an odd page size is ignored", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  for (const page of ["3", "0", "-1", "last", ""]) {
    const answer = await caller.users({ page });
    assert.equal(answer.status, 404);
    assert.deepEqual(await json(answer), { detail: "There is no such page." });
  }
  for (const size of ["0", "many", ""]) {
    assert.equal((await results(caller, { page_size: size })).length, 10);
  }
  assert.deepEqual(sandbox.violations, []);
});

test("a renewal moves the end of the subscription by one month", async () => {
  const sandbox = fixedSandbox();
  const email = sandbox.emails.subscriber;
  const caller = await signedIn(sandbox);
  const end = async () => (await results(caller, { email }))[0].subscription.current_period_end;
  await caller.renew({ email });
  assert.equal(await end(), "2026-06-29T12:00:00+00:00");
  await caller.renew({ email });
  assert.equal(await end(), "2026-07-29T12:00:00+00:00");
  sandbox.reset();
  await caller.signIn(sandbox.credentials);
  assert.equal(await end(), "2026-05-29T12:00:00+00:00");
});

test("a renewal turns a free trial into a paid subscription", async () => {
  const sandbox = fixedSandbox();
  const email = sandbox.emails.freeTrial;
  const caller = await signedIn(sandbox);
  const state = async () => {
    const { status, current_period_end: end } = (await results(caller, { email }))[0].subscription;
    return [status, end];
  };
  assert.deepEqual(await state(), ["trial", "2026-05-24T12:00:00+00:00"]);
  await caller.renew({ email });
  assert.deepEqual(await state(), ["active", "2026-06-24T12:00:00+00:00"]);
});

test("a renewal without effect changes no subscription, and one with a lost answer does", async () => {
  const sandbox = fixedSandbox();
  const email = sandbox.emails.subscriber;
  const caller = await signedIn(sandbox);
  const before = await results(caller, { email });
  sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
  await assert.rejects(caller.renew({ email }), TypeError);
  assert.deepEqual(await results(caller, { email }), before);
  sandbox.faults.add({ endpoint: "renew", kind: "cut-after" });
  await assert.rejects(caller.renew({ email }), TypeError);
  assert.notDeepEqual(await results(caller, { email }), before);
});

test("a canceled subscription is renewed from now, and none at all cannot be renewed", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const all = await results(caller, { page_size: "100" });
  const canceled = all.find(
    (/** @type {any} */ { subscription }) => subscription?.status === "canceled",
  );
  await caller.renew({ email: canceled.email });
  const [renewed] = await results(caller, { email: canceled.email });
  assert.deepEqual(
    [renewed.subscription.status, renewed.subscription.current_period_end],
    ["active", "2026-06-20T12:00:00+00:00"],
  );
  const { email } = all.find((/** @type {any} */ { subscription }) => subscription === null);
  const answer = await caller.renew({ email });
  assert.equal(answer.status, 400);
  assert.deepEqual(await json(answer), { email: ["This user has no subscription."] });
  assert.equal(sandbox.ledger.renewals.length, 1);
});

test("the user list takes the credentials of the voice product", async () => {
  const sandbox = fixedSandbox({ settings: { partnerKey: "key-1" } });
  const caller = createCaller(sandbox.fetch);
  assert.equal((await caller.users({}, { "X-Partner-Key": "key-1" })).status, 200);
  const refused = await caller.users({}, {});
  assert.equal(refused.status, 401);
  assert.deepEqual(Object.keys(await json(refused)), ["detail"]);
  sandbox.shapes.set({ voiceErrors: "envelope" });
  assert.deepEqual((await json(await caller.users({}, {}))).data, []);
});

test("the next month of the last days of a month is its last day", () => {
  const next = (/** @type {string} */ day) => new Date(nextMonth(Date.parse(day))).toISOString();
  assert.equal(next("2026-01-31T08:30:00Z"), "2026-02-28T08:30:00.000Z");
  assert.equal(next("2028-01-30T08:30:00Z"), "2028-02-29T08:30:00.000Z");
  assert.equal(next("2026-12-15T00:00:00Z"), "2027-01-15T00:00:00.000Z");
});
