/**
 * What can befall a request. "acted" ones are carried out by the server, and the client cannot tell.
 *
 * @typedef {import("../shared/random.js").Random} Random
 * @typedef {import("../../sandbox/index.js").Fault} SandboxFault
 *
 * @typedef {object} WireFault
 * @property {string} kind
 * @property {boolean} [unanswered] No answer ever comes.
 * @property {boolean} [endless] The answer begins and does not end.
 * @property {boolean} [lost] It never comes to the server either.
 * @property {number} [slowMs] How much longer it may take, at most.
 * @property {(random: Random) => Omit<SandboxFault, "endpoint">} [sandbox] What the server is told to do.
 */

const BODIES = /** @type {const} */ (["json", "html", "empty"]);
const PAGES = /** @type {const} */ (["html", "empty"]);
const GATEWAY = [500, 502, 503, 504, 520];
/** What proxies say of requests that the server behind them may have carried out. */
const PROXY = [408, 425, 499];
const REDIRECTS = [301, 302, 303, 307, 308];
/** Business codes that prove that nothing was done. */
const REFUSALS = [11, 13, 14, 23, 33, 34, 43, 73, 89];
const ODD = ["missing-id", "empty", "array", "null", "text", "data-null", "data-array"];
const REFUSED = ["invalid", "order-limit", "forbidden", "unauthorized"];

/** @type {WireFault[]} */
export const WIRE_FAULTS = [
  { kind: "lost on the way", sandbox: () => ({ kind: "cut-before" }) },
  { kind: "lost, and no answer ever", lost: true, unanswered: true },
  { kind: "acted, answer lost", sandbox: () => ({ kind: "cut-after" }) },
  { kind: "acted, no answer ever", unanswered: true },
  { kind: "acted, an answer without an end", endless: true },
  { kind: "acted, half an answer", sandbox: () => ({ kind: "half-answer" }) },
  { kind: "acted, half a JSON", sandbox: () => ({ kind: "truncated-json" }) },
  {
    kind: "acted, an odd 2xx",
    sandbox: (random) => ({ kind: "odd-body", variant: random.pick(ODD) }),
  },
  { kind: "acted, a 2xx of text", sandbox: () => ({ kind: "not-json", after: true }) },
  { kind: "a 2xx of text", sandbox: () => ({ kind: "not-json" }) },
  {
    kind: "acted, 5xx",
    sandbox: (random) => ({ ...status(random, GATEWAY, BODIES), after: true }),
  },
  { kind: "5xx", sandbox: (random) => status(random, GATEWAY, BODIES) },
  {
    kind: "acted, a proxy's 4xx",
    sandbox: (random) => ({ ...status(random, PROXY, BODIES), after: true }),
  },
  {
    kind: "acted, a page with 4xx",
    sandbox: (random) => ({ ...status(random, [400, 403, 404, 413, 422], PAGES), after: true }),
  },
  {
    kind: "acted, a redirect",
    sandbox: (random) => ({ kind: "redirect", status: random.pick(REDIRECTS), after: true }),
  },
  {
    kind: "a redirect",
    sandbox: (random) => ({ kind: "redirect", status: random.pick(REDIRECTS) }),
  },
  { kind: "4xx", sandbox: (random) => ({ kind: random.pick(REFUSED) }) },
  {
    kind: "4xx with a code",
    sandbox: (random) => ({ kind: "error", code: random.pick(REFUSALS) }),
  },
  { kind: "something unexpected", sandbox: () => ({ kind: "error", code: 53 }) },
  {
    kind: "429",
    sandbox: (random) => ({
      kind: "rate-limited",
      retryAfter: random.pick([0, 1, 3, 30, 300, null]),
    }),
  },
  { kind: "slow", slowMs: 40_000 },
];

/**
 * @param {Random} random
 * @param {readonly number[]} statuses
 * @param {readonly ("json" | "html" | "empty")[]} bodies
 */
function status(random, statuses, bodies) {
  return { kind: "status", status: random.pick(statuses), body: random.pick(bodies) };
}
