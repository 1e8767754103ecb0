// The state that the calls of one page client share, and what each call has.
//
// The module calls `openShell` with `catch`. The other functions may not throw synchronously.
import { startDeadline } from "../wasm/deadline.js";
import { pressoneError } from "../wasm/error.js";
import { callListener } from "../wasm/events.js";
import { gatewayBase } from "./base-url.js";
import { openStore } from "./history-store.js";

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * @typedef {object} Options The checked options of a client.
 * @property {string} baseUrl
 * @property {string | (() => unknown) | null} [token]
 * @property {Record<string, string>} [headers]
 * @property {RequestCredentials} [credentials]
 * @property {import("./history-store.js").Storage | null} [storage]
 * @property {string | null} [partition]
 * @property {import("../wasm/transport.js").Fetch | null} [fetch]
 * @property {number | null} [timeoutMs]
 * @property {number | null} [maxRetries]
 * @property {((event: unknown) => void) | null} [onEvent]
 *
 * @typedef {{ timeoutMs?: number | null, signal?: AbortSignal | null }} CallOptions Checked, too.
 * @typedef {import("../wasm/transport.js").JsDeadline} Deadline
 * @typedef {import("./history.js").Flight} Flight
 * @typedef {ReturnType<typeof openShell>} Shell
 * @typedef {{ free: () => void, flight?: Promise<unknown> }} Work Work of the module for one call.
 */

/**
 * Makes the state of a client. Throws an error of its options.
 *
 * @param {Options} options
 */
export function openShell(options) {
  const baseUrl = gatewayBase(options.baseUrl, options.token != null);
  return {
    options: { ...options, baseUrl },
    store: openStore(options.storage),
    /** True if the gateway's host wants a slash at the end of paths. */
    slash: false,
    /** The prefix of the account's keys, if no function returns the token. @type {string | undefined} */
    account: undefined,
    /** The requests of histories in flight. @type {Map<string, Flight>} */
    flights: new Map(),
  };
}

/** Passes an event to the caller's listener. @param {Shell} shell @param {object} event */
export function emit({ options: { onEvent } }, event) {
  if (onEvent) callListener(onEvent, event);
}

/** Starts a deadline without a caller's signal. @param {Shell} shell */
export const detachedDeadline = ({ options }) =>
  /** @type {Deadline} */ (startDeadline(options.timeoutMs ?? DEFAULT_TIMEOUT_MS, undefined));

/** Makes the error of a caller's signal that is none. */
export function badSignal() {
  const message = "options.signal must be an AbortSignal";
  return pressoneError({ kind: "invalid_argument", message, path: "options.signal" });
}

/**
 * Runs a call with a deadline of its own, in a later microtask. Frees its work when nothing uses it.
 *
 * @template T
 * @param {Shell} shell
 * @param {CallOptions | undefined} callOptions
 * @param {Work | undefined} work
 * @param {(deadline: Deadline) => Promise<T>} run
 */
export async function inTime(shell, callOptions, work, run) {
  const timeoutMs = callOptions?.timeoutMs ?? shell.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const deadline = startDeadline(timeoutMs, callOptions?.signal);
  try {
    await undefined;
    if (!deadline) throw badSignal();
    return await run(deadline);
  } finally {
    deadline?.close();
    const free = () => {
      try {
        work?.free();
      } catch {
        // An exception of the platform left the work unfinished. The caller gets that exception.
      }
    };
    if (work?.flight) work.flight.then(free, free);
    else free();
  }
}

/** Throws the error that ended the call, if it was ended. @param {Deadline} deadline */
export function check({ failure }) {
  if (failure) throw failure;
}
