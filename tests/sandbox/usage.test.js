import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY } from "../../pkg-template/package/sandbox/core/dates.js";
import { plan } from "../../pkg-template/package/sandbox/data/catalogue.js";
import { consume } from "../../pkg-template/package/sandbox/state/usage.js";

test("packages are used up one after the other", () => {
  const purchases = [
    { id: 1, plan: plan("northwind-7days-1gb-topup"), at: 0 },
    { id: 2, plan: plan("polaris-10days-unlimited-topup"), at: DAY },
  ];
  const at = (/** @type {number} */ day) =>
    consume({ purchases, usage: 512, spent: 0, activatedAt: 0 }, day * DAY).map(
      ({ id, status, remaining }) => [id, status, remaining],
    );
  assert.deepEqual(at(1), [
    [2, "NOT_ACTIVE", 0],
    [1, "ACTIVE", 512],
  ]);
  assert.deepEqual(at(2), [
    [2, "ACTIVE", 0],
    [1, "FINISHED", 0],
  ]);
  assert.deepEqual(at(12), [
    [2, "EXPIRED", 0],
    [1, "FINISHED", 0],
  ]);
  const idle = { purchases, usage: 512, spent: 0, activatedAt: null };
  const [, unused] = consume(idle, 99 * DAY);
  assert.deepEqual([unused?.status, unused?.remaining], ["NOT_ACTIVE", 1024]);
});

test("the first package begins with the first use, and spent data is gone from it", () => {
  const purchases = [
    { id: 1, plan: plan("northwind-7days-1gb-topup"), at: 0 },
    { id: 2, plan: plan("northwind-30days-3gb-topup"), at: 0 },
  ];
  const at = (/** @type {number} */ day, /** @type {number} */ spent) =>
    consume({ purchases, usage: 100, spent, activatedAt: 5 * DAY }, day * DAY).map(
      ({ status, remaining, activatedAt }) => [status, remaining, activatedAt],
    );
  assert.deepEqual(at(4, 0)[1], ["NOT_ACTIVE", 1024, null]);
  assert.deepEqual(at(6, 0)[1], ["ACTIVE", 924, 5 * DAY]);
  assert.deepEqual(at(5, 24)[1], ["ACTIVE", 1000, 5 * DAY]);
  const over = at(5, 1024);
  assert.deepEqual(over[1], ["FINISHED", 0, 5 * DAY]);
  assert.deepEqual(over[0], ["ACTIVE", 3072, 5 * DAY]);
  assert.deepEqual(at(5, 1100)[0], ["ACTIVE", 2996, 5 * DAY]);
});
