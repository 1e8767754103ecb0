// Every method of the client is used by the strict consumer and is in the README.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/**
 * The names that a pattern finds in a part of a file, sorted.
 *
 * @param {string} path from this folder
 * @param {RegExp} part its first group is searched
 * @param {RegExp} name
 */
function names(path, part, name) {
  const text = part.exec(readFileSync(new URL(path, import.meta.url), "utf8"))?.[1];
  assert.ok(text, `${path} has no part like ${part}`);
  return [...new Set([...text.matchAll(name)].map((match) => match[1] ?? match[2] ?? ""))].sort();
}

const CLASS = /^export class \w*Client \{\n(.*?)^\}/ms;
/** @param {string} client */
const methodsOf = (client) =>
  names(`golden/${client}.txt`, CLASS, /^ {4}(\w+)\(/gm).filter((name) => name !== "constructor");
const [pageMethods, partnerMethods] = [methodsOf("page"), methodsOf("partner")];

test("the consumers call every method of the clients", () => {
  assert.deepEqual(names("server.ts", /(.*)/s, /\bedge\.(\w+)\(/g), partnerMethods);
  assert.deepEqual(names("page.ts", /(.*)/s, /\bclient\.(\w+)\(/g), pageMethods);
});

test("the README's table of functions has every method but free", () => {
  const functions = names(
    "../../README.md",
    /^## Functions\n(.*?)^## /ms,
    /^\| `(\w+)\(|, `(\w+)\(/gm,
  );
  assert.deepEqual(
    functions,
    partnerMethods.filter((name) => name !== "free"),
  );
});
