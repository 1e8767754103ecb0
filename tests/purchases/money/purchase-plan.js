// The plan of a purchase: its faults, and the point at which a process is killed. The plan is part of the purchase's
// reference. Every process that the purchase passes can read it, and a doubled order shows its cause:
//
//     node.17.direct.rst-after.after-claim
//     group n front  partner   killPoint
import process from "node:process";

/** A factor for the number of times that each fault occurs, for longer runs by hand. */
export const ROUNDS = Number(process.env.MONEY_ROUNDS ?? 1);

/** Kinds of faults of an answer to a POST. raw-http/answer-faults.js injects them. */
const ANSWER_FAULTS = [
  ...["fin", "rst", "cut-head", "http408", "http421", "http425", "http503", "http500"],
  ...["http307", "http308", "silent"],
];
/** Faults of an answer whose beginning is the real one. */
const BODY_FAULTS = ["cut-body", "not-json"];

/** The fault comes after the order was made. @param {string} kind */
const afterOrder = (kind) => `${kind}-after`;
/** The fault comes instead of the order. @param {string} kind */
const beforeOrder = (kind) => `${kind}-before`;

const LOST_ANSWERS = [
  ...ANSWER_FAULTS.flatMap((kind) => [afterOrder(kind), beforeOrder(kind)]),
  ...BODY_FAULTS.map(afterOrder),
];

/** Faults of the partner. */
export const PARTNER_FAULTS = [
  ...LOST_ANSWERS,
  ...["none", "list-soon", "list-late", "slow"].map(afterOrder),
  beforeOrder("refused"),
];
/** Faults of the proxy between a page and its gateway. */
export const PROXY_FAULTS = [afterOrder("none"), ...LOST_ANSWERS, afterOrder("none")];

const FAULTS_WITH_ORDER = PARTNER_FAULTS.filter((fault) => fault.endsWith("-after"));

/** Points at which the seller is killed: around the journal's three writes, and before the answer. */
export const SELLER_KILL_POINTS = [
  ...["before-claim", "after-claim"],
  ...["before-open", "after-open"],
  "before-answer",
  ...["before-outcome", "after-outcome"],
];
/** Points that only a purchase with an order reaches. */
const OUTCOME_POINTS = ["before-outcome", "after-outcome"];
/** Points at which a part of the browser is killed: when its request, or the answer, is on the way. */
export const PAGE_KILL_POINTS = [
  ...["tab-request", "renderer-request", "browser-request"],
  ...["tab-answer", "renderer-answer", "browser-answer"],
];

/**
 * @typedef {object} Plan
 * @property {string} group The buyers' group.
 * @property {string} front The proxy's fault, or the client that an engine uses.
 * @property {string} partner The partner's fault.
 * @property {string} killPoint
 */

const FORM = /\b([a-z]+)\.\d+\.([a-z0-9-]+)\.([a-z0-9-]+)\.([a-z-]+)/;

const MAX_REFERENCE_LENGTH = 64;

/** @param {Plan} plan @param {number} n */
function referenceOf({ group, front, partner, killPoint }, n) {
  const reference = [group, n, front, partner, killPoint].join(".");
  if (reference.length > MAX_REFERENCE_LENGTH) throw new Error(`too long: ${reference}`);
  return reference;
}

/**
 * Returns the plan in a text that contains a reference.
 *
 * @param {string} text
 * @returns {(Plan & { reference: string }) | undefined}
 */
export function findPlan(text) {
  const [reference, group, front, partner, killPoint] = FORM.exec(text) ?? [];
  if (!reference || !group || !front || !partner || !killPoint) return undefined;
  return { reference, group, front, partner, killPoint };
}

/**
 * Returns the part of the browser that a kill point names, and the moment.
 *
 * @param {string} killPoint
 */
export function parsePageKillPoint(killPoint) {
  const [, part, moment] = /^(tab|renderer|browser)-(request|answer)$/.exec(killPoint) ?? [];
  return { part, moment };
}

/**
 * @param {string} fault
 * @returns the fault's kind, and true if the order is made before the fault
 */
export function parseFault(fault) {
  const [, kind = "", moment] = /^(.*)-(before|after)$/.exec(fault) ?? [];
  return { kind, ordered: moment === "after" };
}

/**
 * The purchases of a group. Their faults take turns. Every `killEvery`-th purchase has a kill point;
 * these take turns as well.
 *
 * @typedef {object} GroupPlan
 * @property {string} group
 * @property {number} purchases
 * @property {readonly string[]} fronts
 * @property {readonly string[]} [partnerFaults]
 * @property {readonly string[]} [killPoints]
 * @property {number} [killEvery]
 * @property {number} [first] Number of the first purchase.
 */

/** Returns the references of a group's purchases. @param {GroupPlan} plan */
export function makeReferences(plan) {
  const { group, purchases, fronts, partnerFaults = PARTNER_FAULTS, first = 0 } = plan;
  const { killPoints = [], killEvery = Number.POSITIVE_INFINITY } = plan;
  /** @param {readonly string[]} list @param {number} n */
  const cycle = (list, n) => list[n % list.length] ?? "none";
  return Array.from({ length: purchases }, (_, index) => {
    const n = first + index;
    const kills = index % killEvery === killEvery - 1;
    const killPoint = kills ? cycle(killPoints, Math.floor(index / killEvery)) : "none";
    const faults = OUTCOME_POINTS.includes(killPoint) ? FAULTS_WITH_ORDER : partnerFaults;
    return referenceOf({ group, front: cycle(fronts, n), partner: cycle(faults, n), killPoint }, n);
  });
}
