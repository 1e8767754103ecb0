// The deadline of a call: its timeout and the caller's signal.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.
import { pressoneError } from "./error.js";

/**
 * The deadline of one call. Requests get a signal of the deadline, because listeners would pile up on a
 * caller's signal that serves many calls.
 */
class Deadline {
  /** The error that ended the call. @type {Error | undefined} */
  failure;
  #startedAt = Date.now();
  /** The same on a clock that cannot be set. It may stop while the device sleeps. */
  #begunAt = performance.now();
  #timeoutMs;
  #callerSignal;
  /** @type {(() => void) | undefined} */
  #onAbort;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {AbortController | undefined} */
  #controller;
  /** Rejects the promise that the call waits for. @type {((failure: Error) => void) | undefined} */
  #reject;

  /** @param {number} timeoutMs @param {AbortSignal | null | undefined} callerSignal */
  constructor(timeoutMs, callerSignal) {
    this.#timeoutMs = timeoutMs;
    this.#callerSignal = callerSignal;
    if (!callerSignal) return;
    // The signal can be of another realm, so its class says nothing.
    if (typeof callerSignal.aborted !== "boolean") throw callerSignal;
    if (typeof callerSignal.removeEventListener !== "function") throw callerSignal;
    this.#onAbort = () => {
      this.#end("aborted", "the caller's signal ended the call", callerSignal.reason);
    };
    callerSignal.addEventListener("abort", this.#onAbort);
    if (callerSignal.aborted) this.#onAbort();
  }

  /** @param {string} kind @param {string} message @param {unknown} [cause] */
  #end(kind, message, cause) {
    this.failure ??= pressoneError({ kind, message }, cause);
    this.#reject?.(this.failure);
    this.#controller?.abort();
  }

  /** The signal of the requests. Made for the first request: a cached answer needs none. */
  get signal() {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** Returns the time left, in ms. */
  remaining() {
    const passed = Math.max(Date.now() - this.#startedAt, performance.now() - this.#begunAt);
    return this.#timeoutMs - passed;
  }

  /**
   * Settles like `outcome`, or rejects when the call ends. A call waits for one promise at a time.
   *
   * @template T
   * @param {T | PromiseLike<T>} outcome
   * @returns {Promise<T>}
   */
  race(outcome) {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.failure) reject(this.failure);
      this.#timer ??= setTimeout(
        () => this.#end("timeout", `the call took longer than ${this.#timeoutMs} ms`),
        // After a stall the time is over, and a negative delay makes Node print a warning.
        Math.max(0, this.remaining()),
      );
      Promise.resolve(outcome).then(resolve, reject);
    });
  }

  /**
   * Settles like `outcome`, or resolves to undefined after a time. Rejects when the call ends.
   *
   * @param {Promise<unknown> | undefined} outcome
   * @param {number} waitMs
   */
  raceFor(outcome, waitMs) {
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const first = new Promise((resolve, reject) => {
      timer = setTimeout(resolve, waitMs);
      outcome?.then(resolve, reject);
    });
    return this.race(first).finally(() => clearTimeout(timer));
  }

  /**
   * Waits. Rejects when the call ends.
   *
   * @param {number} delayMs
   */
  sleep(delayMs) {
    return this.raceFor(undefined, delayMs);
  }

  /**
   * Calls a function of the caller and waits for its result.
   *
   * @param {(argument?: unknown) => unknown} callback
   * @param {unknown} argument
   */
  async callBack(callback, argument) {
    return this.race(argument === undefined ? callback() : callback(argument));
  }

  /**
   * Starts another deadline with the same caller's signal.
   *
   * @param {number} timeoutMs
   */
  extended(timeoutMs) {
    return startDeadline(timeoutMs, this.#callerSignal);
  }

  /** Stops the timer and the listener. */
  close() {
    clearTimeout(this.#timer);
    try {
      if (this.#onAbort) this.#callerSignal?.removeEventListener("abort", this.#onAbort);
    } catch {
      // The call is over. A broken signal changes nothing.
    }
  }
}

/**
 * Starts the deadline of a call.
 *
 * @param {number} timeoutMs
 * @param {AbortSignal | null | undefined} signal
 * @returns {Deadline | undefined} undefined if `signal` is no signal
 */
export function startDeadline(timeoutMs, signal) {
  try {
    return new Deadline(timeoutMs, signal);
  } catch {
    return undefined;
  }
}
