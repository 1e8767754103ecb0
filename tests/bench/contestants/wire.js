// How the hand-written clients talk to the server: one token for all, reads that are tried again,
// writes that are not, and an end to everything.
import { ApiError, lost, refusal } from "./errors.js";

/**
 * @typedef {import("./types.js").Options} Options
 * @typedef {import("./types.js").CallOptions} CallOptions
 */

const ONE_DAY = 24 * 3_600_000;
const LONGEST_WAIT_MS = 60_000;

/** @param {Options} options */
export function wireOf(options) {
  const { credentials, timeoutMs = 30_000, maxRetries = 2 } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const send =
    options.fetch ??
    ((/** @type {string} */ url, /** @type {RequestInit} */ init) => fetch(url, init));
  /** @type {{ value: Promise<string>, until: number } | undefined} */
  let token;

  /** @param {string} path @param {RequestInit} init @param {AbortSignal} signal */
  async function exchange(path, init, signal) {
    /** @type {Response} */
    let response;
    try {
      const sent = { ...init, signal, redirect: /** @type {const} */ ("manual") };
      response = await send(baseUrl + path, sent);
    } catch (cause) {
      throw lost(cause);
    }
    if (!response.ok) throw await refusal(response);
    try {
      return await response.text();
    } catch (cause) {
      throw lost(cause);
    }
  }

  /** One request for all who need it. @param {AbortSignal} signal */
  function accessToken(signal) {
    if (token && Date.now() < token.until) return token.value;
    const body = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
    const headers = { accept: "application/json" };
    const value = exchange("/customer/v2/token", { method: "POST", headers, body }, signal)
      .then((text) => {
        const { access_token, expires_in } = JSON.parse(text).data;
        if (token) token.until = Date.now() + Math.min(expires_in * 1000, ONE_DAY) - 60_000;
        return access_token;
      })
      .catch((error) => {
        token = undefined;
        throw error;
      });
    token = { value, until: Number.POSITIVE_INFINITY };
    return value;
  }

  /** @param {string} path @param {RequestInit} init @param {AbortSignal} signal */
  async function authorized(path, init, signal) {
    for (let renewed = false; ; renewed = true) {
      const headers = new Headers(init.headers);
      headers.set("accept", "application/json");
      if (credentials) headers.set("authorization", `Bearer ${await accessToken(signal)}`);
      try {
        return await exchange(path, { ...init, headers }, signal);
      } catch (error) {
        const expired = error instanceof ApiError && error.status === 401 && credentials;
        if (!expired || renewed) throw error;
        token = undefined;
      }
    }
  }

  /**
   * Ends the work when its time is over, or when its caller says so. Not `AbortSignal.timeout`: its
   * timers outlive the calls, and workerd allows ten thousand of them.
   *
   * @template T
   * @param {CallOptions | undefined} call
   * @param {(signal: AbortSignal) => Promise<T>} work
   */
  async function within(call, work) {
    const time = new AbortController();
    const end = () => time.abort(new DOMException("the time is over", "TimeoutError"));
    const timer = setTimeout(end, call?.timeoutMs ?? timeoutMs);
    try {
      return await work(call?.signal ? AbortSignal.any([call.signal, time.signal]) : time.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {string} text @returns {unknown} */
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new ApiError("decode", "the answer is not JSON", { cause });
    }
  };

  /**
   * @template T
   * @param {(body: unknown) => T} decode
   * @param {string} text
   */
  const decoded = (decode, text) => {
    const body = parsed(text);
    try {
      return decode(body);
    } catch (cause) {
      throw new ApiError("decode", String(cause), { cause });
    }
  };

  /**
   * A read, tried again where that may help.
   *
   * @template T
   * @param {string} path
   * @param {(body: unknown) => T} decode
   * @param {AbortSignal} signal
   */
  async function read(path, decode, signal) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return decoded(decode, await authorized(path, { cache: "no-store" }, signal));
      } catch (error) {
        const { kind, retryAfterMs = 0 } = /** @type {ApiError} */ (error);
        const transient = kind === "network" || kind === "server" || kind === "rate_limited";
        if (!transient || attempt >= maxRetries || retryAfterMs > LONGEST_WAIT_MS) throw error;
        const backoff = 500 * 2 ** attempt * (0.5 + Math.random() / 2);
        await wait(Math.max(backoff, retryAfterMs), signal);
      }
    }
  }

  /** @param {number} ms @param {AbortSignal} signal */
  const wait = (ms, signal) =>
    new Promise((resolve, reject) => {
      const end = () => reject(lost(signal.reason));
      if (signal.aborted) return end();
      signal.addEventListener("abort", end, { once: true });
      setTimeout(() => {
        signal.removeEventListener("abort", end);
        resolve(undefined);
      }, ms);
    });

  /**
   * A write leaves once. An answer that was lost says nothing about what happened; one that was
   * made is never lost to a detail.
   *
   * @template T
   * @param {string} path
   * @param {RequestInit} init
   * @param {(body: unknown) => T} decode
   * @param {AbortSignal} signal
   * @returns {Promise<any>}
   */
  async function write(path, init, decode, signal) {
    /** @type {any} */
    let body;
    let text = "";
    try {
      text = await authorized(path, { method: "POST", ...init }, signal);
      body = parsed(text);
    } catch (error) {
      const { kind } = /** @type {ApiError} */ (error);
      if (!["network", "timeout", "aborted", "server", "decode"].includes(kind)) throw error;
      throw new ApiError("outcome_unknown", "look at the orders before repeating this", {
        cause: error,
      });
    }
    try {
      return { ...decode(body), issues: [], raw: null };
    } catch (error) {
      const issues = [{ path: "data", message: String(error) }];
      return { ...(body?.data ?? body), issues, raw: JSON.parse(text) };
    }
  }

  return { read, write, within };
}
