// The end of `npm test`'s output, which names what failed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { failureOf } from "../run/failure.mjs";

test("the failure of a suite is the list of its failed tests, as Node prints it", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "pressone-esim-failure-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "some.test.js");
  writeFileSync(
    file,
    `import { test } from "node:test";
test("a good one", () => {});
test("a bad one", () => { throw new Error("the shop is closed"); });`,
  );
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", file], { env });
  const failure = failureOf(`${stdout}`);
  assert.match(failure, /a bad one[\s\S]*the shop is closed/);
  assert.doesNotMatch(failure, /a good one/);
});

test("the failure of another program is its last lines", () => {
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`);
  const failure = failureOf(`${lines.join("\n")}\nerror: unused variable\n`).split("\n");
  assert.equal(failure.at(-1), "error: unused variable");
  assert.ok(failure.length < 200, `${failure.length} lines`);
});
