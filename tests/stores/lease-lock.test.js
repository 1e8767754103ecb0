// Locks over a store that loses leases, fails, answers late or never answers.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createLeaseLock } from "../../pkg/stores/lease-lock.js";

const LEASE_MS = 300;
const NEVER = new Promise(() => {});

/** @typedef {import("../../pkg-template/package/stores/lease-lock.js").Leases} Leases */

/** Leases in memory. `owners` has the current owners. */
function createLeases() {
  /** @type {Map<string, { owner: string, endsAt: number }>} */
  const owners = new Map();
  const log = { acquired: 0, released: 0 };
  /** @type {Leases} */
  const leases = {
    acquire(name, owner, leaseMs) {
      log.acquired += 1;
      const current = owners.get(name);
      if (current && current.owner !== owner && current.endsAt > performance.now()) return false;
      owners.set(name, { owner, endsAt: performance.now() + leaseMs });
      return true;
    },
    renew(name, owner, leaseMs) {
      if (owners.get(name)?.owner !== owner) return false;
      owners.set(name, { owner, endsAt: performance.now() + leaseMs });
      return true;
    },
    release(name, owner) {
      log.released += 1;
      if (owners.get(name)?.owner === owner) owners.delete(name);
    },
  };
  return { leases, owners, log };
}

/** @param {Partial<Leases>} changes @param {Leases} [leases] */
const lockWith = (changes, leases = createLeases().leases) =>
  createLeaseLock({ ...leases, ...changes }, { leaseMs: LEASE_MS });

/** Resolves when the signal aborts. @param {AbortSignal} signal */
const abortOf = (signal) =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve("lost")));

