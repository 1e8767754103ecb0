// The store in Redis, against a real server, with each client.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "redis";
import { checkStore } from "../../pkg/stores/check.js";
import { redisStore } from "../../pkg/stores/redis.js";
import { useClosers } from "./closers.js";
import { MAX_END_MS } from "./measured-time.js";
import { openStore } from "./open-store.js";
import { abandonLock } from "./remote/client.js";
import { startRedis, startUpstash } from "./servers/redis.js";

describe("the Redis store", { timeout: 170_000 }, () => {
  const close = useClosers();
  /** @type {Awaited<ReturnType<typeof startRedis>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof startUpstash>>} */
  let upstash;
  before(async () => {
    server = await startRedis();
    close(server.close);
    upstash = await startUpstash(server.url);
    close(upstash.close);
  });

  /** @param {"redis" | "ioredis" | "upstash"} client @param {string} prefix */
  async function open(client, prefix) {
    const url = client === "upstash" ? upstash.url : server.url;
    const opened = await openStore({ client, url, prefix });
    close(opened.close);
    return opened.store;
  }

  /** A client for what the store does not do. */
  async function openClient() {
    const client = createClient({ url: server.url });
    client.on("error", () => {});
    await client.connect();
    close(() => client.destroy());
    return client;
  }

  it("keeps the contract with all clients at once", async () => {
    const [store, ...clients] = await Promise.all([
      open("upstash", "contract"),
      open("redis", "contract"),
      open("ioredis", "contract"),
    ]);
    const lease = { client: /** @type {const} */ ("ioredis"), url: server.url, prefix: "contract" };
    const problems = await checkStore(store, {
      clients,
      abandonLock: (name) => abandonLock(lease, name),
    });
    assert.deepEqual(problems, []);
  });

  for (const client of /** @type {const} */ (["redis", "ioredis"])) {
    it(`goes on with ${client} after the server was killed`, async () => {
      const store = await open(client, `crash-${client}`);
      await store.put("c/1", "value");
      const crashed = server.crash();
      const during = store.compareAndSet("c/1", "value", "after");
      await crashed;
      assert.equal(await during, true);
      assert.equal(await store.get("c/1"), "after");
    });
  }

  it("a server that stops ends every call in time, and a late write does nothing", async () => {
    const client = await openClient();
    const store = redisStore(client, { prefix: "stopped", timeoutMs: 2_000 });
    const keys = ["c/put", "c/set", "c/gone"];
    for (const key of keys) await store.put(key, "before");
    server.pause();
    const startedAt = performance.now();
    const writes = await Promise.allSettled([
      store.put("c/put", "after"),
      store.compareAndSet("c/set", "before", "after"),
      store.delete("c/gone"),
    ]);
    const tookMs = performance.now() - startedAt;
    server.resume();
    assert.deepEqual(
      writes.map((write) => /** @type {any} */ (write).reason?.message),
      Array(3).fill("the store did not answer within 2000 ms"),
    );
    assert.ok(tookMs < MAX_END_MS, `the calls ended after ${tookMs} ms`);
    await sleep(200);
    assert.deepEqual(await store.getMany(keys), ["before", "before", "before"]);
  });

  it("removes expired entries from its index", async () => {
    const client = await openClient();
    const store = redisStore(client, { prefix: "swept" });
    await store.put("s/one/1", "old", { ttlMs: 20 });
    await store.put("s/one/2", "stays");
    await sleep(50);
    await store.put("s/one/3", "new");
    const indexes = await client.keys("swept:*:index");
    assert.equal(indexes.length, 1);
    assert.deepEqual(await client.zRange(String(indexes[0]), 0, -1), ["s/one/2", "s/one/3"]);
    assert.deepEqual(await client.keys("swept:*:ends"), []);
  });

  it("keeps each key of a script in one slot of a cluster", async () => {
    const client = await openClient();
    const store = redisStore(client, { prefix: "slots" });
    /** @type {Set<string>} */
    const tags = new Set();
    for (let n = 0; n < 200; n += 1) await store.put(`c/${n}`, "value", { ttlMs: 60_000 });
    for (const key of await client.keys("slots:*")) tags.add(String(/\{(.*?)\}/.exec(key)?.[1]));
    assert.equal(tags.size, 16);
  });

  it("refuses what is no client of Redis", () => {
    assert.throws(() => redisStore(/** @type {any} */ ({})), TypeError);
    assert.throws(() => redisStore(/** @type {any} */ ({ eval() {} })), TypeError);
  });
});

describe("a Redis server with wrong settings", { concurrency: true, timeout: 60_000 }, () => {
  const close = useClosers();

  /** @param {Record<string, string>} settings */
  async function openWith(settings) {
    const server = await startRedis({ settings });
    close(server.close);
    const client = createClient({ url: server.url });
    client.on("error", () => {});
    await client.connect();
    close(() => client.destroy());
    return { server, client, store: redisStore(client) };
  }

  it("without an append-only file it is refused, and the message says what to set", async () => {
    const { store, client } = await openWith({ appendonly: "no" });
    await assert.rejects(store.put("c/1", "value"), {
      name: "RedisSettingsError",
      message: /"appendonly yes" in redis.conf/,
    });
    await assert.rejects(
      store.lock("name", async () => {}, { waitMs: 0 }),
      /appendonly yes/,
    );
    assert.deepEqual(await client.keys("*"), []);
    // The setting that the message names helps.
    await client.configSet("appendonly", "yes");
    await store.put("c/1", "value");
  });

  for (const policy of ["allkeys-lru", "volatile-ttl"]) {
    it(`with the policy ${policy} it is refused, and the message says what to set`, async () => {
      const { store, client } = await openWith({ "maxmemory-policy": policy });
      await assert.rejects(store.get("c/1"), { message: /"maxmemory-policy noeviction"/ });
      await client.configSet("maxmemory-policy", "noeviction");
      assert.equal(await store.get("c/1"), null);
    });
  }

  it("whose settings cannot be read it is refused, unless the shop says that it knows them", async () => {
    const { store, client } = await openWith({});
    await client.sendCommand(["ACL", "SETUSER", "default", "-info"]);
    await assert.rejects(store.get("c/1"), {
      message: /cannot read the settings.*checkServer: false/,
    });
    const known = redisStore(client, { checkServer: false });
    await known.put("c/1", "value");
    assert.equal(await known.get("c/1"), "value");
  });

  it("a replica is refused", async () => {
    const primary = await openWith({});
    const replica = await openWith({ replicaof: `127.0.0.1 ${primary.server.port}` });
    await assert.rejects(replica.store.get("c/1"), /this one is a replica/);
  });
});
