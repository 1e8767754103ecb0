import assert from "node:assert/strict";
import { test } from "node:test";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

test("the steps are an object with numbers, or by a switch an array", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const { active, unknown } = sandbox.iccids;
  const read = async (/** @type {string} */ language) =>
    (await json(await caller.instructions(active, language))).data.instructions;
  const english = await read("en");
  assert.equal(english.language, "EN");
  const { installation_via_qr_code: qrCode, installation_manual: manual } = english.ios[0];
  assert.deepEqual(Object.keys(qrCode.steps), ["1", "2", "3"]);
  assert.match(qrCode.qr_code_data, /^LPA:1\$smdp\.example\.com\$SANDBOX-\d+$/);
  assert.match(manual.smdp_address_and_activation_code, /^smdp\.example\.com SANDBOX-\d+$/);
  assert.equal(
    "direct_apple_installation_url" in english.android[0].installation_via_qr_code,
    false,
  );
  sandbox.shapes.set({ steps: "list" });
  const list = (await read("en")).ios[0].installation_via_qr_code.steps;
  assert.deepEqual(list, Object.values(qrCode.steps));
  assert.equal((await read("de")).language, "DE");
  assert.equal((await read("sv")).language, "EN", "a language that the sandbox lacks");
  assert.equal((await caller.instructions(unknown)).status, 404);
  assert.deepEqual(sandbox.violations, []);
});

test("the language must be named, and be one", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const path = `/customer/v2/sims/${sandbox.iccids.active}/instructions`;
  assert.equal((await caller.get(path)).status, 400);
  assert.equal((await caller.get(path, { "accept-language": "de, en" })).status, 400);
  assert.equal((await caller.get(`${path}?language=de`, { "accept-language": "de" })).status, 400);
  assert.equal(sandbox.violations.length, 3);
});
