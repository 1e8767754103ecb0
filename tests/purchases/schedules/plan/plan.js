import { PLANS } from "../../../../pkg-template/package/sandbox/data/catalogue.js";
import { createRandom } from "../../shared/random.js";
import { drawCalls } from "./calls.js";
import {
  drawClockJumps,
  drawCrashes,
  drawPageFaults,
  drawStoreFaults,
  drawTimes,
  drawWireFaults,
} from "./faults.js";
import { drawPurchases } from "./purchases.js";

/**
 * The plan of a schedule: its calls, and their possible faults. The first line of a trace shows it, so
 * its keys are words of the trace.
 *
 * @typedef {import("../../shared/random.js").Random} Random
 * @typedef {ReturnType<typeof makePlan>} Plan
 */

/**
 * Forms of the server's answers. None hides descriptions, because a lookup needs them.
 *
 * @type {NonNullable<import("../../../../pkg-template/package/sandbox/index.js").SandboxOptions["shapes"]>[]}
 */
const SHAPES = [
  "older",
  "older",
  "newer",
  { ids: "big", numbersAsText: true, meta: "missing", optionalFields: "filled" },
  { ids: "text", dataByIndex: true, extraFields: true, timestamps: "minutes", meta: "text" },
];

const UNLIMITED = { requests: 1_000_000, windowMs: 60_000 };
const OUTAGES = /** @type {const} */ (["no balance", "not on offer", "another price"]);

/**
 * A failed try, and late copies of its request. Too rare by chance.
 *
 * @param {ReturnType<typeof drawPlan>} plan
 */
const withLateCopies = (plan) => ({
  ...plan,
  outages: [{ from: 0, forMs: 5_000, kind: /** @type {const} */ ("no balance") }],
  calls: plan.calls
    .filter(({ method }) => method === "buy")
    .slice(0, 2)
    .map((call) => ({ ...call, at: call.at % 4_000 })),
  copyRate: 1,
  copyWithinMs: 240_000,
  wireFaults: { ...plan.wireFaults, rate: 0 },
  pageFaults: { ...plan.pageFaults, rate: 0 },
});

/**
 * Makes the plan of a seed.
 *
 * @param {number} seed
 */
export function makePlan(seed) {
  const random = createRandom(seed, "plan");
  const plan = drawPlan(random);
  return !plan.quiet && random.chance(0.05) ? withLateCopies(plan) : plan;
}

/**
 * Draws in the order of these lines: another order would change every schedule.
 *
 * @param {Random} random
 */
function drawPlan(random) {
  const quiet = random.chance(0.1);
  const pages = random.between(1, 3);
  const purchases = drawPurchases(random, quiet);
  const perhaps = (/** @type {number} */ probability) => (quiet ? 0 : probability);
  return {
    /** True if the schedule has no faults. */
    quiet,
    purchases,
    calls: drawCalls(random, pages, purchases, quiet),
    shapes: random.pick(SHAPES),
    store: {
      durability: random.pick(/** @type {const} */ (["full", "full", "may_forget"])),
      delayMs: random.pick([1, 5, 40]),
    },
    storeFaults: drawStoreFaults(random, quiet),
    /** The probability that a lease is lost. */
    leaseLoss: perhaps(random.pick([0, 0, 0.2, 0.7])),
    wireFaults: drawWireFaults(random, quiet),
    pageFaults: drawPageFaults(random, quiet),
    /** The probability that a page's request arrives twice. */
    copyRate: perhaps(random.pick([0, 0.3, 1])),
    copyWithinMs: random.pick([3_000, 240_000]),
    hookFaultRate: perhaps(random.pick([0, 0, 0.15])),
    limit: random.chance(perhaps(0.08)) ? { requests: 3, windowMs: 20_000 } : UNLIMITED,
    /** The longest time until the server lists an order. */
    listedWithinMs: quiet ? 0 : random.pick([0, 0, 300, 3_000, 20_000, 60_000]),
    lookUpMs: random.pick([0, 500, 2_000, 5_000]),
    maxRetries: random.pick([0, 2]),
    judges: random.chance(0.5),
    /** The crash of each page, and of each process of a host. */
    crashes: drawCrashes(random, pages, quiet),
    /** The longest time until a process that died is replaced. */
    restartMs: random.pick([1_000, 30_000]),
    powerCuts: drawTimes(random, perhaps(0.1), 2),
    deployments: drawTimes(random, perhaps(0.15), 2),
    /** Jumps of the clients' clock. */
    jumps: drawClockJumps(random, quiet),
    /** Times in which purchases fail. */
    outages: drawTimes(random, perhaps(0.35), 2, 0.2).map((from) => ({
      from,
      forMs: random.pick([500, 5_000, 120_000]),
      kind: random.pick(OUTAGES),
    })),
    recoveries: drawTimes(random, 0.7, 4),
    closings: drawTimes(random, perhaps(0.2), 2).map((at) => ({
      at,
      purchase: random.between(0, purchases.length - 1),
    })),
    visits: drawTimes(random, perhaps(0.25), 2, 1).map((at) => ({
      at,
      wrongly: random.chance(0.3),
    })),
    /** Times at which the store forgets settled entries, if it may. */
    forgets: drawTimes(random, perhaps(0.5), 3),
    /** Times at which PressOne refunds or fails an order. */
    refunds: drawTimes(random, perhaps(0.08), 1).map((at) => ({
      at,
      status: random.pick(/** @type {const} */ (["failed", "refunded"])),
    })),
    /** Times at which another partner's orders fill the pages of a search. */
    crowds: drawTimes(random, perhaps(0.012), 1),
    prices: Object.fromEntries(PLANS.map(({ id, price }) => [id, price / 100])),
  };
}