describe("a lock over leases", { concurrency: true, timeout: 30_000 }, () => {
  it("the signal aborts if another owner has the lease, and the result is returned", async () => {
    const { leases, owners } = createLeases();
    const work = (/** @type {AbortSignal} */ signal) => {
      owners.set("name", { owner: "another", endsAt: Number.POSITIVE_INFINITY });
      return abortOf(signal);
    };
    assert.equal(await lockWith({}, leases)("name", work, { waitMs: 0 }), "lost");
    assert.equal(owners.get("name")?.owner, "another");
  });

  for (const [what, renew] of /** @type {[string, Leases["renew"]][]} */ ([
    ["fails", () => Promise.reject(new Error("the store is down"))],
    ["does not answer", () => /** @type {Promise<boolean>} */ (NEVER)],
  ])) {
    it(`the signal aborts at the lease's end if the store ${what}`, async () => {
      const startedAt = performance.now();
      assert.equal(await lockWith({ renew })("name", abortOf, { waitMs: 0 }), "lost");
      const age = performance.now() - startedAt;
      assert.ok(age >= LEASE_MS - 5 && age < 5 * LEASE_MS, `lost after ${age} ms`);
    });
  }

  it("one failed renewal loses nothing", async () => {
    const { leases } = createLeases();
    let renewals = 0;
    /** @type {Leases["renew"]} */
    const renew = (...args) => {
      renewals += 1;
      if (renewals % 2) throw new Error("the store is down for a moment");
      return leases.renew(...args);
    };
    const work = async (/** @type {AbortSignal} */ signal) => {
      await sleep(4 * LEASE_MS);
      return signal.aborted;
    };
    assert.equal(await lockWith({ renew }, leases)("name", work, { waitMs: 0 }), false);
    assert.ok(renewals >= 4);
  });

  it("an error of the release does not replace the result", async () => {
    const release = () => Promise.reject(new Error("the store is down"));
    const lock = lockWith({ release });
    assert.equal(await lock("name", async () => "the result", { waitMs: 0 }), "the result");
    const fail = async () => {
      throw new RangeError("of the work");
    };
    await assert.rejects(lock("another", fail, { waitMs: 0 }), { name: "RangeError" });
  });

  it("a release that never answers does not hold back the result", async () => {
    const lock = lockWith({ release: () => NEVER });
    const startedAt = performance.now();
    assert.equal(await lock("name", async () => "the result", { waitMs: 0 }), "the result");
    assert.ok(performance.now() - startedAt < 3_000);
  });

  it("an error of the store rejects the call, and the lease is released", async () => {
    const { leases, log } = createLeases();
    const acquire = () => Promise.reject(new Error("the connection broke"));
    const lock = lockWith({ acquire }, leases);
    const work = async () => assert.fail("the work was called");
    await assert.rejects(lock("name", work, { waitMs: 1_000 }), /the connection broke/);
    await sleep(10);
    assert.equal(log.released, 1);
  });

  it("a lease that is taken after the caller has left is released", async () => {
    const { leases, owners, log } = createLeases();
    /** @type {Leases["acquire"]} */
    const acquire = async (...args) => {
      await sleep(400);
      return leases.acquire(...args);
    };
    const lock = lockWith({ acquire }, leases);
    const work = async () => assert.fail("the work was called");
    const signal = AbortSignal.timeout(100);
    await assert.rejects(lock("name", work, { waitMs: 5_000, signal }), { name: "TimeoutError" });
    assert.equal(log.acquired, 0);
    await sleep(400);
    assert.equal(log.acquired, 1);
    assert.equal(owners.size, 0);
  });

  it("a store that does not answer ends the call", { timeout: 15_000 }, async () => {
    const lock = lockWith({ acquire: () => /** @type {Promise<boolean>} */ (NEVER) });
    const work = async () => assert.fail("the work was called");
    await assert.rejects(lock("name", work, { waitMs: 100 }), { name: "LockBusyError" });
  });

  it("the lease of a dead holder of another process ends by itself", async () => {
    const { leases, owners } = createLeases();
    owners.set("name", { owner: "dead", endsAt: performance.now() + LEASE_MS });
    const startedAt = performance.now();
    const lock = lockWith({}, leases);
    await assert.rejects(
      lock("name", async () => {}, { waitMs: 100 }),
      { name: "LockBusyError" },
    );
    await lock("name", async () => {}, { waitMs: 5_000 });
    const age = performance.now() - startedAt;
    assert.ok(age >= LEASE_MS - 5 && age < LEASE_MS + 1_500, `free after ${age} ms`);
  });

  it("many waiters of one process ask the store rarely", async () => {
    const { leases, log } = createLeases();
    const lock = lockWith({}, leases);
    const holder = lock("name", () => sleep(1_000), { waitMs: 0 });
    const waiters = Array.from({ length: 100 }, () =>
      lock("name", async () => {}, { waitMs: 10_000 }),
    );
    await holder;
    // Each alone would ask ten times a second.
    assert.ok(log.acquired < 250, `${log.acquired} commands`);
    await Promise.all(waiters);
  });

  it("a waiter is woken when the holder ends", async () => {
    const lock = lockWith({});
    const callers = Array.from({ length: 20 }, (_, caller) => caller);
    /** @type {number[]} */
    const order = [];
    const startedAt = performance.now();
    await Promise.all(
      callers.map((caller) => lock("name", async () => void order.push(caller), { waitMs: 5_000 })),
    );
    assert.deepEqual(order, callers);
    // The last waiter alone would poll after 750 ms.
    assert.ok(performance.now() - startedAt < 700);
  });

  it("a first waiter that does nothing more does not hold back the others", async () => {
    const { leases } = createLeases();
    let attempts = 0;
    let onDead = () => {};
    const dead = new Promise((/** @type {(value: void) => void} */ resolve) => {
      onDead = resolve;
    });
    /** The second attempt is never answered. @type {Leases["acquire"]} */
    const acquire = (...args) => {
      attempts += 1;
      if (attempts !== 2) return leases.acquire(...args);
      onDead();
      return /** @type {Promise<boolean>} */ (NEVER);
    };
    const lock = lockWith({ acquire }, leases);
    const holder = lock("name", () => sleep(400), { waitMs: 0 });
    await sleep(10);
    const first = lock("name", async () => {}, { waitMs: 4_000 });
    first.catch(() => {});
    await dead;
    const others = Array.from({ length: 20 }, () =>
      lock("name", async () => {}, { waitMs: 5_000 }),
    );
    await holder;
    const startedAt = performance.now();
    await Promise.all(others);
    // The last waiter alone would poll after 750 ms.
    assert.ok(performance.now() - startedAt < 700);
    await assert.rejects(first, { name: "LockBusyError" });
  });
});
