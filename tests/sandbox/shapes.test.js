import assert from "node:assert/strict";
import { test } from "node:test";
import { ENDPOINTS } from "../../pkg-template/package/sandbox/description/index.js";
import { PRESETS, SHAPES } from "../../pkg-template/package/sandbox/index.js";
import { fixedSandbox, ORIGIN, signedIn } from "./testing/caller.js";
import { documentedAnswers } from "./testing/documented-answers.js";
import { validateExchanges } from "./validate.js";

/** @param {import("../../pkg-template/package/sandbox/index.js").SandboxOptions["shapes"]} shapes */
async function answersOf(shapes) {
  const sandbox = fixedSandbox({ shapes });
  const { fetch, violations, counts } = validateExchanges(sandbox.fetch);
  const caller = await signedIn(sandbox, fetch);
  const answers = await documentedAnswers(sandbox, caller);
  // The switch voicePathWithoutSlash changes the answer to this request, which is not allowed.
  const withoutSlash = await sandbox.fetch(
    new Request(`${ORIGIN}/api/third-party/partner/renew-number`, { method: "POST" }),
  );
  return { sandbox, answers, violations, counts, withoutSlash: withoutSlash.status };
}

const older = await answersOf("older");

test("the documented answers have every documented status", () => {
  const statuses = new Set(older.answers.map(({ status }) => status));
  assert.deepEqual([...statuses].sort(), [200, 400, 401, 403, 404, 422, 429]);
  assert.ok(older.counts.checked > 50, String(older.counts.checked));
  assert.equal(older.counts.exempt, 0);
  assert.deepEqual(older.violations, []);
});

test("the documented answers include a success of every endpoint", () => {
  const [signIn, ...requests] = older.sandbox.requests;
  assert.equal(signIn?.endpoint, "token");
  const successes = requests.filter(({ status }) => status === 200);
  const endpoints = new Set(successes.map(({ endpoint }) => endpoint));
  assert.deepEqual([...endpoints].sort(), [...ENDPOINTS].sort());
});

for (const { key, values } of SHAPES) {
  for (const [index, value] of values.entries()) {
    test(`the switch ${key} ${value} has a described shape`, async () => {
      const { sandbox, answers, violations, counts, withoutSlash } = await answersOf({
        [key]: value,
      });
      assert.deepEqual(violations, []);
      assert.equal(counts.exempt, 0);
      assert.equal(sandbox.violations.length, 1, "the missing slash is the only violation");
      const isDefault =
        JSON.stringify([answers, withoutSlash]) ===
        JSON.stringify([older.answers, older.withoutSlash]);
      assert.equal(isDefault, index === 0, "only the first value changes nothing");
    });
  }
}

const presets = /** @type {(keyof typeof PRESETS)[]} */ (Object.keys(PRESETS));
for (const name of presets) {
  test(`the preset ${name} has described shapes`, async () => {
    const { violations, counts } = await answersOf(name);
    assert.deepEqual(violations, []);
    assert.equal(counts.exempt, 0);
  });
}

test("an unknown switch, value or preset is refused", () => {
  const shapes = /** @type {any} */ (fixedSandbox().shapes);
  assert.throws(() => shapes.set({ colour: "red" }), /unknown shape: colour/);
  assert.throws(() => shapes.set({ ids: "huge" }), /ids takes one of/);
  assert.throws(() => shapes.set("future"), /unknown preset: future/);
});

test("a preset resets the switches that it does not name", () => {
  const { shapes } = fixedSandbox();
  shapes.set({ htmlErrors: true });
  assert.equal(shapes.set("newer").htmlErrors, false);
  assert.equal(shapes.current.orderSubmit, "newer");
});

test("ids above 2^53 are written digit by digit", async () => {
  const sandbox = fixedSandbox({ shapes: { ids: "big", iccidAsNumber: true } });
  const caller = await signedIn(sandbox);
  const text = await (await caller.orders({ include: "sims", limit: "3" })).text();
  const ids = [...text.matchAll(/"id":(\d+)/g)].map(([, digits]) => BigInt(digits ?? 0));
  assert.ok(ids.length > 3);
  assert.ok(ids.every((id) => id > 2n ** 53n));
  assert.match(text, new RegExp(`"iccid":${sandbox.iccids.notActive},`));
});
