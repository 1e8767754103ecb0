import { ICCIDS } from "../../sandbox/index.js";
import { createRandom } from "../shared/random.js";
import { CONFIRMATIONS } from "./confirm.js";
import { OPERATIONS, RUBBISH, RUBBISHES, STORAGE_FAULTS } from "./storage.js";
import { WIRE_FAULTS } from "./wire-faults.js";

/**
 * What a schedule is going to be: who does what when, and what may go wrong.
 *
 * @typedef {import("../shared/random.js").Random} Random
 *
 * @typedef {object} Purchase What a reference stands for.
 * @property {string} reference
 * @property {string} iccid
 * @property {string} package_id
 * @property {string} other Another package, for the same reference with other content.
 *
 * @typedef {object} PlannedCall
 * @property {"submit" | "renew" | "recover"} method
 * @property {number} at
 * @property {number} tab
 * @property {number} purchase Which one; -1 for one without a reference.
 * @property {boolean} otherContent
 * @property {boolean} resend The caller's leave to send again what cannot be found.
 * @property {"right" | "wrong" | "none"} price What the call says of it.
 * @property {keyof typeof CONFIRMATIONS} confirm What its caller says when asked.
 * @property {number | undefined} timeoutMs
 * @property {number | undefined} abortAfterMs
 *
 * @typedef {{ at: number, tab: number }} Leaving When a tab frees its client.
 *
 * @typedef {object} StoragePlan
 * @property {boolean} locks
 * @property {boolean} replaces Whether it can compare and set.
 * @property {number} lockLoss How often a lock is lost by whoever holds it.
 * @property {boolean} clears Whether it removes what is replaced by nothing.
 * @property {boolean} sync
 * @property {number} delayMs
 *
 * @typedef {{ rate: number, kinds: string[] }} Faults How often what strikes.
 * @typedef {Faults & { reads: boolean }} WireFaults And whether what only reads is struck, too.
 *
 * @typedef {ReturnType<typeof chance>} Plan
 */

const ESIMS = [
  { iccid: ICCIDS.active, packages: ["northwind-7days-1gb-topup", "northwind-30days-3gb-topup"] },
  {
    iccid: ICCIDS.digits17,
    packages: ["northwind-7days-1gb-topup", "northwind-30days-10gb-topup"],
  },
  { iccid: ICCIDS.digits22, packages: ["northwind-30days-3gb-topup", "northwind-7days-1gb-topup"] },
];
/** Beginnings of one another, and names that a filter which knows wildcards takes for the same. */
const REFERENCES = ["cart-1", "cart-10", "cart_1", "Cart-1", "cart.1~b", "1"];
/** @type {Faults} */
const NONE = { rate: 0, kinds: [] };
const LONGEST_MS = 6_000;
const DAY = 24 * 60 * 60_000;
const JUMPS = [-30 * DAY, -DAY, -3_600_000, -5_000, 5_000, 3_600_000, DAY, 30 * DAY];
/** A tab's renewals have one reference, so that the server's renewals can be told apart. */
export const RENEWALS = ["renewal-a", "renewal-b"];

/** @param {number} seed @returns {Plan} */
export function makePlan(seed) {
  const random = createRandom(seed, "plan");
  const plan = chance(random);
  return !plan.quiet && random.chance(0.08) ? { ...plan, ...random.pick(THEMES)(plan) } : plan;
}

/** @param {Random} random */
function chance(random) {
  const quiet = random.chance(0.1);
  const kept = storage(random, quiet);
  // Without a lock and without compare-and-set one process is alone.
  const tabs = kept.locks || kept.replaces ? random.between(2, 4) : 1;
  const purchases = makePurchases(random);
  return {
    storage: kept,
    shapes: random.pick(SHAPES),
    wireFaults: quiet ? { ...NONE, reads: false } : wireFaults(random),
    storageFaults: quiet ? { ...NONE, operation: "" } : storageFaults(random),
    /** The same each time, as of what is really kept. */
    rubbish: random.pick(RUBBISHES),
    lockFaults: { rate: quiet ? 0 : random.pick([0, 0, 0.1]) },
    /** Within what time the server lists an order. */
    listedWithinMs: quiet ? 0 : random.pick([0, 0, 300, 3_000, 20_000, 60_000]),
    /** How many orders of others with names that begin as one of ours: more than a page of them. */
    crowd: random.chance(0.03) ? 60 : 0,
    lookUpMs: random.pick([0, 500, 2_000, 5_000]),
    maxRetries: random.pick([0, 2]),
    quiet,
    purchases,
    deaths: Array.from({ length: tabs }, () =>
      !quiet && random.chance(0.5)
        ? { at: random.between(1, random.pick([10, 40])), after: random.chance(0.5) }
        : null,
    ),
    leavings: leavings(random, tabs, quiet),
    calls: calls(random, tabs, purchases.length, quiet),
    jumps: quiet || random.chance(0.7) ? [] : jumps(random),
  };
}

