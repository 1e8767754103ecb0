// The store in a SQLite file, with each driver and in several processes.
import assert from "node:assert/strict";
import fs from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { checkStore } from "../../pkg/stores/check.js";
import { sqliteStore } from "../../pkg/stores/sqlite.js";
import { nodeOf, VERSIONS } from "../../pkg-template/tools/nodes.mjs";
import { useClosers } from "./closers.js";
import { MAX_END_MS } from "./measured-time.js";
import { openDatabase } from "./open-store.js";
import { abandonLock, startRemoteStore } from "./remote/client.js";
import { useFolder } from "./temporary-folder.js";

const BETTER = "better-sqlite3";

/** @typedef {[name: string, client: "node:sqlite" | "bun:sqlite", command: string[]]} Driver */

/** @type {Driver[]} */
const nodes = [];
for (const version of VERSIONS) {
  nodes.push([`node:sqlite of Node ${version}`, "node:sqlite", [await nodeOf(version)]]);
}

describe("the SQLite store", { timeout: 170_000 }, () => {
  const folder = useFolder("sqlite");
  const close = useClosers();

  /** @param {string} name */
  const fileOf = (name) => join(folder, `${name}.db`);

  /** @param {string} name */
  function openHere(name) {
    const database = openDatabase(BETTER, fileOf(name));
    close(() => database.close());
    return { database, store: sqliteStore(database) };
  }

  /** @param {import("./open-store.js").Description["client"]} client @param {string} name @param {string[]} [command] */
  async function openRemote(client, name, command) {
    const remote = await startRemoteStore({ client, url: fileOf(name) }, command);
    close(remote.kill);
    return remote;
  }

  describe("the contract", { concurrency: true }, () => {
    it("is kept by clients of three processes, also after they are killed", async () => {
      /** @type {import("./open-store.js").Description} */
      const description = { client: BETTER, url: fileOf("processes") };
      const remotes = await Promise.all([1, 2, 3].map(() => openRemote(BETTER, "processes")));
      const [store, ...clients] = remotes.map((each) => each.store);
      assert.ok(store);
      const problems = await checkStore(store, {
        clients,
        abandonLock: (name) => abandonLock(description, name),
        async crash() {
          await Promise.all(remotes.map(({ kill }) => kill()));
          return (await openRemote(BETTER, "processes")).store;
        },
      });
      assert.deepEqual(problems, []);
    });

    /** @type {Driver[]} */
    const drivers = [
      ...nodes,
      ["node:sqlite of Deno", "node:sqlite", ["node_modules/.bin/deno", "run", "-A"]],
      ["bun:sqlite", "bun:sqlite", ["node_modules/.bin/bun"]],
    ];
    for (const [name, client, command] of drivers) {
      it(`is kept with ${name}`, async () => {
        const file = name.replaceAll(/\W/g, "-");
        // The other process has another driver.
        const remote = await openRemote(client, file, command);
        const { store } = openHere(file);
        assert.deepEqual(await checkStore(remote.store, { clients: [store] }), []);
      });
    }

    for (const [name, client, command] of drivers) {
      it(`waits for a process that has the file locked, with ${name}`, async () => {
        const file = `locked-${name.replaceAll(/\W/g, "-")}`;
        const { store } = await openRemote(client, file, command);
        await store.put("c/1", "before");
        const { database } = openHere(file);
        database.exec("BEGIN IMMEDIATE");
        setTimeout(() => database.exec("COMMIT"), 200);
        await store.put("c/1", "after");
        assert.equal(await store.get("c/1"), "after");
      });
    }
  });

  it("several processes add to one value, and none waits beyond its limit", async () => {
    const remotes = await Promise.all([1, 2, 3, 4].map(() => openRemote(BETTER, "adding")));
    const ADDITIONS = 25;
    await Promise.all(
      remotes.map(async ({ store }, caller) => {
        for (let n = 0; n < ADDITIONS; n += 1) {
          for (;;) {
            const current = await store.get("c/sum");
            const next = `${Number(current?.split(" ")[0] ?? 0) + 1} ${caller} ${n}`;
            if (await store.compareAndSet("c/sum", current, next)) break;
          }
        }
      }),
    );
    const { store } = openHere("adding");
    assert.equal((await store.get("c/sum"))?.split(" ")[0], String(4 * ADDITIONS));
  });

  it("waits for a process that has the file locked, and gives up after its limit", async () => {
    const { database } = openHere("busy");
    const other = openDatabase(BETTER, fileOf("busy"));
    close(() => other.close());
    const store = sqliteStore(other, { timeoutMs: 2_000 });
    await store.put("c/1", "before");
    database.exec("BEGIN IMMEDIATE");
    const startedAt = performance.now();
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 10);
    await assert.rejects(store.put("c/1", "after"), {
      name: "StoreTimeoutError",
      message: "the store did not answer within 2000 ms",
    });
    clearInterval(ticking);
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs < MAX_END_MS, `the call ended after ${tookMs} ms`);
    assert.ok(ticks > 5, `the event loop stood still: ${ticks} ticks`);
    assert.equal(await store.get("c/1"), "before");
    setTimeout(() => database.exec("COMMIT"), 50);
    await store.put("c/1", "after");
    assert.equal(await store.get("c/1"), "after");
  });

  it("a full disk fails the write alone, and nothing is half written", async () => {
    const { database, store } = openHere("full");
    await store.put("c/1", "before");
    const [{ page_count: pages }] = database.prepare("PRAGMA page_count").all();
    database.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const large = "x".repeat(100_000);
    const writes = await Promise.allSettled([
      store.put("c/2", large),
      store.put("c/1", "after"),
      store.compareAndSet("c/3", null, large),
      store.put("c/4", "small"),
    ]);
    assert.deepEqual(
      writes.map(({ status }) => status),
      ["rejected", "fulfilled", "rejected", "fulfilled"],
    );
    assert.match(/** @type {any} */ (writes[0]).reason.message, /full/);
    assert.deepEqual(await store.getMany(["c/1", "c/2", "c/3", "c/4"]), [
      "after",
      null,
      null,
      "small",
    ]);
    database.exec(`PRAGMA max_page_count = ${pages + 1_000}`);
    await store.put("c/2", large);
    assert.equal(await store.get("c/2"), large);
  });

  it("a failed write costs the writes beside it one more transaction each", async (t) => {
    const { database, store } = openHere("failed");
    await store.put("c/0", "value");
    database.exec(`CREATE TRIGGER refuse BEFORE INSERT ON pressone WHEN NEW.key = 'c/bad'
      BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    const { mock } = t.mock.method(database, "exec");
    const begun = () => {
      const statements = mock.calls.map((/** @type {any} */ call) => call.arguments[0]);
      return statements.filter((/** @type {string} */ text) => text === "BEGIN IMMEDIATE").length;
    };
    const good = Array.from({ length: 31 }, (_, n) => store.put(`c/${n}`, "value"));
    await assert.rejects(store.put("c/bad", "value"), /refused/);
    await Promise.all(good);
    assert.equal(begun(), 1 + 32);
    await Promise.all(Array.from({ length: 32 }, (_, n) => store.put(`c/${n}`, "after")));
    assert.equal(begun(), 1 + 32 + 1);
  });

  it("confirms an entry when it is on disk", async () => {
    const { database, store } = openHere("full-sync");
    await store.put("c/1", "value");
    const synchronous = () => database.prepare("PRAGMA synchronous").all()[0].synchronous;
    assert.equal(synchronous(), 2);
    await store.increment("count", { ttlMs: 1_000 });
    assert.equal(synchronous(), 1);
    assert.equal(await store.compareAndSet("c/2", null, "value"), true);
    assert.equal(synchronous(), 2);
    assert.equal(database.prepare("PRAGMA journal_mode").all()[0].journal_mode, "wal");
  });

  it("removes expired rows", async () => {
    const { database, store } = openHere("swept");
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => store.put(`h/${n}`, "old", { ttlMs: 1 })),
    );
    for (let n = 0; n < 500; n += 1) await store.increment("count", { ttlMs: 60_000 });
    assert.deepEqual(database.prepare("SELECT kind FROM pressone").all(), [{ kind: "counter" }]);
  });

  it("refuses a database in memory, one on a network file system, and no database", (t) => {
    const memory = openDatabase(BETTER, ":memory:");
    assert.throws(() => sqliteStore(memory), { name: "TypeError", message: /in a file/ });
    const database = openDatabase(BETTER, fileOf("network"));
    t.mock.method(fs, "statfsSync", () => ({ type: 0x6969 }));
    assert.throws(() => sqliteStore(database), { name: "TypeError", message: /is on NFS/ });
    assert.throws(() => sqliteStore(/** @type {any} */ ({})), TypeError);
    memory.close();
    database.close();
  });
});
