// The stores of servers, over clients whose first calls never answer.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresStore } from "../../pkg/stores/postgres.js";
import { redisStore } from "../../pkg/stores/redis.js";
import { READ, TELL_TIME } from "../../pkg/stores/redis-scripts.js";

const TIMEOUT_MS = 3_000;
const LATER_MS = 1_500;
const LATE = {
  name: "StoreTimeoutError",
  message: `the store did not answer within ${TIMEOUT_MS} ms`,
};
const ROW = {
  standby: false,
  encoding: "UTF8",
  fsync: "on",
  complete: true,
  now: 0,
  value: "value",
};

const hang = () => new Promise(() => {});

/** A pool of pg. The first queries never answer. @param {number} hung their number @returns {any} */
function hungPool(hung) {
  let queries = 0;
  const query = async () => {
    queries += 1;
    return queries > hung ? { rows: [ROW] } : hang();
  };
  return {
    totalCount: 0,
    query,
    connect: async () => ({ query, on() {}, off() {}, release() {} }),
  };
}

/** A client of Upstash. Its first call never answers. @returns {any} */
function hungRedis() {
  let calls = 0;
  return {
    createScript() {},
    /** @param {string} script @param {string[]} keys */
    async eval(script, keys) {
      calls += 1;
      if (calls === 1) await hang();
      if (script === TELL_TIME) return `t${Date.now()}`;
      assert.equal(script, READ);
      return keys.map(() => "vvalue");
    },
  };
}

describe("a server that does not answer", { concurrency: true, timeout: 60_000 }, () => {
  it("ends each call of a pool with the call's own limit", async () => {
    const calls = Array.from({ length: 20 }, async (_, n) => {
      await sleep(7 * n);
      const store = postgresStore(hungPool(Number.POSITIVE_INFINITY), { timeoutMs: TIMEOUT_MS });
      await assert.rejects(store.get("c/1"), LATE);
    });
    await Promise.all(calls);
  });

  it("does not end a call of PostgreSQL that waits for the preparation of another", async () => {
    const store = postgresStore(hungPool(1), { timeoutMs: TIMEOUT_MS });
    const first = assert.rejects(store.get("c/1"), LATE);
    await sleep(LATER_MS);
    assert.equal(await store.get("c/1"), "value");
    await first;
  });

  it("does not end a call of Redis that waits for the preparation of another", async () => {
    const store = redisStore(hungRedis(), { checkServer: false, timeoutMs: TIMEOUT_MS });
    const first = assert.rejects(store.get("c/1"), LATE);
    await sleep(LATER_MS);
    assert.equal(await store.get("c/1"), "value");
    await first;
  });
});
