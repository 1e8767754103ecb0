import assert from "node:assert/strict";
import { test } from "node:test";
import { PRESETS, SHAPES } from "./index.js";
import { fixedSandbox, ORIGIN, signedIn } from "./testing/caller.js";
import { tour } from "./testing/tour.js";
import { validateExchanges } from "./validate.js";

/** @param {import("./index.js").Shapes | string} shapes */
async function travel(shapes) {
  const sandbox = fixedSandbox({ shapes });
  const { fetch, violations, counts } = validateExchanges(sandbox.fetch);
  const caller = await signedIn(sandbox, fetch);
  const stops = await tour(sandbox, caller);
  // No documented request leads here; the switch is about those who forget the slash.
  const lost = await sandbox.fetch(
    new Request(`${ORIGIN}/api/third-party/partner/renew-number`, { method: "POST" }),
  );
  return { sandbox, stops, violations, counts, lost: lost.status };
}

const usual = await travel("older");

test("the tour visits every endpoint and status", () => {
  const statuses = new Set(usual.stops.map(({ status }) => status));
  assert.deepEqual([...statuses].sort(), [200, 400, 401, 403, 404, 422, 429]);
  assert.ok(usual.counts.checked > 50, String(usual.counts.checked));
  assert.equal(usual.counts.exempt, 0);
  assert.deepEqual(usual.violations, []);
});

for (const { key, values } of SHAPES) {
  for (const [index, value] of values.entries()) {
    test(`${key}: ${value} keeps to the description`, async () => {
      const { sandbox, stops, violations, counts, lost } = await travel({ [key]: value });
      assert.deepEqual(violations, []);
      assert.equal(counts.exempt, 0);
      assert.equal(sandbox.violations.length, 1, "the forgotten slash, and nothing else");
      const same = JSON.stringify([stops, lost]) === JSON.stringify([usual.stops, usual.lost]);
      assert.equal(same, index === 0, "a switch changes something, its default nothing");
    });
  }
}

for (const name of Object.keys(PRESETS)) {
  test(`preset ${name} keeps to the description`, async () => {
    const { violations, counts } = await travel(name);
    assert.deepEqual(violations, []);
    assert.equal(counts.exempt, 0);
  });
}

test("unknown switches and values are refused", () => {
  const { shapes } = fixedSandbox();
  assert.throws(() => shapes.set({ colour: "red" }), /unknown shape: colour/);
  assert.throws(() => shapes.set({ ids: "huge" }), /ids takes one of/);
  assert.throws(() => shapes.set("future"), /unknown preset: future/);
});

test("a preset puts back what a switch changed", () => {
  const { shapes } = fixedSandbox();
  shapes.set({ htmlErrors: true });
  assert.equal(shapes.set("newer").htmlErrors, false);
  assert.equal(shapes.current.orderSubmit, "newer");
});

test("big ids are written digit by digit", async () => {
  const sandbox = fixedSandbox({ shapes: { ids: "big", iccidAsNumber: true } });
  const caller = await signedIn(sandbox);
  const text = await (await caller.orders({ include: "sims", limit: "3" })).text();
  const ids = [...text.matchAll(/"id":(\d+)/g)].map(([, digits]) => BigInt(digits ?? 0));
  assert.ok(ids.length > 3);
  assert.ok(ids.every((id) => id > 2n ** 53n));
  assert.match(text, new RegExp(`"iccid":${sandbox.iccids.notActive},`));
});
