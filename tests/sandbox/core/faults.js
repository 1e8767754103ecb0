import { ENDPOINTS } from "../description/index.js";
import { BUSINESS_CODES } from "./errors.js";

/**
 * Faults wait in a queue; a request takes the first fault for its endpoint.
 *
 * @typedef {object} Fault
 * @property {string} endpoint Name of an endpoint, or `*` for any.
 * @property {string} kind One of FAULT_KINDS.
 * @property {number | "always"} [times] How many requests take it; 1 by default.
 * @property {number} [skip] How many requests pass before it.
 * @property {boolean} [after] The request takes effect first (the order is made), then the fault occurs.
 * @property {number} [delay] Milliseconds to wait before answering.
 * @property {number} [ms] latency: milliseconds to wait. late-visibility: until the order is listed.
 * @property {number} [status] status, html, redirect: the HTTP status.
 * @property {"json" | "html" | "empty"} [body] status: kind of body.
 * @property {number | string | null} [retryAfter] rate-limited, status: seconds or a text; null for no header.
 * @property {string} [location] redirect: the target.
 * @property {number} [code] error: the business code.
 * @property {string} [variant] odd-body: one of ODD_BODIES.
 *
 * @typedef {object} FaultKind
 * @property {string} kind
 * @property {boolean} documented True if the description has the answer.
 * @property {"before" | "after" | "either"} moment Of the fault: before or after the request takes effect.
 * @property {string} about
 */

/** @type {FaultKind[]} */
export const FAULT_KINDS = [
  { kind: "latency", documented: true, moment: "either", about: "Waits `ms`, then goes on." },
  {
    kind: "cut-before",
    documented: false,
    moment: "before",
    about: "Connection closed, nothing done.",
  },
  {
    kind: "cut-after",
    documented: false,
    moment: "after",
    about: "Done, then closed without an answer.",
  },
  { kind: "half-answer", documented: false, moment: "after", about: "Done; closed amid the body." },
  {
    kind: "truncated-json",
    documented: false,
    moment: "after",
    about: "Done; whole answer, cut JSON.",
  },
  { kind: "odd-body", documented: false, moment: "after", about: "Done; a 2xx with an odd body." },
  {
    kind: "late-visibility",
    documented: true,
    moment: "after",
    about: "The order is listed after `ms`.",
  },
  { kind: "hang", documented: false, moment: "either", about: "Never answers." },
  {
    kind: "status",
    documented: false,
    moment: "either",
    about: "Answers with `status` and `body`.",
  },
  { kind: "html", documented: false, moment: "either", about: "Answers with an HTML page." },
  { kind: "not-json", documented: false, moment: "either", about: "Answers 200 with a text." },
  {
    kind: "redirect",
    documented: false,
    moment: "either",
    about: "Answers `status` and `location`.",
  },
  { kind: "rate-limited", documented: true, moment: "before", about: "The documented 429." },
  { kind: "error", documented: true, moment: "before", about: "The documented error with `code`." },
  {
    kind: "invalid",
    documented: true,
    moment: "before",
    about: "The documented field error.",
  },
  {
    kind: "order-limit",
    documented: true,
    moment: "before",
    about: "The purchase limit's answer.",
  },
  { kind: "unauthorized", documented: true, moment: "before", about: "The documented 401." },
  { kind: "forbidden", documented: true, moment: "before", about: "The documented 403." },
];

/** Bodies of a 2xx answer that lack documented fields. */
export const ODD_BODIES = [
  "missing-id",
  "empty",
  "array",
  "null",
  "text",
  "data-null",
  "data-array",
];

/**
 * @returns {{ add: (faults: Fault | Fault[]) => void, take: (endpoint: string) => Fault | null,
 *   list: () => Fault[], clear: () => void }}
 */
export function createFaults() {
  /** @type {{ fault: Fault, skip: number, left: number }[]} */
  let queue = [];
  return {
    add(faults) {
      for (const fault of Array.isArray(faults) ? faults : [faults]) {
        check(fault);
        const left = fault.times === "always" ? Number.POSITIVE_INFINITY : (fault.times ?? 1);
        queue.push({ fault, skip: fault.skip ?? 0, left });
      }
    },
    take(endpoint) {
      for (const waiting of queue) {
        if (waiting.fault.endpoint !== "*" && waiting.fault.endpoint !== endpoint) continue;
        if (waiting.skip > 0) {
          waiting.skip -= 1;
          continue;
        }
        waiting.left -= 1;
        queue = queue.filter(({ left }) => left > 0);
        return waiting.fault;
      }
      return null;
    },
    list: () => queue.map(({ fault }) => fault),
    clear() {
      queue = [];
    },
  };
}

/** @param {Fault} fault */
function check(fault) {
  const kind = FAULT_KINDS.find((candidate) => candidate.kind === fault.kind);
  if (!kind) throw new TypeError(`unknown fault: ${fault.kind}`);
  if (fault.endpoint !== "*" && !ENDPOINTS.includes(fault.endpoint)) {
    throw new TypeError(`unknown endpoint: ${fault.endpoint}`);
  }
  const times = fault.times ?? 1;
  if (times !== "always" && !(Number.isInteger(times) && times > 0)) {
    throw new TypeError('times is a positive integer or "always"');
  }
  if (fault.after !== undefined && kind.moment !== "either") {
    throw new TypeError(`${fault.kind} has a fixed moment`);
  }
  if (fault.kind === "odd-body" && !ODD_BODIES.includes(fault.variant ?? "")) {
    throw new TypeError(`odd-body takes a variant of ${ODD_BODIES.join(", ")}`);
  }
  if (fault.kind === "error" && !BUSINESS_CODES.some((code) => code === fault.code)) {
    throw new TypeError(`error takes a code of ${BUSINESS_CODES.join(", ")}`);
  }
  if (fault.kind === "status" && !(Number(fault.status) >= 200 && Number(fault.status) <= 599)) {
    throw new TypeError("status takes a status of 200 to 599");
  }
}
