// The types whose further fields a shop can expose are listed in the gateway, in TypeScript and in the
// gateway's reference. `public-fields.js` is the list that the others are compared with.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PUBLIC_FIELDS } from "../../pkg-template/package/gateway/public-fields.js";

const GATEWAY = new URL("../../pkg-template/package/gateway/", import.meta.url);
const types = Object.keys(PUBLIC_FIELDS).sort();

/**
 * The names that a pattern finds in the one place of a file.
 *
 * @param {string} file
 * @param {RegExp} place its first group is searched
 * @param {RegExp} name
 */
function names(file, place, name) {
  const text = place.exec(readFileSync(new URL(file, GATEWAY), "utf8"))?.[1];
  assert.ok(text, `${file} has no text like ${place}`);
  return [...text.matchAll(name)].map((match) => match[1]).sort();
}

test("the TypeScript interface Exposed has each type", () => {
  const place = /^export interface Exposed \{\n([^}]*)\}/m;
  assert.deepEqual(names("index.d.ts", place, /^ {2}(\w+)\?:/gm), types);
});

test("the gateway's README names each type in its row of expose", () => {
  assert.deepEqual(
    names("README.md", /^\| `expose` .*fields for pages, by (.*)$/m, /`(\w+)`/g),
    types,
  );
});
