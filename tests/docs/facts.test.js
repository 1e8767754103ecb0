// Each row of the API's facts in `tests/README.md` names tests that exist, or says why there is none.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../", import.meta.url);
const TITLE = "## The facts of the API\n";
const COVERED = ["yes", "undocumented: by option", "no"];
/** A table that is not read would have no problems. */
const MIN_ROWS = 140;

/** @param {string} path @param {string} name */
function hasTest(path, name) {
  const file = new URL(path, ROOT);
  if (!existsSync(file)) return false;
  const text = readFileSync(file, "utf8");
  return text.includes(path.endsWith(".rs") ? `fn ${name}()` : `"${name}"`);
}

/** @param {string} document @returns {string[][]} the cells of each row */
function rowsOf(document) {
  const [, section = ""] = document.split(TITLE);
  const [tables = ""] = section.split("\n## ");
  return tables
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\| (-|fact )/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

/** The problems of a document's rows. @param {string} document */
function problemsOf(document) {
  return rowsOf(document).flatMap(([fact = "", covered = "", proof = ""]) => {
    const tests = [...proof.matchAll(/`([\w./-]+\.(?:js|rs)): ([^`]+)`/g)];
    const missing = tests
      .filter(([, path = "", name = ""]) => !hasTest(path, name))
      .map(([text]) => `${fact}: there is no ${text}`);
    const wrong = COVERED.includes(covered) ? [] : [`${fact}: "${covered}" is no answer`];
    const needsTest = covered !== "no" && tests.length === 0;
    const needsReason = covered === "no" && (proof === "" || tests.length > 0);
    return [
      ...missing,
      ...wrong,
      ...(needsTest ? [`${fact}: no test is named`] : []),
      ...(needsReason ? [`${fact}: no reason is given`] : []),
    ];
  });
}

test("each fact of the API names tests that exist, or a reason", () => {
  const document = readFileSync(new URL("tests/README.md", ROOT), "utf8");
  const { length } = rowsOf(document);
  assert.ok(length >= MIN_ROWS, `${length} rows`);
  assert.deepEqual(problemsOf(document), []);
});

test("a row without a test that exists is found", () => {
  for (const row of [
    "| a | yes | `tests/docs/facts.test.js: a test: that does not exist` |",
    "| a | yes | `tests/docs/nowhere.test.js: each fact` |",
    "| a | yes | `src/api/topups.rs: decodes_everything` |",
    "| a | yes | it works |",
    "| a | undocumented: by option | |",
    "| a | no | |",
    "| a | no | `tests/docs/facts.test.js: each fact of the API names tests that exist, or a reason` |",
    "| a | mostly | `tests/docs/facts.test.js: each fact of the API names tests that exist, or a reason` |",
  ]) {
    assert.equal(problemsOf(`${TITLE}\n${row}\n`).length, 1, row);
  }
});
