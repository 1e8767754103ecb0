import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, MINUTE } from "../../pkg-template/package/sandbox/core/dates.js";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

test("the usage is that of the package in use, and grows with time", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const usage = async (/** @type {string} */ iccid) => (await json(await caller.usage(iccid))).data;
  const { active, notActive, finished, unlimited, voiceText } = sandbox.iccids;
  assert.deepEqual(await usage(active), {
    status: "ACTIVE",
    remaining: 3072 - 12 * 96,
    total: 3072,
    is_unlimited: false,
    expired_at: "2026-06-07 12:00:00",
    remaining_voice: 0,
    remaining_text: 0,
    total_voice: 0,
    total_text: 0,
  });
  sandbox.clock.advance(DAY / 2);
  assert.equal((await usage(active)).remaining, 3072 - 12.5 * 96);
  assert.equal((await usage(notActive)).status, "NOT_ACTIVE");
  assert.deepEqual(
    [(await usage(finished)).status, (await usage(finished)).remaining],
    ["FINISHED", 0],
  );
  assert.equal((await usage(unlimited)).is_unlimited, true);
  const { total_voice, remaining_text } = await usage(voiceText);
  assert.deepEqual([total_voice, remaining_text], [100, 20]);
  assert.deepEqual(sandbox.violations, []);
});

test("a top-up that is bought is used when the package before it is over", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const iccid = sandbox.iccids.digits17;
  await caller.submit({ package_id: "northwind-30days-10gb-topup", iccid });
  const total = async () => (await json(await caller.usage(iccid))).data.total;
  assert.equal(await total(), 2048);
  sandbox.clock.advance(13 * DAY);
  await caller.signIn(sandbox.credentials);
  assert.equal(await total(), 10_240);
});

test("a recycled eSIM has a usage of nothing, and an unknown one has none", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const { data } = await json(await caller.usage(sandbox.iccids.recycled));
  assert.deepEqual(
    [data.status, data.remaining, data.expired_at, data.is_unlimited],
    ["RECYCLED", 0, null, null],
  );
  assert.equal((await caller.usage(sandbox.iccids.unknown)).status, 404);
});

test("a minute has a number of requests per eSIM", async () => {
  const sandbox = fixedSandbox({ settings: { usagePerMinute: 2 } });
  const caller = await signedIn(sandbox);
  const { active, noOffers } = sandbox.iccids;
  const status = async (/** @type {string} */ iccid) => (await caller.usage(iccid)).status;
  assert.deepEqual([await status(active), await status(active)], [200, 200]);
  const limited = await caller.usage(active);
  assert.deepEqual([limited.status, limited.headers.get("retry-after")], [429, "60"]);
  assert.equal(await status(noOffers), 200);
  sandbox.clock.advance(MINUTE);
  assert.equal(await status(active), 200);
});
