// Storages that are full, broken or asynchronous.
import assert from "node:assert/strict";
import { it } from "node:test";
import { HistoryStore, openStore, PREFIX } from "../../src/page/history-store.js";
import { webStorage } from "./stand-ins.js";

/** @param {number} next_at */
const entry = (next_at) => JSON.stringify({ v: 2, next_at });

it("a full storage loses this package's due entries, and nothing of others", () => {
  const storage = webStorage(3);
  storage.setItem("other", "text");
  const store = new HistoryStore(storage);
  store.write(`${PREFIX}due`, entry(1));
  store.write(`${PREFIX}kept`, entry(Date.now() + 60_000));
  store.write(`${PREFIX}new`, entry(Date.now() + 90_000));
  assert.deepEqual([...storage.texts.keys()], ["other", `${PREFIX}kept`, `${PREFIX}new`]);
  store.write(`${PREFIX}newest`, entry(Date.now() + 99_000));
  assert.deepEqual([...storage.texts.keys()], ["other", `${PREFIX}new`, `${PREFIX}newest`]);
});

it("a storage that stays full is replaced by memory", () => {
  const storage = webStorage(0);
  const store = new HistoryStore(storage);
  store.write(`${PREFIX}a`, entry(5));
  assert.deepEqual(store.read(`${PREFIX}a`), { v: 2, next_at: 5 });
  store.remove(PREFIX);
  assert.equal(store.read(`${PREFIX}a`), undefined);
});

it("a client without a storage, or with a full one, keeps all histories in memory", () => {
  for (const storage of [undefined, webStorage(0)]) {
    const store = new HistoryStore(storage);
    for (const name of ["a", "b"]) store.write(PREFIX + name, entry(Date.now() + 60_000));
    for (const name of ["a", "b"]) assert.ok(store.read(PREFIX + name), name);
  }
});

it("a storage that throws or answers with promises fails nothing", async () => {
  const thrower = () => {
    throw new Error("no");
  };
  const rejecter = async () => thrower();
  for (const method of [thrower, rejecter, () => new Promise(() => {}), () => 7, () => "{"]) {
    const store = openStore({ getItem: method, setItem: method, removeItem: method });
    store.write(`${PREFIX}a`, entry(5));
    store.read(`${PREFIX}a`);
    store.remove(PREFIX);
    assert.equal(store.read(`${PREFIX}a`), undefined);
  }
  await new Promise((resolve) => setTimeout(resolve));
});

it("an oversized text is neither stored nor read", () => {
  const storage = webStorage();
  const store = new HistoryStore(storage);
  const long = JSON.stringify("x".repeat(1 << 21));
  store.write(`${PREFIX}a`, long);
  assert.equal(storage.texts.size, 0);
  storage.texts.set(`${PREFIX}a`, long);
  assert.equal(store.read(`${PREFIX}a`), undefined);
});

it("an object without the methods of a storage is refused", () => {
  const isRefused = { kind: "configuration", path: "options.storage" };
  const incomplete = /** @type {any} */ ({ getItem() {}, setItem() {} });
  assert.throws(() => openStore(incomplete), isRefused);
  assert.ok(openStore(null));
});
