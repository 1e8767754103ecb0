// The contract of a store's locks.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { timeWithin } from "./measured-time.js";

/** @typedef {import("pressone-esim/stores").Store} Store */

const CALLERS = 24;
const CROWD = 200;
/** Longer than the lease of each store. */
const LONG_MS = 17_000;
const LONG_WAIT = { waitMs: 60_000 };
/** At once: much less than a lease. */
const SOON_MS = 5_000;
const TRY = { waitMs: 0 };
const BUSY = { name: "LockBusyError" };

/** A signal that aborts after a time. A client in another process makes its own by `ms`. @param {number} ms */
export const abortAfter = (ms) =>
  Object.assign(ms === 0 ? AbortSignal.abort() : AbortSignal.timeout(ms), { ms });

/**
 * Takes a lock and holds it until `release` is called. `ended` settles as the call does.
 *
 * @param {Store} store
 * @param {string} name
 */
export async function holdLock(store, name) {
  let release = () => {};
  const released = new Promise((/** @type {(value: void) => void} */ resolve) => {
    release = resolve;
  });
  /** @type {Promise<unknown>} */
  let ended = Promise.resolve();
  const signal = await new Promise(
    (/** @type {(value: AbortSignal) => void} */ resolve, reject) => {
      const work = async (/** @type {AbortSignal} */ lost) => {
        resolve(lost);
        await released;
        return "the result";
      };
      ended = store.lock(name, work, LONG_WAIT);
      ended.catch(reject);
    },
  );
  return { signal, release, ended };
}

/** @param {Store[]} clients @param {number} index @returns {Store} */
const clientOf = (clients, index) => /** @type {Store} */ (clients[index % clients.length]);

/** Crowds of callers. They make all other calls slow. @param {import("./contract.js").Subject} subject */
export function testCrowds({ open }) {
  describe("a lock of many callers", () => {
    it(`one of ${CALLERS} callers of all clients works at a time`, async () => {
      const clients = open();
      let running = 0;
      let most = 0;
      const work = async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
      };
      await Promise.all(
        Array.from({ length: CALLERS }, (_, index) =>
          clientOf(clients, index).lock("name", work, LONG_WAIT),
        ),
      );
      assert.equal(most, 1);
    });

    it(`${CROWD} callers who wait at once are all served`, async () => {
      const clients = open();
      const callers = Array.from({ length: CROWD }, (_, caller) => caller);
      const served = await Promise.all(
        callers.map((caller) =>
          clientOf(clients, caller).lock("name", async () => caller, LONG_WAIT),
        ),
      );
      assert.deepEqual(served, callers);
    });
  });
}

/** @param {import("./contract.js").Subject} subject */
export function testLocks({ open }) {
  describe("a lock", { concurrency: true }, () => {
    it("returns what the work returns", async () => {
      const store = clientOf(open(), 0);
      const work = async () => ({ value: 1 });
      assert.deepEqual(await store.lock("name", work, TRY), { value: 1 });
      assert.deepEqual(await store.lock("name", work, LONG_WAIT), { value: 1 });
    });

    it("rejects as the work rejects, and is free afterwards", async () => {
      const store = clientOf(open(), 0);
      const work = async () => {
        throw new RangeError("an error of the work");
      };
      for (const options of [TRY, LONG_WAIT]) {
        const expected = { name: "RangeError", message: "an error of the work" };
        await assert.rejects(store.lock("name", work, options), expected);
      }
    });

    it("locks of other names are free, also inside the work", async () => {
      const [one, two] = [clientOf(open(), 0), clientOf(open(), 1)];
      const inner = async () => two.lock("token", async () => "inner", TRY);
      assert.equal(await one.lock("name", inner, TRY), "inner");
    });

    it("with waitMs 0 rejects at once while the lock is held", async () => {
      const clients = open();
      const holder = await holdLock(clientOf(clients, 0), "name");
      for (const index of [0, 1, 2]) {
        const client = clientOf(clients, index);
        const work = async () => assert.fail("the work was called");
        await timeWithin(client, SOON_MS, () =>
          assert.rejects(client.lock("name", work, TRY), BUSY),
        );
      }
      holder.release();
      assert.equal(await holder.ended, "the result");
      assert.equal(holder.signal.aborted, false);
      assert.equal(await clientOf(clients, 1).lock("name", async () => "free", TRY), "free");
    });

    it("waits as long as waitMs, then rejects, and leaves the lock to others", async () => {
      const clients = open();
      const holder = await holdLock(clientOf(clients, 0), "name");
      const work = async () => assert.fail("the work was called");
      for (const waiter of [clientOf(clients, 0), clientOf(clients, 1)]) {
        const waited = await timeWithin(waiter, SOON_MS, () =>
          assert.rejects(waiter.lock("name", work, { waitMs: 700 }), BUSY),
        );
        assert.ok(waited >= 690, `waited ${waited} ms`);
      }
      holder.release();
      await holder.ended;
      assert.equal(await clientOf(clients, 1).lock("name", async () => "free", TRY), "free");
    });

    it("ends the waiting when the caller's signal aborts, and leaves the lock to others", async () => {
      const clients = open();
      const holder = await holdLock(clientOf(clients, 0), "name");
      const work = async () => assert.fail("the work was called");
      for (const [ms, name] of /** @type {const} */ ([
        [0, "AbortError"],
        [200, "TimeoutError"],
      ])) {
        const waiter = clientOf(clients, 1);
        await timeWithin(waiter, SOON_MS, () => {
          const options = { ...LONG_WAIT, signal: abortAfter(ms) };
          return assert.rejects(waiter.lock("name", work, options), { name });
        });
      }
      holder.release();
      await holder.ended;
      assert.equal(await clientOf(clients, 0).lock("name", async () => "free", LONG_WAIT), "free");
    });

    it("the caller's signal does not end the work", async () => {
      const store = clientOf(open(), 0);
      const work = async (/** @type {AbortSignal} */ lost) => {
        await sleep(300);
        return lost.aborted;
      };
      assert.equal(await store.lock("name", work, { waitMs: 0, signal: abortAfter(100) }), false);
    });

    it("is renewed while the work runs", async () => {
      const clients = open();
      const holder = await holdLock(clientOf(clients, 0), "name");
      const startedAt = performance.now();
      for (let index = 0; performance.now() - startedAt < LONG_MS; index += 1) {
        const work = async () => assert.fail("the work was called");
        await assert.rejects(clientOf(clients, index).lock("name", work, TRY), BUSY);
        await sleep(250);
      }
      assert.equal(holder.signal.aborted, false);
      holder.release();
      assert.equal(await holder.ended, "the result");
    });
  });
}
