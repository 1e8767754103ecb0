/**
 * Faults of a request to PressOne. The server carries out requests with a fault whose kind begins with
 * "acted", but the client cannot tell.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 * @typedef {import("../../../../pkg-template/package/sandbox/index.js").Fault} SandboxFault
 *
 * @typedef {object} WireFault
 * @property {string} kind
 * @property {boolean} [unanswered] True if no response arrives.
 * @property {boolean} [endless] True if the response's body never ends.
 * @property {boolean} [lost] True if the request does not arrive at the server.
 * @property {number} [slowMs] The longest additional travel time.
 * @property {number} [lateMs] The longest time until the request arrives. The connection broke before.
 * @property {(random: Random) => Omit<SandboxFault, "endpoint">} [sandbox] The sandbox's fault.
 */

const BODIES = /** @type {const} */ (["json", "html", "empty"]);
const NON_JSON_BODIES = /** @type {const} */ (["html", "empty"]);
const SERVER_ERRORS = [500, 502, 503, 504, 520];
/** Statuses that a proxy sends for a request that the server may have carried out. */
const PROXY_ERRORS = [408, 425, 499];
const CLIENT_ERRORS = [400, 403, 404, 413, 422];
const REDIRECTS = [301, 302, 303, 307, 308];
/** Business codes that prove that nothing was ordered. */
const REFUSAL_CODES = [11, 13, 14, 23, 33, 34, 43, 73, 89];
const ODD_BODIES = ["missing-id", "empty", "array", "null", "text", "data-null", "data-array"];
const REFUSALS = /** @type {const} */ (["invalid", "order-limit", "forbidden", "unauthorized"]);

/** The kind of a fault of a read, which has no effect to hide. @param {string} kind */
export const withoutEffect = (kind) => kind.replace(/^acted, /, "");

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
    sandbox: (random) => ({ kind: "odd-body", variant: random.pick(ODD_BODIES) }),
  },
  { kind: "acted, a 2xx of text", sandbox: () => ({ kind: "not-json", after: true }) },
  { kind: "a 2xx of text", sandbox: () => ({ kind: "not-json" }) },
  {
    kind: "acted, 5xx",
    sandbox: (random) => ({ ...status(random, SERVER_ERRORS, BODIES), after: true }),
  },
  { kind: "5xx", sandbox: (random) => status(random, SERVER_ERRORS, BODIES) },
  {
    kind: "acted, a proxy's 4xx",
    sandbox: (random) => ({ ...status(random, PROXY_ERRORS, BODIES), after: true }),
  },
  {
    kind: "acted, a page with 4xx",
    sandbox: (random) => ({ ...status(random, CLIENT_ERRORS, NON_JSON_BODIES), after: true }),
  },
  {
    kind: "acted, a redirect",
    sandbox: (random) => ({ kind: "redirect", status: random.pick(REDIRECTS), after: true }),
  },
  {
    kind: "a redirect",
    sandbox: (random) => ({ kind: "redirect", status: random.pick(REDIRECTS) }),
  },
  { kind: "4xx", sandbox: (random) => ({ kind: random.pick(REFUSALS) }) },
  {
    kind: "4xx with a code",
    sandbox: (random) => ({ kind: "error", code: random.pick(REFUSAL_CODES) }),
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
  { kind: "acted, much later than the connection broke", lateMs: 180_000 },
];

/**
 * Faults between a page and the gateways.
 *
 * @typedef {object} PageFault
 * @property {string} kind
 * @property {boolean} [lost] True if the request does not arrive.
 * @property {boolean} [unanswered] True if no answer arrives.
 * @property {boolean} [broken] True if the connection breaks.
 * @property {number} [slowMs] The longest additional travel time.
 * @property {number} [lateMs] The longest time until the request arrives. The connection broke before.
 * @property {{ status: number, text: string }} [answer] The answer that arrives in place of the gateway's.
 */
const PAGE = "<!DOCTYPE html><title>An error</title>";

/** @type {PageFault[]} */
export const PAGE_FAULTS = [
  { kind: "lost, connection broken", lost: true, broken: true },
  { kind: "lost, no answer ever", lost: true, unanswered: true },
  { kind: "answer lost, connection broken", broken: true },
  { kind: "answer lost, no answer ever", unanswered: true },
  { kind: "slow", slowMs: 40_000 },
  { kind: "much later than the connection broke", lateMs: 180_000 },
  { kind: "a proxy's 502", lost: true, answer: { status: 502, text: PAGE } },
  { kind: "a proxy's 504 after the effect", answer: { status: 504, text: PAGE } },
  { kind: "a redirect", lost: true, answer: { status: 302, text: "" } },
  { kind: "half a JSON", answer: { status: 200, text: '{"data":{"state":"do' } },
  { kind: "a proxy's page", lost: true, answer: { status: 200, text: PAGE } },
];

/**
 * @param {Random} random
 * @param {readonly number[]} statuses
 * @param {readonly ("json" | "html" | "empty")[]} bodies
 * @returns {Omit<SandboxFault, "endpoint">}
 */
function status(random, statuses, bodies) {
  return { kind: "status", status: random.pick(statuses), body: random.pick(bodies) };
}
