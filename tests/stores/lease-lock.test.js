// Locks over a store that loses leases, fails, answers late or never answers. Time passes when a test says
// so: the results do not depend on the machine's speed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLeaseLock } from "../../pkg/stores/lease-lock.js";

const LEASE_MS = 300;
/** The longest times that the lock waits for an attempt and for a release. */
const ATTEMPT_MS = 5_000;
const RELEASE_MS = 1_000;
/** Longer than the pause of the first waiter between two attempts. */
const POLL_MS = 130;
/** The steps in which time passes. */
const STEP_MS = 10;
const NEVER = new Promise(() => {});

/** @typedef {import("../../pkg-template/package/stores/lease-lock.js").Leases} Leases */
/** @typedef {import("node:test").TestContext} TestContext */

/** Lets all work go on that waits for no timer. */
async function settle() {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

/**
 * Stops the clock of the test. Returns a function that lets time pass.
 *
 * @param {TestContext} t
 */
function stopClock(t) {
  // Whole ms, so that sums are exact.
  let time = Math.ceil(performance.now());
  t.mock.method(performance, "now", () => time);
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  return async (/** @type {number} */ ms) => {
    await settle();
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      time += STEP_MS;
      t.mock.timers.tick(STEP_MS);
      await settle();
    }
  };
}

