// The checks of a stampede, from the sandbox's log of requests and from what the callers received.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

export const WINDOW_MS = 15 * 60_000;
/** The timeout of calls that meet requests that hang. */
export const SHORT_TIMEOUT_MS = 3_000;
/** The time that a busy machine adds to an answer. */
export const MARGIN_MS = 10_000;

const endpoint = "history";
/** The longest time in which PressOne serves a request. */
const SERVED_MS = 30_000;
/**
 * The faults of an hour in which answers fail and hang. Each eSIM has an answer before. The requests for
 * which a fault waits are counted without those that took an earlier fault of the list.
 *
 * @type {import("../../../pkg-template/package/sandbox/index.js").Fault[]}
 */
export const FAULTS = [
  { endpoint, kind: "hang", skip: 3 },
  { endpoint, kind: "status", status: 503, body: "html", skip: 3 },
  { endpoint, kind: "unauthorized", skip: 3 },
  { endpoint, kind: "cut-before", skip: 4 },
  { endpoint, kind: "cut-after", skip: 4 },
];

/**
 * Resolves when PressOne has served all requests that it ever serves. A request that it serves after a change
 * of its clock would seem late.
 *
 * @param {{ requests: readonly LoggedRequest[] }} sandbox
 */
export async function untilServed({ requests }) {
  const isServed = (/** @type {LoggedRequest} */ { status, fault }) =>
    status !== null || ["hang", "cut-before", "cut-after"].includes(fault ?? "");
  for (const end = Date.now() + SERVED_MS; !requests.every(isServed); await sleep(5)) {
    const unserved = requests.filter((request) => !isServed(request)).length;
    assert.ok(Date.now() < end, `${unserved} requests are not served`);
  }
}

/** @typedef {import("../../../pkg-template/package/sandbox/index.js").LoggedRequest} LoggedRequest */
/**
 * @typedef {object} Outcome What a caller received.
 * @property {string} iccid
 * @property {string} [source] of a history
 * @property {number} [packages] the number of packages
 * @property {string} [kind] of an error
 * @property {number} [retryAfterMs]
 * @property {number} ms the time until it was received
 */

/**
 * The requests for histories, by eSIM. A 401 is no answer, so it is not counted.
 *
 * @param {readonly LoggedRequest[]} requests
 */
function historyRequests(requests) {
  /** @type {Map<string, LoggedRequest[]>} */
  const byEsim = new Map();
  for (const request of requests) {
    if (request.endpoint !== "history" || request.status === 401) continue;
    const of = byEsim.get(request.path) ?? [];
    byEsim.set(request.path, [...of, request]);
  }
  return byEsim;
}

/**
 * The figures of an hour, for the test's report.
 *
 * @param {Outcome[]} outcomes
 * @param {readonly LoggedRequest[]} requests
 */
export function figuresOf(outcomes, requests) {
  const asked = [...historyRequests(requests).values()].map((each) => each.length);
  return `${outcomes.length} calls, requests per eSIM: ${asked.join(", ")}`;
}

/**
 * Fails if PressOne was asked for an eSIM twice in a window.
 *
 * @param {readonly LoggedRequest[]} requests
 */
export function checkOncePerWindow(requests) {
  assert.deepEqual(
    requests.filter(({ status, fault }) => status === 429 && fault === null),
    [],
    "PressOne has refused a request that came too early",
  );
  for (const [path, asked] of historyRequests(requests)) {
    for (const [index, { at }] of asked.slice(1).entries()) {
      const gap = at - (asked[index]?.at ?? 0);
      const log = asked.map((each) => [each.at, each.status, each.headers["x-process"]].join(" "));
      assert.ok(
        gap >= WINDOW_MS,
        `${path} was asked for again after ${gap} ms (${log.join(", ")})`,
      );
    }
  }
}

/**
 * Fails if a window passed in which PressOne was not asked, although there was a call.
 *
 * @param {readonly LoggedRequest[]} requests
 * @param {{ esims: number, windows: number, slackMs?: number }} expected `slackMs`: the longest time without a call
 */
export function checkEachWindow(requests, { esims, windows, slackMs = WINDOW_MS }) {
  const all = [...historyRequests(requests).values()];
  assert.equal(all.length, esims);
  for (const asked of all) {
    assert.ok(asked.length >= windows, `${asked.length} requests in ${windows} windows`);
    for (const [index, { at }] of asked.slice(1).entries()) {
      const gap = at - (asked[index]?.at ?? 0);
      assert.ok(gap < WINDOW_MS + slackMs, `PressOne was not asked for ${gap} ms`);
    }
  }
}

/** Fails if PressOne was asked for more than one token. @param {readonly LoggedRequest[]} requests */
export function checkOneToken(requests) {
  assert.equal(requests.filter(({ endpoint }) => endpoint === "token").length, 1, "tokens");
}

/** Fails if a caller did not receive a fresh history. @param {Outcome[]} outcomes */
export function checkAllFresh(outcomes) {
  const wrong = outcomes.filter(
    ({ source, packages }) => !["network", "cache"].includes(source ?? "") || !packages,
  );
  assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} of ${outcomes.length} callers`);
}

/** The errors of a caller whose own request failed. */
const FAILURES = ["network", "server", "timeout", "decode"];

/**
 * Fails if a caller received neither a history, nor the time to wait, nor the failure of its own request.
 *
 * @param {Outcome[]} outcomes
 * @param {number} maxMs the longest time until an answer
 */
export function checkAllAnswered(outcomes, maxMs) {
  const wrong = outcomes.filter(({ source, packages, kind = "", retryAfterMs = 0, ms }) => {
    if (ms > maxMs) return true;
    if (source) return !packages;
    return kind === "rate_limited" ? retryAfterMs <= 0 : !FAILURES.includes(kind);
  });
  assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} of ${outcomes.length} callers`);
}
