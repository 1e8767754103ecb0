import { createRandom } from "../../shared/random.js";
import { INVALID_VALUE, INVALID_VALUES } from "../environment/storage.js";
import { drawCalls } from "./calls.js";
import {
  drawClockJumps,
  drawCrashes,
  drawFreedClients,
  drawStorageFaults,
  drawWireFaults,
} from "./faults.js";
import { drawPurchases } from "./purchases.js";
import { drawStorage } from "./storage.js";

/**
 * The plan of a schedule: its calls, and the faults that may occur. The first line of a trace shows
 * it, so its keys are words of the trace.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 * @typedef {ReturnType<typeof drawPlan>} Plan
 */

/**
 * Forms of the server's answers. None hides descriptions, because a lookup needs them.
 *
 * @type {(string | import("../../../sandbox/index.js").Shapes)[]}
 */
const SHAPES = [
  "older",
  "older",
  "newer",
  { ids: "big", numbersAsText: true, meta: "missing", optionalFields: "filled" },
  { ids: "text", dataByIndex: true, extraFields: true, timestamps: "minutes", meta: "text" },
];

/** Combinations that are too rare by chance. @type {((plan: Plan) => Partial<Plan>)[]} */
const RARE_COMBINATIONS = [
  // The entry of a refused order is removed late, while another call has permission to send again.
  ({ storage, calls }) => ({
    storage: { ...storage, locks: false, replaces: true, sync: false },
    wireFaults: { rate: 0.5, kinds: ["acted, 5xx", "4xx with a code"], reads: false },
    storageFaults: { rate: 0.8, kinds: ["is slow"], operation: "removal" },
    lookUpMs: 0,
    calls: calls.map((call, index) => ({ ...call, method: "submit", resend: index % 2 === 1 })),
  }),
  // Renewals, with a storage that returns invalid values and has no compare-and-set.
  ({ storage, calls }) => ({
    storage: { ...storage, locks: true, replaces: false },
    storageFaults: { rate: 0.2, kinds: [INVALID_VALUE], operation: "read" },
    calls: calls.map((call) => ({ ...call, method: "renew" })),
  }),
];

/** Makes the plan of a seed. @param {number} seed @returns {Plan} */
export function makePlan(seed) {
  const random = createRandom(seed, "plan");
  const plan = drawPlan(random);
  return !plan.quiet && random.chance(0.08)
    ? { ...plan, ...random.pick(RARE_COMBINATIONS)(plan) }
    : plan;
}

/**
 * Draws in the order of these lines: another order would change every schedule.
 *
 * @param {Random} random
 */
function drawPlan(random) {
  const quiet = random.chance(0.1);
  const storage = drawStorage(random, quiet);
  // A storage with neither locks nor compare-and-set supports one client only.
  const tabs = storage.locks || storage.replaces ? random.between(2, 4) : 1;
  const purchases = drawPurchases(random);
  return {
    storage,
    shapes: random.pick(SHAPES),
    wireFaults: drawWireFaults(random, quiet),
    storageFaults: drawStorageFaults(random, quiet),
    /** The value that every read with the fault "gives rubbish" returns. */
    rubbish: random.pick(INVALID_VALUES),
    lockFaults: { rate: quiet ? 0 : random.pick([0, 0, 0.1]) },
    /** The longest time until the server lists an order. */
    listedWithinMs: quiet ? 0 : random.pick([0, 0, 300, 3_000, 20_000, 60_000]),
    /**
     * The number of other partners' orders whose description contains a reference: more than a
     * page.
     */
    crowd: random.chance(0.03) ? 60 : 0,
    lookUpMs: random.pick([0, 500, 2_000, 5_000]),
    maxRetries: random.pick([0, 2]),
    /** True if the schedule has no faults. */
    quiet,
    purchases,
    /** The crash of each tab. */
    deaths: drawCrashes(random, tabs, quiet),
    /** Clients that are freed. */
    leavings: drawFreedClients(random, tabs, quiet),
    calls: drawCalls(random, tabs, purchases.length, quiet),
    /** Jumps of the clients' clock. */
    jumps: drawClockJumps(random, quiet),
  };
}
