// Locks for a store that can keep leases. A lease has a name, an owner and an end. The holder renews it.
import { checkLock } from "./arguments.js";
import { LockBusyError } from "./errors.js";
import { msUntil, now } from "./timed-call.js";

/** The life of a lease without a renewal. Waiters wait as long for a holder whose process has ended. */
export const LEASE_MS = 10_000;
/** The time between two attempts of the first waiter. */
const POLL_MS = 100;
/** Later waiters of the same process poll up to this many times less often. */
const MAX_POLL_FACTOR = 10;
/** The longest time that an attempt takes. The caller may wait less. */
const ATTEMPT_TIMEOUT_MS = 5_000;
/** The longest time that a result waits for the release of its lock. */
const RELEASE_TIMEOUT_MS = 1_000;

/**
 * @typedef {import("./parts.d.ts").Leases} Leases
 *
 * @typedef {object} Waiter
 * @property {number} deadline
 * @property {boolean} woken A holder has ended since the waiter's last attempt.
 * @property {() => void} wake Ends the current waiting.
 *
 * @typedef {import("./index.d.ts").Store["lock"]} Lock
 */

/** @param {number} ms @returns {{ promise: Promise<"timeout">, clear: () => void }} */
function startTimer(ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<"timeout">} */
  const promise = new Promise((resolve) => {
    timer = setTimeout(() => resolve("timeout"), ms);
  });
  return { promise, clear: () => clearTimeout(timer) };
}

/** @param {AbortSignal | undefined} signal @returns {{ promise: Promise<"aborted">, clear: () => void }} */
function listenToAbort(signal) {
  let clear = () => {};
  /** @type {Promise<"aborted">} */
  const promise = new Promise((resolve) => {
    const onAbort = () => resolve("aborted");
    signal?.addEventListener("abort", onAbort);
    clear = () => signal?.removeEventListener("abort", onAbort);
  });
  return { promise, clear };
}

/**
 * @param {Leases} leases
 * @param {{ leaseMs?: number }} [options]
 * @returns {Lock}
 */
