// PressOne's business codes are listed in Rust, in the README and in the sandbox. The list in
// `src/core/answer_kind.rs` is the one that the others are compared with.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { BUSINESS_CODES } from "../../pkg-template/package/sandbox/core/errors.js";

/** @param {string} path from the project's folder */
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** @param {string} name */
const snakeCase = (name) => name.replace(/\B[A-Z]/g, "_$&").toLowerCase();

const [, list = ""] =
  /PRESSONE_CODES: &\[\(u32, Kind\)\] = &\[(.*?)\];/s.exec(read("src/core/answer_kind.rs")) ?? [];
/** The codes and their kinds. @type {[code: number, kind: string][]} */
const codes = [...list.matchAll(/\((\d+), Kind::(\w+)\)/g)].map(([, code, kind = ""]) => [
  Number(code),
  snakeCase(kind),
]);
/** The code after which an order may have been made. */
const unexpected = Number(
  /UNEXPECTED_ERROR: u32 = (\d+);/.exec(read("src/core/partner/write_answer.rs"))?.[1],
);

const [, errors = ""] = /\n## Errors\n(.*?)\n## /s.exec(read("README.md")) ?? [];
/** The rows of the README's table of errors: their kinds and codes. */
const rows = errors
  .split("\n")
  .filter((line) => /^\| `\w/.test(line) && !line.startsWith("| `kind`"))
  .map((line) => {
    const [, kinds = "", , numbers = ""] = line.split("|");
    return {
      kinds: [...kinds.matchAll(/`(\w+)`/g)].map(([, kind]) => kind),
      codes: [...numbers.matchAll(/\d+/g)].map(Number),
    };
  });

it("each code has its place in the README's row of its kind, and no other", () => {
  assert.ok(
    codes.length > 0 && rows.length > 0,
    "the lists are not where this test looks for them",
  );
  const expected = rows.map(({ kinds }) =>
    codes
      .filter(
        ([code, kind]) =>
          kinds.includes(kind) || (code === unexpected && kinds.includes("outcome_unknown")),
      )
      .map(([code]) => code)
      .sort((one, other) => one - other),
  );
  assert.deepEqual(
    rows.map((row) => row.codes),
    expected,
  );
  assert.ok(expected.flat().includes(unexpected));
});

it("the sandbox answers with the same codes", () => {
  assert.deepEqual(
    BUSINESS_CODES,
    codes.map(([code]) => code),
  );
});
