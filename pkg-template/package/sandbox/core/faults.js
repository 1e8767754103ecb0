import { RAW_ANSWERS } from "../data/raw-answers.js";
import { ENDPOINTS, PRODUCTS } from "../description/index.js";
import { BUSINESS_CODES } from "./errors.js";

/**
 * Faults wait in a queue; a request takes the first fault for its endpoint.
 *
 * @typedef {import("../index.d.ts").Fault} Fault
 * @typedef {import("../index.d.ts").FaultKind} FaultKind
 */

/** @type {[FaultKind["kind"], boolean, FaultKind["moment"], string][]} */
const KINDS = [
  ["latency", true, "either", "Waits `ms`, then goes on."],
  ["cut-before", false, "before", "Nothing is done, and the connection is closed."],
  [
    "cut-after",
    false,
    "after",
    "The request takes effect, and the connection is closed without an answer.",
  ],
  ["half-answer", false, "after", "The connection is closed in the middle of the body."],
  ["truncated-json", false, "after", "A complete answer with half of the JSON."],
  ["odd-body", false, "after", "A 2xx with an odd body."],
  ["late-visibility", true, "after", "The order is listed after `ms`."],
  ["hang", false, "either", "No answer."],
  ["status", false, "either", "An answer with `status` and `body`."],
  ["html", false, "either", "An HTML page."],
  ["not-json", false, "either", "A 200 with a text."],
  ["redirect", false, "either", "An answer with `status` and `location`."],
  ["raw-answer", false, "either", "An answer with `status` and the given body."],
  ["endless-body", false, "either", "A body of `megabytes`, sent until the client ends it."],
  ["length-required", false, "before", "The 411 of a server that wants a Content-Length."],
  ["rate-limited", true, "before", "The documented 429."],
  ["error", true, "before", "The documented error with `code`."],
  ["invalid", true, "before", "The documented field error."],
  ["order-limit", true, "before", "The documented error of the purchase limit."],
  ["unauthorized", true, "before", "The documented 401."],
  ["forbidden", true, "before", "The documented 403."],
];

/** @type {FaultKind[]} */
export const FAULT_KINDS = KINDS.map(([kind, documented, moment, description]) => ({
  kind,
  documented,
  moment,
  description,
}));

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

/** @returns {import("../index.d.ts").Faults & { take: (endpoint: string) => Fault | null }} */
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
        if (!covers(waiting.fault, endpoint)) continue;
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

/** @param {Fault} fault @param {string} endpoint */
function covers(fault, endpoint) {
  if (fault.endpoint === "*" || fault.endpoint === endpoint) return true;
  return PRODUCTS[fault.endpoint]?.includes(endpoint) ?? false;
}

/** @param {Fault} fault */
function check(fault) {
  const kind = FAULT_KINDS.find((candidate) => candidate.kind === fault.kind);
  if (!kind) throw new TypeError(`unknown fault: ${fault.kind}`);
  if (!["*", ...Object.keys(PRODUCTS), ...ENDPOINTS].includes(fault.endpoint)) {
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
  if (fault.kind === "status" || fault.status !== undefined) checkStatus(fault);
  if (fault.kind === "raw-answer") checkRawAnswer(fault);
  const { megabytes = 1 } = fault;
  if (!(Number.isInteger(megabytes) && megabytes > 0)) {
    throw new TypeError("megabytes is a positive integer");
  }
}

/** @param {Fault} fault */
function checkStatus({ kind, status }) {
  if (!(Number(status) >= 200 && Number(status) <= 599)) {
    throw new TypeError(`${kind} takes a status of 200 to 599`);
  }
}

/** @param {Fault} fault */
function checkRawAnswer({ variant, json, text }) {
  const bodies = [variant, json, text].filter((body) => body !== undefined);
  if (bodies.length !== 1) throw new TypeError("raw-answer takes json, text or a variant");
  if (variant !== undefined && !Object.hasOwn(RAW_ANSWERS, variant)) {
    throw new TypeError(`raw-answer takes a variant of ${Object.keys(RAW_ANSWERS).join(", ")}`);
  }
}
