// The requests of a page client: the token, one attempt, and the attempts of a read.
import { isPressOneError, pressoneError } from "../wasm/error.js";
import { fetchText } from "../wasm/transport.js";
import { failureOf } from "./failure.js";
import { gatewayRequest } from "./request.js";
import { check, emit } from "./shell.js";

/**
 * @typedef {import("./shell.js").Shell} Shell
 * @typedef {import("./shell.js").Deadline} Deadline
 * @typedef {{ endpoint: string, path: string, query?: string, reference?: string, body?: string }} Sent
 */

/** The longest answer of a gateway, in bytes. */
const MAX_ANSWER_BYTES = 1 << 20;
const DEFAULT_MAX_RETRIES = 2;
/** The delay before the first retry. Each further one is twice as long. */
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;
/** The longest `Retry-After` that is waited for. A longer one is left to the caller. */
const MAX_RETRY_AFTER_MS = 60_000;

/**
 * Returns the token of a request; undefined if the client has none.
 *
 * @param {Shell} shell
 * @param {Deadline} deadline
 */
export async function tokenOf({ options: { token } }, deadline) {
  if (typeof token !== "function") return token ?? undefined;
  const fail = (/** @type {string} */ problem, /** @type {unknown} */ cause = undefined) => {
    const path = "options.token()";
    const message = `${path} ${problem}`;
    return pressoneError({ kind: "authentication", message, path }, cause);
  };
  let given;
  try {
    given = await deadline.callBack(token, undefined);
  } catch (thrown) {
    throw isPressOneError(thrown) ? thrown : fail("returned no token", thrown);
  }
  if (typeof given !== "string" || !given) throw fail("is empty");
  // The platform would check it, too, but its message would quote the token.
  if (/[^!-~]/.test(given)) {
    const problem = "contains characters that cannot be sent; only visible ASCII characters can";
    throw fail(problem);
  }
  return given;
}

/**
 * Sends a request once. Returns its answer, whatever the status.
 *
 * @param {Shell} shell
 * @param {Deadline} deadline
 * @param {Sent} request
 * @param {string | undefined} token
 * @param {boolean} slash
 * @param {number} attempt
 */
export async function send(shell, deadline, request, token, slash, attempt) {
  const { options } = shell;
  const { endpoint, path, query, reference, body } = request;
  check(deadline);
  const method = body ? "POST" : "GET";
  const startedAt = Date.now();
  emit(shell, { type: "request", endpoint, method, attempt });
  const timed = () => ({ durationMs: Math.max(Date.now() - startedAt, 0) });
  try {
    const url = `${options.baseUrl}${path}${slash ? "/" : ""}${query ? `?${query}` : ""}`;
    const built = build(options, url, deadline, token, reference, body);
    const answer = await fetchText(deadline, options.fetch, built, MAX_ANSWER_BYTES);
    emit(shell, { type: "response", endpoint, attempt, status: answer.status, ...timed() });
    return answer;
  } catch (thrown) {
    const failure = isPressOneError(thrown)
      ? /** @type {any} */ (thrown)
      : pressoneError({ kind: "network", message: "the server did not answer" }, thrown);
    emit(shell, { type: "failure", endpoint, attempt, kind: failure.kind, ...timed() });
    throw failure;
  }
}

/** @param {Parameters<typeof gatewayRequest>[0]} options @param {string} url @param {Deadline} deadline @param {...(string | undefined)} rest */
function build(options, url, deadline, ...rest) {
  try {
    const [token, reference, body] = rest;
    return gatewayRequest(options, url, deadline.signal, token, reference, body);
  } catch {
    // The platform's message can quote the URL, and with it an ICCID.
    const message = "the platform refuses the request";
    throw pressoneError({ kind: "configuration", message });
  }
}

/**
 * Returns the delay before the next attempt of a read; undefined if there is none. The jitter spreads the
 * retries of many clients.
 *
 * @param {any} failure
 * @param {number} retries so far
 * @param {number} remainingMs A wait that outlasts the call would replace this error with a timeout.
 */
export function retryDelay({ kind, status, retryAfterMs = 0 }, retries, remainingMs) {
  const isTransient =
    kind === "server"
      ? status >= 500 || status === 408
      : kind === "network" || kind === "rate_limited";
  if (!isTransient || retryAfterMs > MAX_RETRY_AFTER_MS) return undefined;
  const backoff = Math.min(FIRST_DELAY_MS * 2 ** retries, MAX_DELAY_MS);
  const delayMs = Math.max(retryAfterMs, backoff * (0.5 + Math.random() / 2));
  return delayMs < remainingMs ? delayMs : undefined;
}

/**
 * Sends a read, with retries, and returns the answer of a success. A token that the server refuses is
 * replaced once.
 *
 * @param {Shell} shell
 * @param {Deadline} deadline
 * @param {import("./failure.js").Meaning} work
 * @param {Sent} request
 * @param {boolean} retryRateLimited
 */
export async function readAnswer(shell, deadline, work, request, retryRateLimited) {
  const { endpoint, path } = request;
  const maxRetries = shell.options.maxRetries ?? DEFAULT_MAX_RETRIES;
  let retries = 0;
  let replaced = typeof shell.options.token !== "function";
  // Hosts do not redirect a path that ends in `.json` for its slash.
  let slashTried = path.endsWith(".json");
  for (;;) {
    check(deadline);
    const token = await tokenOf(shell, deadline);
    const slash = !path.endsWith(".json") && shell.slash;
    /** @type {any} */
    let failure;
    try {
      const answer = await send(shell, deadline, request, token, slash, retries);
      failure = failureOf(work, answer);
      if (!failure) return answer;
    } catch (thrown) {
      failure = thrown;
    }
    check(deadline);
    const { kind, status } = failure;
    if (!replaced && kind === "authentication") {
      replaced = true;
      continue;
    }
    // Hosts have rules for the slash at the end of paths, and no redirect is followed.
    if (!slashTried && kind === "server" && !(status >= 400)) {
      slashTried = true;
      // Another call may have changed the slash since the request.
      shell.slash = !slash;
      continue;
    }
    const retried = retries < maxRetries && (retryRateLimited || kind !== "rate_limited");
    const delayMs = retried ? retryDelay(failure, retries, deadline.remaining()) : undefined;
    if (delayMs === undefined) throw failure;
    retries += 1;
    emit(shell, { type: "retry", endpoint, attempt: retries, kind, delayMs });
    await deadline.sleep(delayMs);
  }
}
