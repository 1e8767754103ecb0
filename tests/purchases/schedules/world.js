import { createSandbox } from "../../sandbox/index.js";
import { createRandom } from "../shared/random.js";
import { readDescription } from "./description.js";

/**
 * What one schedule happens in, and what is remembered of it.
 *
 * @typedef {import("./plan.js").Plan} Plan
 * @typedef {import("./time.js").Time} Time
 * @typedef {import("./tab.js").Tab} Tab
 * @typedef {ReturnType<typeof createWorld>} World
 *
 * @typedef {object} Effect Something that the server did.
 * @property {"submit" | "renew"} endpoint
 * @property {string} tab Whose request it was.
 *
 * @param {Plan} plan
 * @param {Time} time
 * @param {number} seed
 */
export function createWorld(plan, time, seed) {
  const sandbox = createSandbox({ now: time.serverNow, balance: 100_000, shapes: plan.shapes });
  return {
    plan,
    time,
    sandbox,
    random: createRandom(seed, "world"),
    /** What the shared storage holds. @type {Map<string, string>} */
    items: new Map(),
    /** @type {Effect[]} */
    effects: [],
    /** When the entry was made of the last renewal of each reference that has left. @type {Map<string, number>} */
    renewals: new Map(),
    /** The marks of orders whose requests have left, in that order. @type {string[]} */
    left: [],
    /** Orders of others. @type {Set<number>} */
    crowd: new Set(),
    /** @type {string[]} */
    trace: [],
    /** How often what was injected, and what came of it. @type {Map<string, number>} */
    counts: new Map(),
    /** What must not be. @type {string[]} */
    problems: [],
    /** Nothing is injected any more. */
    calm: false,

    /** @param {string} who @param {string} what */
    note(who, what) {
      this.trace.push(`${String(time.passed()).padStart(7)}  ${who.padEnd(6)} ${what}`);
    },

    /** @param {string} what */
    count(what) {
      this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
    },

    /** @param {string} what */
    problem(what) {
      this.problems.push(what);
      this.note("CHECK", what);
    },

    /** Whether something of this probability is injected now. @param {number} probability */
    strikes(probability) {
      return !this.calm && this.random.chance(probability);
    },

    /** What the clients have ordered, as it left: what left first may arrive last. */
    orders() {
      const own = sandbox.ledger.orders.filter(({ id }) => !this.crowd.has(id));
      const place = (/** @type {{ description: string }} */ { description }) =>
        this.left.indexOf(readDescription(description).mark ?? "");
      return own.sort((a, b) => place(a) - place(b));
    },

    /** The journal's entry of a reference. @param {string} reference */
    entry(reference) {
      for (const [key, text] of this.items) {
        if (text && key.startsWith("pressone-esim:write:") && key.endsWith(`:${reference}`)) {
          return JSON.parse(text);
        }
      }
      return undefined;
    },
  };
}
