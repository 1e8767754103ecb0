// The example of the stores' README, which is a store of its own.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { checkStore } from "../../pkg/stores/check.js";
import { useFolder } from "./temporary-folder.js";

const README = new URL("../../pkg/stores/README.md", import.meta.url);
const PARTS = new URL("../../pkg/stores/parts.js", import.meta.url);
const MAX_LINES = 50;

/** A service of texts that expire, as the README says. */
function createService() {
  /** @type {Map<string, { text: string, endsAt: number }>} */
  const rows = new Map();
  const alive = (/** @type {string} */ key) => {
    const row = rows.get(key);
    return row && row.endsAt > performance.now() ? row : undefined;
  };
  return {
    /** @param {string[]} keys */
    read: async (keys) => keys.map((key) => alive(key)?.text ?? null),
    /** @param {string} prefix */
    list: async (prefix) => [...rows.keys()].filter((key) => key.startsWith(prefix) && alive(key)),
    /** @param {string} key @param {(text: string | null, remainingMs?: number) => any} change */
    async update(key, change) {
      const before = alive(key);
      const next = change(before?.text ?? null, before && before.endsAt - performance.now());
      if (next?.text === null) rows.delete(key);
      else if (next) {
        const endsAt = performance.now() + (next.ttlMs ?? Number.POSITIVE_INFINITY);
        rows.set(key, { text: next.text, endsAt });
      }
      const row = alive(key);
      return { text: row?.text ?? null, remainingMs: row && row.endsAt - performance.now() };
    },
  };
}

describe("the README of the stores", { timeout: 120_000 }, () => {
  const folder = useFolder("readme");

  it("has an example of a store that keeps the contract", async () => {
    const blocks = [...readFileSync(README, "utf8").matchAll(/```js\n(.*?)```/gs)].map(
      ([, code]) => code,
    );
    const example = blocks.find((code) => code?.includes("export function serviceStore"));
    assert.ok(example);
    assert.ok(example.split("\n").length <= MAX_LINES);
    const path = join(folder, "service-store.mjs");
    writeFileSync(path, example.replace("pressone-esim/stores/parts", PARTS.href));
    const { serviceStore } = await import(pathToFileURL(path).href);
    const service = createService();
    const clients = [serviceStore(service)];
    assert.deepEqual(await checkStore(serviceStore(service), { clients }), []);
  });
});
