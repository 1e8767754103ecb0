// The code of the stores' README runs: the store in PostgreSQL, a store of one's own, and its check.
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { startPostgres } from "../stores/servers/postgres.js";
import { codeBlocks, importModules } from "./program.js";

const DOCUMENT = "pkg-template/package/stores/README.md";
const BOUND = { timeout: 120_000 };
const MAX_LINES = 50;
const blocks = codeBlocks(DOCUMENT);
const [postgresCode = ""] = blocks.get("") ?? [];
const [storeCode = "", checkCode = ""] = blocks.get("A store of your own") ?? [];

/** A service of texts that expire, as the README describes it. */
const SERVICE = `
const rows = new Map();
const alive = (key) => {
  const row = rows.get(key);
  return row && row.endsAt > performance.now() ? row : undefined;
};
export const service = {
  read: async (keys) => keys.map((key) => alive(key)?.text ?? null),
  list: async (prefix) => [...rows.keys()].filter((key) => key.startsWith(prefix) && alive(key)),
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
`;

test("each block is run", () => {
  assert.equal([...blocks.values()].flat().length, 3);
});

test("the store in PostgreSQL", BOUND, async (t) => {
  const database = await startPostgres();
  /** @type {any} */
  let made = {};
  t.after(async () => {
    await made.pool?.end();
    await database.close();
  });
  process.env.DATABASE_URL = database.url;
  [made] = await importModules("store-in-postgres", {
    "store.js": `${postgresCode}\nexport { pool, store };`,
  });
  const { store } = made;
  assert.equal(store.durability, "full");
  await store.put("key", "value");
  assert.equal(await store.get("key"), "value");
});

test("a store of one's own keeps the contract, as the README's check says", BOUND, async () => {
  assert.ok(storeCode.split("\n").length <= MAX_LINES);
  assert.match(checkCode, /assert\.deepEqual\(await checkStore\(/);
  const program = `import { service } from "./service.js";\n${storeCode}${checkCode}`;
  await importModules("own-store", { "service.js": SERVICE, "store.js": program });
});
