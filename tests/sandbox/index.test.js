import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const IMPORT = /^(?:import|export)\b[^;]*?from "([^"]+)"[^;]*;/gm;

test("no module that index.js reaches needs Node or generates code", async () => {
  const queue = [new URL("./index.js", import.meta.url).href];
  const reached = new Set(queue);
  for (const href of queue) {
    const text = await readFile(new URL(href), "utf8");
    for (const [, specifier = ""] of text.matchAll(IMPORT)) {
      assert.match(specifier, /^\.\.?\//, `${href} imports ${specifier}`);
      const target = new URL(specifier, href).href;
      if (!reached.has(target)) queue.push(target);
      reached.add(target);
    }
    assert.doesNotMatch(text, /\b(?:process|Buffer|require)\b[.(]/, href);
    assert.doesNotMatch(text, /\b(?:eval|Function)\(/, href);
  }
  assert.ok(reached.size > 25, `${reached.size} modules`);
});