export function createLeaseLock(leases, { leaseMs = LEASE_MS } = {}) {
  /** The waiters of this process, by the lock's name. @type {Map<string, Waiter[]>} */
  const queues = new Map();
  /** The holders of this process that may still run, by the lock's name. @type {Map<string, string>} */
  const holders = new Map();

  /** @param {string} name @param {Waiter[]} waiters */
  function setQueue(name, waiters) {
    // A waiter whose request was cancelled never leaves by itself.
    const waiting = waiters.filter(({ deadline }) => deadline >= now());
    if (waiting.length > 0) queues.set(name, waiting);
    else queues.delete(name);
  }

  /** @param {string} name */
  const queueOf = (name) => queues.get(name) ?? [];

  /** Wakes the first waiter that was not woken yet: the ones before it may be dead. @param {string} name */
  function wakeNext(name) {
    setQueue(name, queueOf(name));
    const next = queueOf(name).find(({ woken }) => !woken);
    if (!next) return;
    next.woken = true;
    next.wake();
  }

  /**
   * Waits for the end of the holder in this process, and for the next poll. Each waiter has a timer of its
   * own, because the other waiters and the holder may be dead.
   *
   * @param {string} name
   * @param {Waiter} waiter
   * @param {AbortSignal | undefined} signal
   */
  async function waitForTurn(name, waiter, signal) {
    const woken = new Promise((/** @type {(value: void) => void} */ resolve) => {
      waiter.wake = resolve;
    });
    const place = queueOf(name).indexOf(waiter);
    const delay = POLL_MS * Math.min(1 + place, MAX_POLL_FACTOR) * (0.75 + Math.random() / 2);
    const poll = startTimer(Math.min(delay, msUntil(waiter.deadline)));
    const abort = listenToAbort(signal);
    try {
      if (!waiter.woken) await Promise.race([woken, poll.promise, abort.promise]);
    } finally {
      waiter.woken = false;
      poll.clear();
      abort.clear();
    }
  }

  /**
   * Releases a lease. Ignores errors, because the lease ends by itself.
   *
   * @param {string} name
   * @param {string} owner
   * @returns {Promise<unknown> | undefined} undefined if the lease was released at once, as in memory
   */
  function release(name, owner) {
    try {
      const released = leases.release(name, owner);
      return released === undefined ? undefined : Promise.resolve(released).catch(() => {});
    } catch {
      return undefined;
    }
  }

  /** @param {string} name @param {string} owner */
  function take(name, owner) {
    try {
      return leases.acquire(name, owner, leaseMs);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * @param {string} name
   * @param {AbortSignal | undefined} signal
   * @returns {Promise<{ owner: string, startedAt: number } | null>} null if the lease was not taken
   */
  async function attempt(name, signal) {
    // A new owner each time, because an attempt that timed out is undone later.
    const owner = crypto.randomUUID();
    const startedAt = now();
    const answered = take(name, owner);
    // Leases in memory answer at once, and need no timers.
    if (typeof answered === "boolean") return answered ? { owner, startedAt } : null;
    const command = Promise.resolve(answered);
    const timeout = startTimer(ATTEMPT_TIMEOUT_MS);
    const abort = listenToAbort(signal);
    const undo = () => release(name, owner);
    try {
      const answer = await Promise.race([command, timeout.promise, abort.promise]);
      if (answer === true && !signal?.aborted) return { owner, startedAt };
      // The command may still take the lease.
      if (answer !== false) void command.then(undo, undo);
      return null;
    } catch (error) {
      void undo();
      throw error;
    } finally {
      timeout.clear();
      abort.clear();
    }
  }

  /**
   * @param {string} name
   * @param {import("./index.d.ts").LockOptions} options
   * @returns {Promise<{ owner: string, startedAt: number }>} `startedAt`: when the lease began, or earlier
   */
  async function acquire(name, { waitMs, signal }) {
    // Others of this process hold the lock or wait for it, so a first attempt would most likely fail.
    const crowded = waitMs > 0 && (holders.has(name) || queueOf(name).length > 0);
    /** @type {Waiter} */
    const waiter = { deadline: now() + waitMs, woken: false, wake() {} };
    setQueue(name, [...queueOf(name), waiter]);
    try {
      signal?.throwIfAborted();
      if (crowded) await waitForTurn(name, waiter, signal);
      for (;;) {
        signal?.throwIfAborted();
        const lease = await attempt(name, signal);
        if (lease) return lease;
        signal?.throwIfAborted();
        if (now() >= waiter.deadline) throw new LockBusyError(name);
        await waitForTurn(name, waiter, signal);
      }
    } finally {
      setQueue(
        name,
        queueOf(name).filter((each) => each !== waiter),
      );
    }
  }

  /**
   * Renews the lease until `stop` is called.
   *
   * @param {string} name
   * @param {string} owner
   * @param {number} startedAt when the lease began, or earlier
   */
  function keepLease(name, owner, startedAt) {
    const controller = new AbortController();
    let stopped = false;
    function lose() {
      if (stopped) return;
      stop();
      controller.abort(new Error(`the lock "${name}" was lost before its work ended`));
    }
    let end = setTimeout(lose, msUntil(startedAt + leaseMs));
    async function renew() {
      const renewedAt = now();
      try {
        if (!(await leases.renew(name, owner, leaseMs))) return lose();
      } catch {
        // The next renewal may succeed. Else the lease ends.
        return;
      }
      if (stopped) return;
      clearTimeout(end);
      end = setTimeout(lose, msUntil(renewedAt + leaseMs));
    }
    const renewals = setInterval(renew, leaseMs / 3);
    function stop() {
      stopped = true;
      clearTimeout(end);
      clearInterval(renewals);
    }
    return { signal: controller.signal, stop };
  }

  return async (name, work, options) => {
    checkLock(name, work, options);
    const { owner, startedAt } = await acquire(name, options);
    holders.set(name, owner);
    const lease = keepLease(name, owner, startedAt);
    try {
      return await work(lease.signal);
    } finally {
      lease.stop();
      const released = release(name, owner);
      if (released) {
        const timeout = startTimer(RELEASE_TIMEOUT_MS);
        await Promise.race([released, timeout.promise]);
        timeout.clear();
      }
      if (holders.get(name) === owner) holders.delete(name);
      wakeNext(name);
    }
  };
}
