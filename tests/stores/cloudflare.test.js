// The store in Durable Objects, in workerd with several isolates.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { checkStore } from "../../pkg/stores/check.js";
import { abortAfter, holdLock } from "./locks.js";
import { timeWithin } from "./measured-time.js";
import { useWorkerd } from "./rig.js";

/** @typedef {import("pressone-esim/stores").Store} Store */

/** The names of a store's objects. @param {string} owner @param {string} kind @param {number} count */
const objectNames = (owner, kind, count) =>
  Array.from({ length: count }, (_, index) => `${owner}/${kind}:${index}`);
/** @param {unknown[]} rows */
const sum = (rows) =>
  rows.reduce((/** @type {number} */ total, each) => total + Number(each ?? 0), 0);

describe("the Cloudflare store", { timeout: 170_000 }, () => {
  const workerd = useWorkerd();

  // Both wait for leases to end.
  describe("contract and objects", { concurrency: true }, () => {
    it("keeps the contract in several isolates", async () => {
      const [store, ...clients] = workerd.open("cloudflare");
      assert.ok(store);
      assert.deepEqual(await checkStore(store, { clients }), []);
    });
    describe("the objects", { concurrency: true }, () => testObjects(workerd));
  });
});

/** @param {ReturnType<typeof useWorkerd>} workerd */
function testObjects(workerd) {
  /** Two clients of a new store, and its owner. @returns {[owner: string, one: Store, two: Store]} */
  function open() {
    const owner = randomUUID();
    const [one, two] = workerd.open("cloudflare", owner);
    assert.ok(one && two);
    return [owner, one, two];
  }

  it("the journal is spread over its objects", async () => {
    const [owner, one] = open();
    const keys = Array.from({ length: 200 }, () => `c/${randomUUID()}`);
    await Promise.all(keys.map((key) => one.put(key, "value")));
    const rows = await workerd.objects(objectNames(owner, "journal", 16), "countRows");
    assert.equal(sum(rows), keys.length);
    assert.ok(Math.max(...rows) <= 40 && Math.min(...rows) >= 1, String(rows));
  });

  it("an entry and its open key share an object, and so do those of a shopper and of an eSIM", async () => {
    const [owner, one] = open();
    await one.put("c/digest", "value");
    await one.put("o/1764100000/digest", "");
    for (const time of ["1", "2", "3"]) await one.put(`s/shopper/${time}/digest`, "");
    const journal = await workerd.objects(objectNames(owner, "journal", 16), "countRows");
    for (const name of ["m", "a", "p/1/digest"]) await one.put(`h/scope/esim/${name}`, "");
    assert.deepEqual(await one.keys("h/scope/esim/"), [
      "h/scope/esim/a",
      "h/scope/esim/m",
      "h/scope/esim/p/1/digest",
    ]);
    const esims = await workerd.objects(objectNames(owner, "other", 16), "countRows");
    assert.equal(Math.max(...esims.map(Number).filter(Number.isFinite)), 3);
    const shoppers = await workerd.objects(objectNames(owner, "shopper", 64), "countRows");
    assert.equal(Math.max(...journal.map(Number).filter(Number.isFinite)), 2);
    assert.equal(Math.max(...shoppers.map(Number).filter(Number.isFinite)), 3);
  });

  it("expired entries are removed by the alarm", async () => {
    const [owner, one] = open();
    const names = objectNames(owner, "journal", 16);
    await one.put("c/stays", "value");
    await one.put("c/later", "value", { ttlMs: 600_000 });
    for (const key of ["c/1", "c/2", "c/3", "c/4"]) await one.put(key, "value", { ttlMs: 100 });
    assert.equal(sum(await workerd.objects(names, "countRows")), 6);
    const startedAt = performance.now();
    while (sum(await workerd.objects(names, "countRows")) > 2) {
      assert.ok(performance.now() - startedAt < 30_000, "the alarm removes nothing");
      await sleep(500);
    }
    assert.deepEqual(await one.keys("c/"), ["c/later", "c/stays"]);
  });

  it("the work's signal aborts if the lock's object is reset, and its result is returned", async () => {
    const [owner, one, two] = open();
    const holder = await holdLock(one, "name");
    const aborted = new Promise((resolve) => {
      holder.signal.addEventListener("abort", resolve);
    });
    const [, another] = open();
    // The next renewal comes later.
    await timeWithin(another, 4_000, async () => {
      await workerd.objects(objectNames(owner, "lock", 16), "reset");
      await aborted;
    });
    // The lock is free, although the first work still runs.
    assert.equal(await two.lock("name", async () => "free", { waitMs: 5_000 }), "free");
    holder.release();
    assert.equal(await holder.ended, "the result");
  });

  it("a cancelled request that holds a lock leaves it to the next caller", async () => {
    const [owner, , two] = open();
    const holder = await workerd.cancellableLock("cloudflare", owner, "name");
    await holder.started;
    const busy = two.lock("name", async () => {}, { waitMs: 500 });
    await assert.rejects(busy, { name: "LockBusyError" });
    holder.cancel();
    await timeWithin(two, 5_000, () => two.lock("name", async () => {}, { waitMs: 60_000 }));
  });

  it("a cancelled request that waits for a lock blocks no other call", async () => {
    const [owner, one, two] = open();
    const holder = await holdLock(one, "name");
    const waiter = await workerd.cancellableLock("cloudflare", owner, "name");
    await sleep(300);
    const next = two.lock("name", async () => "the next", { waitMs: 60_000 });
    await sleep(300);
    waiter.cancel();
    await sleep(300);
    await timeWithin(two, 5_000, async () => {
      holder.release();
      assert.equal(await next, "the next");
    });
  });

  it("a lock that is not renewed ends by itself", async () => {
    const [owner, one] = open();
    const held = workerd.objects(objectNames(owner, "lock", 16), "holdLock", "name");
    const age = await timeWithin(one, 25_000, async () => {
      await sleep(500);
      const busy = one.lock("name", async () => {}, { waitMs: 0 });
      await assert.rejects(busy, { name: "LockBusyError" });
      assert.equal(await one.lock("name", async () => "free", { waitMs: 60_000 }), "free");
    });
    assert.ok(age > 10_000, `free after ${age} ms`);
    await held;
  });

  it("an object that does not answer ends the waiting", async () => {
    const [store] = workerd.open("unreachable");
    assert.ok(store);
    const work = async () => assert.fail("the work was called");
    await assert.rejects(store.lock("name", work, { waitMs: 100 }), { name: "LockBusyError" });
    const options = { waitMs: 60_000, signal: abortAfter(100) };
    await assert.rejects(store.lock("name", work, options), { name: "TimeoutError" });
  });

  it("the signal aborts if the object can no longer be reached, and the result is returned", async () => {
    const [store] = workerd.open("soon unreachable");
    assert.ok(store);
    const work = (/** @type {AbortSignal} */ signal) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve("lost")));
    assert.equal(await store.lock("name", work, { waitMs: 0 }), "lost");
  });
}
