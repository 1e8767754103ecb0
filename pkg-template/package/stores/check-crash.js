// The rule of a crash: what was confirmed is there, and a lock that was lost says so.
import { holdLock } from "./check-locks.js";
import { expect, expectEqual, show } from "./check-subject.js";
import { now, sleep } from "./timed-call.js";

const LANES = 8;
const MIN_WRITES = 40;
const LONGEST_MS = 10_000;
const LOST_MS = 30_000;

/** @typedef {{ before: string | null, after: string | null, confirmed: boolean }} Write */

/**
 * Writes until `crash` is called, and compares the values afterwards.
 *
 * @param {import("./check-subject.js").Subject} subject
 * @param {() => Promise<import("./index.d.ts").Store>} crash
 */
export async function checkCrash(subject, crash) {
  const prefix = subject.prefix();
  /** The last write of each key. @type {Map<string, Write>} */
  const writes = new Map();
  let crashing = false;
  let count = 0;

  /** @param {number} lane */
  async function writeAll(lane) {
    const store = subject.client(lane);
    for (let n = 0; !crashing; n += 1) {
      // A store in memory would let no timer run.
      await sleep(0);
      const key = `${prefix}${lane}-${n % 10}`;
      const before = writes.get(key)?.after ?? null;
      const after = n % 9 === 8 ? null : `${lane} ${n}`;
      const write = { before, after, confirmed: false };
      writes.set(key, write);
      try {
        if (after === null) await store.delete(key);
        else if (n % 2) await store.put(key, after);
        else await store.compareAndSet(key, before, after);
      } catch (error) {
        if (!crashing) throw error;
        return;
      }
      write.confirmed = true;
      count += 1;
    }
  }

  const lockName = `lock/${crypto.randomUUID()}`;
  const holder = await holdLock(subject, 0, lockName);
  holder.ended.catch(() => {});
  const lanes = Array.from({ length: LANES }, (_, lane) => writeAll(lane));
  const allWritten = Promise.all(lanes);
  const startedAt = now();
  let store;
  try {
    while (count < MIN_WRITES && now() - startedAt < LONGEST_MS) {
      await Promise.race([allWritten, sleep(20)]);
    }
    crashing = true;
    store = await crash();
  } finally {
    // A lane may fail before the crash. The others end too.
    crashing = true;
    await Promise.allSettled(lanes);
  }
  await allWritten;
  subject.reopen(store);
  await checkWrites(subject, prefix, writes);
  await checkLostLock(subject, lockName, holder);
}

/**
 * @param {import("./check-subject.js").Subject} subject
 * @param {string} prefix
 * @param {Map<string, Write>} writes
 */
async function checkWrites(subject, prefix, writes) {
  const store = subject.client(0);
  const keys = [...writes.keys()];
  const values = await store.getMany(keys);
  let lost = 0;
  for (const [index, { before, after, confirmed }] of [...writes.values()].entries()) {
    const value = values[index] ?? null;
    const isKnown = value === after || (value === before && !confirmed);
    // A write of which nothing is left is counted below.
    const isWhole = isKnown || value === null || value === before;
    if (subject.durability === "full") {
      expect(isWhole, `the store has a value that is not the last one written: ${show(value)}`);
    }
    if (!isKnown) lost += 1;
  }
  if (subject.durability === "full") {
    expect(
      lost === 0,
      `${lost} of ${keys.length} confirmed writes are lost, and its durability is "full"`,
    );
  }
  const present = keys.filter((_, index) => values[index] !== null).sort();
  expectEqual(await store.keys(prefix), present, "the keys after the crash");
}

/**
 * A second caller may get the lock only if the first one's lease was lost, and then the signal aborts.
 *
 * @param {import("./check-subject.js").Subject} subject
 * @param {string} name
 * @param {Awaited<ReturnType<typeof holdLock>>} holder
 */
async function checkLostLock(subject, name, holder) {
  const second = holdLock(subject, 0, name);
  const taken = await Promise.race([second.then(() => true), sleep(LOST_MS / 2).then(() => false)]);
  if (taken) {
    const deadline = now() + LOST_MS;
    while (!holder.signal.aborted && now() < deadline) await sleep(50);
    expect(
      holder.signal.aborted,
      "a second caller has the lock, and the first one's signal did not abort",
    );
  }
  holder.release();
  (await second).release();
}
