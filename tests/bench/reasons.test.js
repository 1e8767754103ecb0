import assert from "node:assert/strict";
import { test } from "node:test";
import { BUDGET } from "./budget.mjs";
import { REASONS } from "./reasons.mjs";

test("each reason is of a bar", () => {
  assert.ok(Object.keys(REASONS).length > 0);
  for (const name of Object.keys(REASONS)) assert.ok(name in BUDGET, name);
});
