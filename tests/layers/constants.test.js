// Numbers that stand both in a script of the page client and in Rust, for the partner client.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";

/** The script, the file in Rust, and the name of the constant. */
const CONSTANTS = /** @type {const} */ ([
  ["shell.js", "partner/settings.rs", "DEFAULT_TIMEOUT_MS"],
  ["attempts.js", "partner/settings.rs", "DEFAULT_MAX_RETRIES"],
  ["attempts.js", "partner/retry.rs", "FIRST_DELAY_MS"],
  ["attempts.js", "partner/retry.rs", "MAX_DELAY_MS"],
  ["attempts.js", "partner/retry.rs", "MAX_RETRY_AFTER_MS"],
  ["history.js", "partner/history_record.rs", "WINDOW_MS"],
  ["history.js", "partner/history_record.rs", "MAX_WAIT_MS"],
]);

/** @param {string} path @param {string} name */
function constantOf(path, name) {
  const text = readFileSync(new URL(`../../src/${path}`, import.meta.url), "utf8");
  const [, digits] = new RegExp(`const ${name}(?:: \\w+)? = ([\\d_.]+);`).exec(text) ?? [];
  assert.ok(digits, `${path} has no number ${name}`);
  return Number(digits.replaceAll("_", ""));
}

for (const [script, rust, name] of CONSTANTS) {
  it(`${name} of the page client is that of the partner client`, () => {
    assert.equal(constantOf(`page/${script}`, name), constantOf(`core/${rust}`, name));
  });
}
