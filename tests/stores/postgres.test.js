// The store in PostgreSQL, against a real server.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { checkStore } from "../../pkg/stores/check.js";
import { postgresSchema, postgresStore } from "../../pkg/stores/postgres.js";
import { useClosers } from "./closers.js";
import { MAX_END_MS } from "./measured-time.js";
import { openStore } from "./open-store.js";
import { abandonLock } from "./remote/client.js";
import { startPgBouncer, startPostgres } from "./servers/postgres.js";

/** A confirmed write of this server is lost by a crash, unless the store waits for the disk. */
const LAZY = { wal_writer_delay: "10s", synchronous_commit: "off" };

describe("the PostgreSQL store", { timeout: 170_000 }, () => {
  const close = useClosers();
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof startPgBouncer>>} */
  let bouncer;
  before(async () => {
    server = await startPostgres({ settings: LAZY });
    close(server.close);
    bouncer = await startPgBouncer(server);
    close(bouncer.close);
  });

  /** @param {Omit<import("./open-store.js").Description, "client">} description */
  async function open(description) {
    const opened = await openStore({ client: "pg", ...description });
    close(opened.close);
    return opened.store;
  }

  /** A pool with one setting of the session. @param {string} [setting] */
  function openPool(setting) {
    const options = setting === undefined ? {} : { options: `-c ${setting}` };
    const pool = new pg.Pool({ connectionString: server.url, max: 10, ...options });
    // A later test kills the server under the idle connections.
    pool.on("error", () => {});
    close(() => pool.end());
    return pool;
  }

  it("keeps the contract, also after a crash of the server", async () => {
    const description = { url: server.url, prefix: "contract" };
    const clients = await Promise.all([1, 2, 3].map(() => open(description)));
    const [store, ...others] = clients;
    assert.ok(store);
    const problems = await checkStore(store, {
      clients: others,
      abandonLock: (name) => abandonLock({ client: "pg", ...description }, name),
      async crash() {
        await server.crash();
        return open(description);
      },
    });
    assert.deepEqual(problems, []);
  });

  describe("other ways to the server", { concurrency: true }, () => {
    it("keeps the contract through PgBouncer in transaction mode", async () => {
      const description = { url: bouncer.url, prefix: "bounced" };
      const [one, two] = await Promise.all([open(description), open(description)]);
      assert.ok(one && two);
      assert.deepEqual(await checkStore(one, { clients: [two] }), []);
    });

    it("keeps the contract in a database of serializable transactions", async () => {
      const pool = openPool("default_transaction_isolation=serializable");
      const store = postgresStore(pool, { prefix: "serializable" });
      assert.deepEqual(await checkStore(store), []);
    });
  });

  it("keeps the contract in a table of partitions", async () => {
    const description = { url: server.url, prefix: "parts" };
    const pool = openPool();
    const table = /(CREATE TABLE [^;]*\))(;)/;
    await pool.query(postgresSchema(description).replace(table, "$1 PARTITION BY HASH (key)$2"));
    for (let part = 0; part < 4; part += 1) {
      await pool.query(`CREATE TABLE parts_${part} PARTITION OF parts_entries
        FOR VALUES WITH (MODULUS 4, REMAINDER ${part})`);
    }
    const [one, two] = await Promise.all([open(description), open(description)]);
    assert.ok(one && two);
    assert.deepEqual(await checkStore(one, { clients: [two] }), []);
    for (let n = 0; n < 20; n += 1) await one.put(`c/${n}`, "value");
    const { rows } = await pool.query("SELECT DISTINCT tableoid FROM parts_entries");
    assert.ok(rows.length > 1, "all entries are in one partition");
  });

  it("a confirmed write is on disk, whatever synchronous_commit is", async () => {
    const pool = openPool();
    const store = postgresStore(pool, { prefix: "confirmed" });
    await store.put("c/before", "value");
    await pool.query("CREATE TABLE control (value text)");
    await pool.query("SET synchronous_commit = on; INSERT INTO control VALUES ('on'); RESET ALL");
    await store.put("c/put", "value");
    assert.equal(await store.compareAndSet("c/set", null, "value"), true);
    assert.equal(await store.compareAndSet("c/before", "value", null), true);
    // The control: this write is confirmed too, and it is lost.
    await pool.query("INSERT INTO control VALUES ('off')");
    await server.crash();
    assert.deepEqual(await store.getMany(["c/put", "c/set", "c/before"]), ["value", "value", null]);
    const { rows } = await pool.query("SELECT value FROM control");
    assert.deepEqual(rows, [{ value: "on" }]);
  });

  it("needs no right to create tables if they exist", async () => {
    const pool = openPool();
    await pool.query(postgresSchema({ prefix: "given" }));
    await pool.query("CREATE ROLE clerk LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    await pool.query(
      "GRANT SELECT, INSERT, UPDATE, DELETE ON given_entries, given_leases TO clerk",
    );
    const clerk = new pg.Pool({ connectionString: server.url.replace("shop@", "clerk@") });
    close(() => clerk.end());
    const store = postgresStore(clerk, { prefix: "given" });
    await store.lock("name", () => store.put("c/1", "value"), { waitMs: 0 });
    assert.equal(await store.get("c/1"), "value");
    await assert.rejects(postgresStore(clerk, { prefix: "other" }).get("c/1"), /permission denied/);
  });

  it("takes a schema, and anything with query(text, values)", async () => {
    const pool = openPool();
    await pool.query("CREATE SCHEMA shop");
    const client = {
      query: (/** @type {string} */ text, /** @type {any[]} */ values) => pool.query(text, values),
    };
    await postgresStore(client, { schema: "shop", prefix: "mine" }).put("c/1", "value");
    assert.equal((await pool.query("SELECT key FROM shop.mine_entries")).rows[0].key, "c/1");
    assert.throws(() => postgresStore(pool, { prefix: "a; DROP TABLE b" }), TypeError);
    assert.throws(() => postgresStore(/** @type {any} */ ({})), TypeError);
  });

  it("removes expired rows", async () => {
    const pool = openPool();
    const store = postgresStore(pool, { prefix: "swept" });
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => store.put(`h/${n}`, "old", { ttlMs: 50 })),
    );
    await store.increment("rate", { ttlMs: 50 });
    await sleep(100);
    for (let n = 0; n < 160; n += 1) await store.put("c/1", String(n));
    const count = async (/** @type {string} */ table) =>
      Number((await pool.query(`SELECT count(*) FROM ${table}`)).rows[0].count);
    const startedAt = performance.now();
    while ((await count("swept_entries")) > 1 || (await count("swept_leases")) > 0) {
      assert.ok(performance.now() - startedAt < 30_000, "nothing is removed");
      await sleep(50);
    }
  });

  it("a server that stops ends every call in time, and a late write does nothing", async () => {
    const pool = openPool();
    const store = postgresStore(pool, { prefix: "stopped", timeoutMs: 2_000 });
    // Nothing of this client closes a connection that does not answer.
    const plain = {
      query: (/** @type {string} */ text, /** @type {any[]} */ values) => pool.query(text, values),
    };
    const late = postgresStore(plain, { prefix: "stopped", timeoutMs: 2_000 });
    await Promise.all([store.put("c/1", "before"), late.put("c/2", "before")]);
    server.pause();
    try {
      for (const [each, key] of /** @type {const} */ ([
        [store, "c/1"],
        [late, "c/2"],
      ])) {
        const startedAt = performance.now();
        const late = { message: "the store did not answer within 2000 ms" };
        await Promise.all([
          assert.rejects(each.put(key, "after"), late),
          assert.rejects(each.get(key), late),
        ]);
        assert.ok(performance.now() - startedAt < MAX_END_MS);
      }
    } finally {
      server.resume();
    }
    await sleep(1_000);
    assert.deepEqual(await late.getMany(["c/1", "c/2"]), ["before", "before"]);
  });

  it("a write that waited for another transaction beyond its end does nothing", async () => {
    const pool = openPool();
    const plain = {
      query: (/** @type {string} */ text, /** @type {any[]} */ values) => pool.query(text, values),
    };
    const store = postgresStore(plain, { prefix: "late", timeoutMs: 2_000 });
    for (const key of ["c/put", "c/set", "c/gone", "c/removed"]) await store.put(key, "before");
    const blocker = await pool.connect();
    await blocker.query("BEGIN");
    await blocker.query("UPDATE late_entries SET value = value");
    const writes = await Promise.allSettled([
      store.put("c/put", "after"),
      store.compareAndSet("c/set", "before", "after"),
      store.compareAndSet("c/gone", "before", null),
      store.delete("c/removed"),
    ]);
    assert.deepEqual(
      writes.map(({ status }) => status),
      Array(4).fill("rejected"),
    );
    await blocker.query("COMMIT");
    blocker.release();
    await sleep(300);
    const values = await store.getMany(["c/put", "c/set", "c/gone", "c/removed"]);
    assert.deepEqual(values, Array(4).fill("before"));
  });

  it("a broken connection is repeated, and a pool survives it", async () => {
    const pool = openPool("application_name=broken");
    const store = postgresStore(pool, { prefix: "broken" });
    await store.put("c/1", "value");
    await Promise.all(Array.from({ length: 10 }, () => store.get("c/1")));
    const admin = openPool();
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'broken'",
    );
    assert.deepEqual(
      await Promise.all(Array.from({ length: 20 }, () => store.get("c/1"))),
      Array(20).fill("value"),
    );
  });
});

describe("a PostgreSQL server with wrong settings", { timeout: 120_000 }, () => {
  const close = useClosers();

  /** @param {string} url */
  async function errorOf(url) {
    const { store, close: end } = await openStore({ client: "pg", url });
    try {
      return await store.get("c/1").then(
        () => "no error",
        ({ message }) => message,
      );
    } finally {
      await end();
    }
  }

  it("a standby is refused", async () => {
    const primary = await startPostgres();
    close(primary.close);
    const standby = await primary.startStandby();
    close(standby.close);
    assert.match(await errorOf(standby.url), /this one is a standby/);
  });

  it("a server without fsync is refused", async () => {
    const server = await startPostgres({ settings: { fsync: "off" } });
    close(server.close);
    assert.match(await errorOf(server.url), /fsync = on/);
  });

  it("a database in another encoding is refused", async () => {
    const server = await startPostgres({ encoding: "LATIN1" });
    close(server.close);
    assert.match(await errorOf(server.url), /UTF8, not LATIN1/);
  });
});