const STORAGES = [
  ...["all", "all", "all", "without replaceItem", "without replaceItem"],
  ...["without lock", "without lock", "lossy lock", "lossy lock", "bare"],
];
/** How the server writes: an order list that hides descriptions could find nothing. */
/** @type {(string | import("../../sandbox/index.js").Shapes)[]} */
const SHAPES = [
  "older",
  "older",
  "newer",
  { ids: "big", numbersAsText: true, meta: "missing", optionalFields: "filled" },
  { ids: "text", dataByIndex: true, extraFields: true, timestamps: "minutes", meta: "text" },
];

/** What has to meet for something rare, and hardly would by chance. @type {((plan: Plan) => Partial<Plan>)[]} */
const THEMES = [
  // The entry of what was refused goes late, while somebody gives leave to send again.
  ({ storage, calls }) => ({
    storage: { ...storage, locks: false, replaces: true, sync: false },
    wireFaults: { rate: 0.5, kinds: ["acted, 5xx", "4xx with a code"], reads: false },
    storageFaults: { rate: 0.8, kinds: ["is slow"], operation: "removal" },
    lookUpMs: 0,
    calls: calls.map((call, index) => ({ ...call, method: "submit", resend: index % 2 === 1 })),
  }),
  // Renewals, over a storage that gives rubbish and cannot compare.
  ({ storage, calls }) => ({
    storage: { ...storage, locks: true, replaces: false },
    storageFaults: { rate: 0.2, kinds: [RUBBISH], operation: "read" },
    calls: calls.map((call) => ({ ...call, method: "renew" })),
  }),
];

/** @param {Random} random @param {boolean} quiet @returns {StoragePlan} */
function storage(random, quiet) {
  const kind = random.pick(STORAGES);
  return {
    locks: kind !== "without lock" && kind !== "bare",
    replaces: kind !== "without replaceItem" && kind !== "bare",
    lockLoss: kind === "lossy lock" && !quiet ? random.pick([0.3, 1]) : 0,
    clears: random.chance(0.5),
    sync: random.chance(0.2),
    delayMs: random.pick([1, 5, 40]),
  };
}

/** @param {Random} random @returns {Purchase[]} */
function makePurchases(random) {
  return random.some(REFERENCES, random.between(1, 3)).map((reference) => {
    const { iccid, packages } = random.pick(ESIMS);
    const [package_id, other] = /** @type {[string, string]} */ (random.some(packages, 2));
    return { reference, iccid, package_id, other };
  });
}

/** @param {Random} random @returns {WireFaults} */
function wireFaults(random) {
  const kinds = WIRE_FAULTS.map(({ kind }) => kind);
  const acted = kinds.filter((kind) => kind.startsWith("acted"));
  return {
    rate: random.pick([0, 0.2, 0.5, 0.9]),
    reads: random.chance(0.6),
    kinds: [random.pick(acted), ...random.some(kinds, random.between(0, 3))],
  };
}

/** Those of one operation, or now and then one of any. @param {Random} random */
function storageFaults(random) {
  const kinds = random.some(STORAGE_FAULTS, random.between(1, 3));
  return random.chance(0.4)
    ? { rate: random.pick([0.3, 0.7]), kinds, operation: random.pick(OPERATIONS) }
    : { rate: random.pick([0, 0, 0.03, 0.15]), kinds, operation: "" };
}

/** @param {Random} random @param {number} tabs @param {boolean} quiet @returns {Leaving[]} */
function leavings(random, tabs, quiet) {
  if (quiet || random.chance(0.8)) return [];
  return [{ at: random.between(0, LONGEST_MS), tab: random.between(0, tabs - 1) }];
}

/** @param {Random} random @param {number} tabs @param {number} purchases @param {boolean} quiet */
function calls(random, tabs, purchases, quiet) {
  /** @type {PlannedCall[]} */
  const planned = [];
  const resends = !quiet && random.chance(0.2) ? 0.5 : 0;
  const impatient = random.pick([0, 0.2, 0.5]);
  let at = 0;
  for (let count = random.between(3, 9); count > 0; count -= 1) {
    at = random.chance(0.4) ? at + random.between(0, 30) : random.between(0, LONGEST_MS);
    const method = random.pick(METHODS);
    planned.push({
      method,
      at,
      tab: random.between(0, tabs - 1),
      purchase: random.chance(0.08) ? -1 : random.between(0, purchases - 1),
      otherContent: random.chance(0.06),
      resend: random.chance(resends),
      price: random.pick(quiet ? ["none", "right"] : PRICES),
      confirm: random.pick(quiet || random.chance(0.8) ? ["not asked", "yes"] : CONFIRMED),
      timeoutMs: !quiet && random.chance(impatient) ? random.between(1, 3_000) : undefined,
      abortAfterMs: !quiet && random.chance(impatient) ? random.between(0, 3_000) : undefined,
    });
  }
  return planned;
}
/** How often each is called. @type {PlannedCall["method"][]} */
const METHODS = [...Array(12).fill("submit"), "renew", "renew", "renew", "recover"];

/** @type {PlannedCall["price"][]} */
const PRICES = [...Array(10).fill("none"), ...Array(4).fill("right"), "wrong"];

const CONFIRMED = /** @type {PlannedCall["confirm"][]} */ (Object.keys(CONFIRMATIONS));

/** @param {Random} random */
function jumps(random) {
  return Array.from({ length: random.between(1, 2) }, () => ({
    at: random.between(0, LONGEST_MS),
    ms: random.pick(JUMPS),
  }));
}
