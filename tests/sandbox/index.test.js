import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { test } from "node:test";
import { promisify } from "node:util";

const IMPORT = /^(?:import|export)\b[^;]*?from "([^"]+)"[^;]*;/gm;

test("no module that index.js reaches needs Node", async () => {
  const queue = [new URL("../../pkg-template/package/sandbox/index.js", import.meta.url).href];
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
  }
  assert.ok(reached.size > 25, `${reached.size} modules`);
});

test("the sandbox checks and answers requests without code generation", async () => {
  const script = `
    const { createSandbox } = await import(${JSON.stringify(new URL("../../pkg-template/package/sandbox/index.js", import.meta.url))});
    const headers = { accept: "application/json", authorization: "Bearer x" };
    for (const path of ["/customer/v2/orders", "/customer/v2/orders?include=x"]) {
      const request = new Request("https://any.host" + path, { headers });
      console.log((await createSandbox().fetch(request)).status);
    }`;
  const flags = [
    "--disallow-code-generation-from-strings",
    "--input-type=module",
    "--eval",
    script,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 120_000 });
  assert.deepEqual(stdout.trim().split("\n"), ["401", "400"]);
});