/** A promise that the test resolves. */
function createGate() {
  let open = () => {};
  const opened = new Promise((/** @type {(value: void) => void} */ resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** The state of a promise, now. @param {Promise<unknown>} promise */
async function stateOf(promise) {
  await settle();
  const states = [promise.then(() => "resolved").catch(() => "rejected"), "pending"];
  return Promise.race(states);
}

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

const uncalled = async () => assert.fail("the work was called");
const BUSY = { name: "LockBusyError" };

describe("a lock over leases", { timeout: 30_000 }, () => {
  it("the signal aborts if another owner has the lease, and the result is returned", async (t) => {
    const pass = stopClock(t);
    const { leases, owners } = createLeases();
    const work = (/** @type {AbortSignal} */ signal) => {
      owners.set("name", { owner: "another", endsAt: Number.POSITIVE_INFINITY });
      return abortOf(signal);
    };
    const locked = lockWith({}, leases)("name", work, { waitMs: 0 });
    // At the next renewal.
    await pass(LEASE_MS / 3);
    assert.equal(await locked, "lost");
    assert.equal(owners.get("name")?.owner, "another");
  });

  for (const [what, renew] of /** @type {[string, Leases["renew"]][]} */ ([
    ["fails", () => Promise.reject(new Error("the store is down"))],
    ["does not answer", () => /** @type {Promise<boolean>} */ (NEVER)],
  ])) {
    it(`the signal aborts at the lease's end if the store ${what}`, async (t) => {
      const pass = stopClock(t);
      const locked = lockWith({ renew })("name", abortOf, { waitMs: 0 });
      await pass(LEASE_MS - STEP_MS);
      assert.equal(await stateOf(locked), "pending");
      await pass(STEP_MS);
      assert.equal(await locked, "lost");
    });
  }

  it("a lease that ended while the process stood still is lost at once", async (t) => {
    let stood = 0;
    const now = performance.now.bind(performance);
    t.mock.method(performance, "now", () => now() + stood);
    const timers = t.mock.method(globalThis, "setTimeout");
    const acquire = () => {
      stood = 2 * LEASE_MS;
      return true;
    };
    assert.equal(await lockWith({ acquire })("name", abortOf, { waitMs: 0 }), "lost");
    // Node warns of a negative delay.
    assert.deepEqual(
      timers.mock.calls.map(({ arguments: [, ms] }) => ms),
      [0],
    );
  });

  it("one failed renewal loses nothing", async (t) => {
    const pass = stopClock(t);
    const { leases } = createLeases();
    let renewals = 0;
    /** @type {Leases["renew"]} */
    const renew = (...args) => {
      renewals += 1;
      if (renewals % 2) throw new Error("the store is down for a moment");
      return leases.renew(...args);
    };
    const { opened, open } = createGate();
    const work = async (/** @type {AbortSignal} */ signal) => {
      await opened;
      return signal.aborted;
    };
    const locked = lockWith({ renew }, leases)("name", work, { waitMs: 0 });
    await pass(4 * LEASE_MS);
    open();
    assert.equal(await locked, false);
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

  it("a release that never answers does not hold back the result", async (t) => {
    const pass = stopClock(t);
    const lock = lockWith({ release: () => NEVER });
    const locked = lock("name", async () => "the result", { waitMs: 0 });
    await pass(RELEASE_MS);
    assert.equal(await locked, "the result");
  });

  it("an error of the store rejects the call, and the lease is released", async () => {
    const { leases, log } = createLeases();
    const acquire = () => Promise.reject(new Error("the connection broke"));
    const lock = lockWith({ acquire }, leases);
    await assert.rejects(lock("name", uncalled, { waitMs: 1_000 }), /the connection broke/);
    await settle();
    assert.equal(log.released, 1);
  });

  it("a lease that is taken after the caller has left is released", async () => {
    const { leases, owners, log } = createLeases();
    const { opened, open } = createGate();
    /** @type {Leases["acquire"]} */
    const acquire = async (...args) => {
      await opened;
      return leases.acquire(...args);
    };
    const controller = new AbortController();
    const options = { waitMs: 5_000, signal: controller.signal };
    const locked = lockWith({ acquire }, leases)("name", uncalled, options);
    controller.abort(new RangeError("of the caller"));
    await assert.rejects(locked, { name: "RangeError" });
    assert.equal(log.acquired, 0);
    open();
    await settle();
    assert.equal(log.acquired, 1);
    assert.equal(owners.size, 0);
  });

  it("a store that does not answer ends the call", async (t) => {
    const pass = stopClock(t);
    const lock = lockWith({ acquire: () => /** @type {Promise<boolean>} */ (NEVER) });
    const busy = assert.rejects(lock("name", uncalled, { waitMs: 100 }), BUSY);
    await pass(ATTEMPT_MS);
    await busy;
  });

  it("the lease of a dead holder of another process ends by itself", async (t) => {
    const pass = stopClock(t);
    const { leases, owners } = createLeases();
    owners.set("name", { owner: "dead", endsAt: performance.now() + LEASE_MS });
    const lock = lockWith({}, leases);
    const busy = assert.rejects(lock("name", uncalled, { waitMs: 100 }), BUSY);
    await pass(POLL_MS);
    await busy;
    const locked = lock("name", async () => "free", { waitMs: 5_000 });
    await pass(LEASE_MS - POLL_MS - STEP_MS);
    assert.equal(await stateOf(locked), "pending");
    await pass(STEP_MS + POLL_MS);
    assert.equal(await locked, "free");
  });

  it("many waiters of one process ask the store rarely", async (t) => {
    const pass = stopClock(t);
    const { leases, log } = createLeases();
    const lock = lockWith({}, leases);
    const { opened, open } = createGate();
    const holder = lock("name", () => opened, { waitMs: 0 });
    const waiters = Array.from({ length: 100 }, () =>
      lock("name", async () => {}, { waitMs: 10_000 }),
    );
    await pass(1_000);
    // Each alone would ask ten times a second.
    assert.ok(log.acquired < 250, `${log.acquired} commands`);
    open();
    await holder;
    await Promise.all(waiters);
  });

  it("a waiter is woken when the holder ends, before any time passes", async (t) => {
    stopClock(t);
    const lock = lockWith({});
    const callers = Array.from({ length: 20 }, (_, caller) => caller);
    /** @type {number[]} */
    const order = [];
    await Promise.all(
      callers.map((caller) => lock("name", async () => void order.push(caller), { waitMs: 5_000 })),
    );
    assert.deepEqual(order, callers);
  });

  it("a first waiter that does nothing more does not hold back the others", async (t) => {
    const pass = stopClock(t);
    const { leases } = createLeases();
    let attempts = 0;
    /** The second attempt is never answered. @type {Leases["acquire"]} */
    const acquire = (...args) => {
      attempts += 1;
      return attempts === 2 ? /** @type {Promise<boolean>} */ (NEVER) : leases.acquire(...args);
    };
    const lock = lockWith({ acquire }, leases);
    const { opened, open } = createGate();
    const holder = lock("name", () => opened, { waitMs: 0 });
    await settle();
    const first = lock("name", uncalled, { waitMs: 4_000 });
    const busy = assert.rejects(first, BUSY);
    await pass(POLL_MS);
    assert.equal(attempts, 2);
    const others = Array.from({ length: 20 }, () =>
      lock("name", async () => {}, { waitMs: 5_000 }),
    );
    open();
    await holder;
    // The next one polls, and wakes the others. The last one alone would poll after 750 ms.
    await pass(2 * POLL_MS);
    await Promise.all(others);
    await pass(ATTEMPT_MS);
    await busy;
  });
});
