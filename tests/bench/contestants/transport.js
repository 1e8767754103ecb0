// The requests of the hand-written clients: a shared token, retried reads, writes that are sent once,
// and a timeout for each call.
import { ApiError, connectionError, responseError } from "./errors.js";

/**
 * @typedef {import("./types.js").Options} Options
 * @typedef {import("./types.js").CallOptions} CallOptions
 */

const ONE_DAY_MS = 24 * 3_600_000;
const MAX_RETRY_AFTER_MS = 60_000;

/** @param {Options} options */
export function createTransport(options) {
  const { credentials, timeoutMs = 30_000, maxRetries = 2 } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const send =
    options.fetch ??
    ((/** @type {string} */ url, /** @type {RequestInit} */ init) => fetch(url, init));
  /** @type {{ value: Promise<string>, until: number } | undefined} */
  let token;

  /** @param {string} path @param {RequestInit} init @param {AbortSignal} signal */
  async function fetchText(path, init, signal) {
    /** @type {Response} */
    let response;
    try {
      const all = { ...init, signal, redirect: /** @type {const} */ ("manual") };
      response = await send(baseUrl + path, all);
    } catch (cause) {
      throw connectionError(cause);
    }
    if (!response.ok) throw await responseError(response);
    try {
      return await response.text();
    } catch (cause) {
      throw connectionError(cause);
    }
  }

  /** The token. Concurrent calls share one request. @param {AbortSignal} signal */
  function accessToken(signal) {
    if (token && Date.now() < token.until) return token.value;
    const body = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
    const headers = { accept: "application/json" };
    const value = fetchText("/customer/v2/token", { method: "POST", headers, body }, signal)
      .then((text) => {
        const { access_token, expires_in } = JSON.parse(text).data;
        if (token) token.until = Date.now() + Math.min(expires_in * 1000, ONE_DAY_MS) - 60_000;
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
  async function fetchAuthorized(path, init, signal) {
    for (let renewed = false; ; renewed = true) {
      const headers = new Headers(init.headers);
      headers.set("accept", "application/json");
      if (credentials) headers.set("authorization", `Bearer ${await accessToken(signal)}`);
      try {
        return await fetchText(path, { ...init, headers }, signal);
      } catch (error) {
        const expired = error instanceof ApiError && error.status === 401 && credentials;
        if (!expired || renewed) throw error;
        token = undefined;
      }
    }
  }

  /**
   * Aborts the work after its timeout, or with the caller's signal. Not `AbortSignal.timeout`, because
   * its timers outlive the calls, and workerd allows only ten thousand of them.
   *
   * @template T
   * @param {CallOptions | undefined} call
   * @param {(signal: AbortSignal) => Promise<T>} work
   */
  async function withTimeout(call, work) {
    const controller = new AbortController();
    const end = () => controller.abort(new DOMException("the call timed out", "TimeoutError"));
    const timer = setTimeout(end, call?.timeoutMs ?? timeoutMs);
    try {
      const { signal } = controller;
      return await work(call?.signal ? AbortSignal.any([call.signal, signal]) : signal);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {string} text @returns {unknown} */
  const parseJson = (text) => {
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
  const decodeText = (decode, text) => {
    const body = parseJson(text);
    try {
      return decode(body);
    } catch (cause) {
      throw new ApiError("decode", String(cause), { cause });
    }
  };

  /**
   * Sends a read, and retries it after a transient error.
   *
   * @template T
   * @param {string} path
   * @param {(body: unknown) => T} decode
   * @param {AbortSignal} signal
   */
  async function read(path, decode, signal) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return decodeText(decode, await fetchAuthorized(path, { cache: "no-store" }, signal));
      } catch (error) {
        const { kind, retryAfterMs = 0 } = /** @type {ApiError} */ (error);
        const transient = kind === "network" || kind === "server" || kind === "rate_limited";
        if (!transient || attempt >= maxRetries || retryAfterMs > MAX_RETRY_AFTER_MS) throw error;
        const backoff = 500 * 2 ** attempt * (0.5 + Math.random() / 2);
        await sleep(Math.max(backoff, retryAfterMs), signal);
      }
    }
  }

  /** @param {number} ms @param {AbortSignal} signal */
  const sleep = (ms, signal) =>
    new Promise((resolve, reject) => {
      const end = () => reject(connectionError(signal.reason));
      if (signal.aborted) return end();
      signal.addEventListener("abort", end, { once: true });
      setTimeout(() => {
        signal.removeEventListener("abort", end);
        resolve(undefined);
      }, ms);
    });

  /**
   * Sends a write once. Without an answer its outcome is unknown. An answer that does not fit is still
   * returned, with `issues`.
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
      text = await fetchAuthorized(path, { method: "POST", ...init }, signal);
      body = parseJson(text);
    } catch (error) {
      const { kind } = /** @type {ApiError} */ (error);
      if (!["network", "timeout", "aborted", "server", "decode"].includes(kind)) throw error;
      throw new ApiError("outcome_unknown", "look at the orders before you repeat this", {
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

  return { read, write, withTimeout };
}
