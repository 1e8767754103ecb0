/** The suites that `npm test` runs. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { chooseSuites } from "../run/choose-suites.mjs";

const SUITES = [{ name: "rust" }, { name: "money" }, { name: "e2e" }];
const RUN = fileURLToPath(new URL("../run.mjs", import.meta.url));

/** @param {string[]} args @param {string} [variable] */
const chosen = (args, variable) => chooseSuites(SUITES, args, variable).map(({ name }) => name);

test("without names, all suites run", () => {
  assert.deepEqual(chosen([]), ["rust", "money", "e2e"]);
  assert.deepEqual(chosen([], ""), ["rust", "money", "e2e"]);
});

test("SUITES names suites, in the order of the table", () => {
  assert.deepEqual(chosen([], "e2e, rust"), ["rust", "e2e"]);
});

test("the names of the command line come before SUITES", () => {
  assert.deepEqual(chosen(["money"], "e2e"), ["money"]);
});

test("`npm test` fails if SUITES has an unknown name", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN], {
    env: { ...process.env, SUITES: "layers,mony" },
    encoding: "utf8",
    // The suites would run for much longer.
    timeout: 120_000,
  });
  assert.equal(status, 1);
  assert.match(stderr, /no suite is called "mony": use one of rust, build, /);
  assert.equal(stdout, "");
});
