// Rules: a lock makes other callers wait, for a limited time.
import { expect, expectEqual } from "./check-subject.js";
import { now, sleep } from "./timed-call.js";

const CALLERS = 24;
const CROWD = 200;
/** Longer than most leases. */
const LONG_MS = 17_000;
const LONG_WAIT = { waitMs: 60_000 };
const TRY = { waitMs: 0 };
/** At once, on a busy machine. */
const SOON_MS = 5_000;
/** The longest life of a lease whose process is dead. */
const LEASE_MS = 60_000;

/**
 * @typedef {import("./index.d.ts").Store} Store
 * @typedef {import("./check-subject.js").Subject} Subject
 */

/**
 * Takes a lock and holds it until `release` is called, or the check ends. `ended` settles as the call does.
 *
 * @param {Subject} subject
 * @param {number} caller
 * @param {string} name
 */
export async function holdLock(subject, caller, name) {
  let release = () => {};
  const released = new Promise((/** @type {(value: void) => void} */ resolve) => {
    release = resolve;
    subject.atEnd(resolve);
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
      ended = subject.client(caller).lock(name, work, LONG_WAIT);
      ended.catch(reject);
    },
  );
  return { signal, release, ended };
}

/** @param {() => Promise<unknown>} call @returns {Promise<any>} the error */
async function errorOf(call) {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

const lockName = () => `lock/${crypto.randomUUID()}`;

/**
 * Expects that a lock is refused, and that the work is not called.
 *
 * @param {Store} store
 * @param {string} name
 * @param {{ waitMs: number, signal?: AbortSignal }} options
 * @param {string} errorName
 * @returns {Promise<number>} the time
 */
async function expectRefused(store, name, options, errorName = "LockBusyError") {
  const startedAt = now();
  let called = false;
  const error = await errorOf(() =>
    store.lock(
      name,
      async () => {
        called = true;
      },
      options,
    ),
  );
  expect(!called, "the work of a second caller runs while the lock is held");
  const actual = error?.name ?? "no error";
  expect(
    actual === errorName,
    `a caller that gets no lock must reject with ${errorName}, not ${actual}`,
  );
  return now() - startedAt;
}

/** @param {Store} store @param {string} name @param {string} when */
async function expectFree(store, name, when) {
  const error = await errorOf(() => store.lock(name, async () => {}, TRY));
  expect(!error, `the lock must be free ${when}, and another caller gets ${error?.name}`);
}

/** @param {Subject} subject @param {number} count @param {() => Promise<unknown>} work */
async function lockConcurrently(subject, count, work) {
  const name = lockName();
  const calls = Array.from({ length: count }, (_, caller) =>
    subject.client(caller).lock(name, work, LONG_WAIT),
  );
  return Promise.all(calls);
}

/** @type {import("./check-subject.js").Rule[]} */
export const lockRules = [
  [
    `a lock of ${CALLERS} callers`,
    async (subject) => {
      let running = 0;
      let most = 0;
      await lockConcurrently(subject, CALLERS, async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
      });
      expect(most === 1, `${most} callers work under one lock at the same time`);
    },
  ],
  [
    `a lock of ${CROWD} callers`,
    async (subject) => {
      const served = await lockConcurrently(subject, CROWD, async () => "served");
      expect(
        served.every((each) => each === "served"),
        "a caller gets another result than its work's",
      );
    },
  ],
  [
    `${CROWD} locks at once`,
    async (subject) => {
      const names = Array.from({ length: CROWD }, lockName);
      const startedAt = now();
      const work = () => sleep(100);
      await Promise.all(
        names.map((name, caller) => subject.client(caller).lock(name, work, LONG_WAIT)),
      );
      const tookMs = Math.round(now() - startedAt);
      expect(
        tookMs < 10_000,
        `${CROWD} different locks, held for 100 ms at the same time, take ${tookMs} ms`,
      );
    },
  ],
  [
    "the result of a lock",
    async (subject) => {
      const store = subject.client(0);
      const name = lockName();
      const result = await store.lock(name, async () => ({ value: 1 }), TRY);
      expectEqual(result, { value: 1 }, "the result");
      const fail = async () => {
        throw new RangeError("an error of the work");
      };
      for (const options of [TRY, LONG_WAIT]) {
        const error = await errorOf(() => store.lock(name, fail, options));
        const same = error?.name === "RangeError" && error.message === "an error of the work";
        expect(same, `the work's error is replaced by ${error?.name}: ${error?.message}`);
      }
      await expectFree(subject.client(1), name, "after its work failed");
    },
  ],
  [
    "locks of other names",
    async (subject) => {
      const inner = () => subject.client(1).lock(lockName(), async () => "inner", TRY);
      expectEqual(
        await subject.client(0).lock(lockName(), inner, TRY),
        "inner",
        "the result of an inner lock",
      );
    },
  ],
  [
    "a lock that is held",
    async (subject) => {
      const name = lockName();
      const holder = await holdLock(subject, 0, name);
      for (let client = 0; client < Math.max(2, subject.clientCount); client += 1) {
        const store = subject.client(client);
        const triedMs = await expectRefused(store, name, TRY);
        expect(triedMs < SOON_MS, `a call with waitMs 0 ends after ${Math.round(triedMs)} ms`);
        const waitedMs = Math.round(await expectRefused(store, name, { waitMs: 700 }));
        expect(waitedMs >= 690, `a call with waitMs 700 gives up after ${waitedMs} ms`);
        expect(waitedMs < SOON_MS, `a call with waitMs 700 gives up after ${waitedMs} ms`);
      }
      holder.release();
      expectEqual(await holder.ended, "the result", "the holder's result");
      expect(!holder.signal.aborted, "the holder's signal aborts although the lease is not lost");
      await expectFree(subject.client(1), name, "after its holder ended");
    },
  ],
  [
    "the end of waiting",
    async (subject) => {
      const name = lockName();
      const holder = await holdLock(subject, 0, name);
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 200);
      const aborted = { waitMs: 60_000, signal: AbortSignal.abort() };
      const soon = { waitMs: 60_000, signal: controller.signal };
      for (const options of [aborted, soon]) {
        const waitedMs = await expectRefused(subject.client(1), name, options, "AbortError");
        expect(waitedMs < SOON_MS, `an aborted call waits ${Math.round(waitedMs)} ms`);
      }
      holder.release();
      await holder.ended;
      await sleep(50);
      await subject.client(0).lock(name, async () => {}, LONG_WAIT);
    },
  ],
  [
    "the caller's signal",
    async (subject) => {
      const controller = new AbortController();
      const work = async (/** @type {AbortSignal} */ lost) => {
        controller.abort();
        await sleep(300);
        return lost.aborted;
      };
      const options = { ...TRY, signal: controller.signal };
      const ended = await subject.client(0).lock(lockName(), work, options);
      expectEqual(ended, false, "the signal of running work, after the caller's signal aborted,");
    },
  ],
  [
    "the renewal of a lock",
    async (subject) => {
      const name = lockName();
      const holder = await holdLock(subject, 0, name);
      const startedAt = now();
      for (let caller = 0; now() - startedAt < LONG_MS; caller += 1) {
        await expectRefused(subject.client(caller), name, TRY);
        await sleep(250);
      }
      expect(
        !holder.signal.aborted,
        `the lease is lost within ${LONG_MS} ms although its work runs`,
      );
      holder.release();
      expectEqual(await holder.ended, "the result", "the holder's result");
    },
  ],
];

/**
 * @param {(name: string) => Promise<void>} abandonLock
 * @returns {import("./check-subject.js").Rule[]}
 */
export const abandonedLockRules = (abandonLock) => [
  [
    "the lock of a dead process",
    async (subject) => {
      const name = lockName();
      await abandonLock(name);
      const startedAt = now();
      const wait = { waitMs: LEASE_MS };
      const error = await errorOf(() => subject.client(0).lock(name, async () => {}, wait));
      const waitedMs = Math.round(now() - startedAt);
      expect(!error, `it is held ${waitedMs} ms after its process died (${error?.name})`);
    },
  ],
];
