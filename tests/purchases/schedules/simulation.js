import { createSandbox } from "../../sandbox/index.js";
import { createRandom } from "../shared/random.js";
import { parseDescription } from "./order-description.js";
import { readEntry } from "./stored-journal.js";

/**
 * The state that all parts of one schedule share, and the record of what happened.
 *
 * @typedef {import("./plan/plan.js").Plan} Plan
 * @typedef {import("./environment/clock.js").Clock} Clock
 * @typedef {ReturnType<typeof createSimulation>} Simulation
 *
 * @typedef {object} ServerWrite A write that the server carried out.
 * @property {"submit" | "renew"} endpoint
 * @property {string} tab Name of the tab that sent the request.
 *
 * @param {Plan} plan
 * @param {Clock} clock
 * @param {number} seed
 */
export function createSimulation(plan, clock, seed) {
  const sandbox = createSandbox({ now: clock.serverNow, balance: 100_000, shapes: plan.shapes });
  return {
    plan,
    clock,
    sandbox,
    random: createRandom(seed, "world"),
    /** The content of the storage that all tabs share. @type {Map<string, string>} */
    items: new Map(),
    /** @type {ServerWrite[]} */
    serverWrites: [],
    /**
     * Reference of each renewal that was sent, with its journal entry's time.
     *
     * @type {Map<string, number>}
     */
    sentRenewals: new Map(),
    /** Marks of the orders that were sent, in sending order. @type {string[]} */
    sentMarks: [],
    /** Ids of other partners' orders. @type {Set<number>} */
    foreignOrders: new Set(),
    /** @type {string[]} */
    trace: [],
    /** The number of times that each event occurred. @type {Map<string, number>} */
    counts: new Map(),
    /** Violations of what the package promises. @type {string[]} */
    problems: [],
    faultsEnabled: true,

    /** Adds a line to the trace. @param {string} actor @param {string} text */
    log(actor, text) {
      this.trace.push(`${String(clock.elapsed()).padStart(7)}  ${actor.padEnd(6)} ${text}`);
    },

    /** @param {string} event */
    count(event) {
      this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
    },

    /** @param {string} problem */
    report(problem) {
      this.problems.push(problem);
      this.log("CHECK", problem);
    },

    /** Decides if a fault of this probability is injected now. @param {number} probability */
    injects(probability) {
      return this.faultsEnabled && this.random.chance(probability);
    },

    /**
     * Returns the clients' orders in sending order, which may differ from their order of arrival.
     */
    ownOrders() {
      const own = sandbox.ledger.orders.filter(({ id }) => !this.foreignOrders.has(id));
      const position = (/** @type {{ description: string }} */ { description }) =>
        this.sentMarks.indexOf(parseDescription(description).mark ?? "");
      return own.sort((a, b) => position(a) - position(b));
    },

    /** Returns the journal's entry of a reference. @param {string} reference */
    entry(reference) {
      return readEntry(this.items, reference);
    },
  };
}
