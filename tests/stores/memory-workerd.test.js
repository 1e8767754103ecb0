// The memory store in one isolate of workerd, which cancels the requests of visitors who leave. A cancelled
// request runs no code any more: no `finally`, no timer.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { holdLock } from "./locks.js";
import { timeWithin } from "./measured-time.js";
import { useWorkerd } from "./rig.js";

/** @typedef {import("pressone-esim/stores").Store} Store */

describe("the memory store in workerd", { concurrency: true, timeout: 120_000 }, () => {
  const workerd = useWorkerd();

  /** @returns {[owner: string, store: Store]} */
  function open() {
    const owner = randomUUID();
    const [store] = workerd.open("memory", owner);
    assert.ok(store);
    return [owner, store];
  }

  it("the lease of a cancelled holder ends by itself, also for several waiters", async () => {
    const [owner, store] = open();
    const holder = await workerd.cancellableLock("memory", owner, "name");
    await holder.started;
    const waited = await timeWithin(store, 20_000, async () => {
      holder.cancel();
      const waiting = Array.from({ length: 5 }, (_, caller) =>
        store.lock("name", async () => caller, { waitMs: 60_000 }),
      );
      assert.deepEqual(await Promise.all(waiting), [0, 1, 2, 3, 4]);
    });
    // An earlier end would mean that code of the cancelled request has run.
    assert.ok(waited > 5_000, `waited ${waited} ms`);
    assert.equal(await store.lock("name", async () => "free", { waitMs: 0 }), "free");
  });

  it("a cancelled first waiter blocks no other call", async () => {
    const [owner, store] = open();
    const holder = await holdLock(store, "name");
    const waiter = await workerd.cancellableLock("memory", owner, "name");
    await sleep(500);
    const next = store.lock("name", async () => "the next", { waitMs: 60_000 });
    await sleep(500);
    waiter.cancel();
    await sleep(500);
    await timeWithin(store, 5_000, async () => {
      holder.release();
      assert.equal(await next, "the next");
    });
  });

  it("requests of one isolate lock each other out", async () => {
    const [, store] = open();
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
    };
    const calls = Array.from({ length: 30 }, () => store.lock("name", work, { waitMs: 30_000 }));
    await Promise.all(calls);
    assert.equal(most, 1);
  });
});
