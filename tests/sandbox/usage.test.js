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
    consume(purchases, 512, true, day * DAY).map(({ id, status, remaining }) => [
      id,
      status,
      remaining,
    ]);
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
  const [, unused] = consume(purchases, 512, false, 99 * DAY);
  assert.deepEqual([unused?.status, unused?.remaining], ["NOT_ACTIVE", 1024]);
});
