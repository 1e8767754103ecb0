import { createSandbox } from "../../../pkg-template/package/sandbox/core/sandbox.js";
import { createRandom } from "../shared/random.js";
import { createLeases } from "./environment/leases.js";
import { createShop } from "./environment/shop.js";
import { createContent } from "./environment/store.js";

/**
 * The state that all parts of one schedule share, and the record of what happened.
 *
 * @typedef {import("./plan/plan.js").Plan} Plan
 * @typedef {import("./environment/clock.js").Clock} Clock
 * @typedef {import("./environment/process.js").Process} Process
 * @typedef {ReturnType<typeof createSimulation>} Simulation
 *
 * @typedef {object} Post An order or a renewal on its way to PressOne.
 * @property {"submit" | "renew"} endpoint
 * @property {string} key Of the journal's entry.
 * @property {string} reference
 * @property {string} email Of a renewal.
 * @property {string} description Of an order.
 * @property {string} mark The call that caused it.
 * @property {number} knownTries The number of failed tries that its sender knew of.
 * @property {boolean} copy True if the wire had repeated the page's request.
 * @property {number} sentAt
 * @property {number} openedAt The time at which its entry was opened.
 * @property {boolean} over True if it has arrived, or never will.
 *
 * @typedef {Post & { id: number, code: string, package_id: string, at: number, goneAt: number }} Order
 * An order or renewal that PressOne carried out. `goneAt`: the time at which it failed or was refunded.
 *
 * @typedef {object} Word An answer that says: nothing was ordered.
 * @property {number} at
 * @property {number} since The start of the call that was told.
 * @property {string} reference
 * @property {string} mark The call that was told.
 * @property {string} who
 * @property {number} tries The number of failed tries that the caller knows of now.
 * @property {boolean} closed
 * @property {boolean} hidden True if the journal shows the caller nothing of the reference.
 * @property {string | undefined} package_id Of the call's own content, if it is another one.
 * @property {string} text
 *
 * @typedef {object} Settlement
 * @property {string} reference
 * @property {number} at
 * @property {number} until The time until which it may have been written.
 *
 * @param {Plan} plan
 * @param {Clock} clock
 * @param {number} seed
 */
export function createSimulation(plan, clock, seed) {
  const sandbox = createSandbox({ now: clock.serverNow, balance: 100_000, shapes: plan.shapes });
  const simulation = {
    plan,
    clock,
    sandbox,
    random: createRandom(seed, "world"),
    content: createContent(clock.elapsed),
    leases: /** @type {import("./environment/leases.js").Leases} */ (
      /** @type {unknown} */ (undefined)
    ),
    shop: /** @type {import("./environment/shop.js").Shop} */ (/** @type {unknown} */ (undefined)),
    /** @type {Post[]} */
    posts: [],
    /** @type {Order[]} */
    orders: [],
    /** @type {Word[]} */
    words: [],
    /** Settlements as failed or closed by a person. @type {Settlement[]} */
    settlements: [],
    /** The times at which the store forgot the entry of a reference. @type {Map<string, number[]>} */
    forgotten: new Map(),
    /** References with an event about two orders. @type {Set<string>} */
    duplicatesTold: new Set(),
    /** The time at which each entry was opened last. @type {Map<string, number>} */
    openedAt: new Map(),
    /** The last renewal of an address that a process opened. @type {Map<string, { key: string, reference: string }>} */
    openedRenewals: new Map(),
    /** The knowledge of each page about each reference. @type {Map<string, { tries: number, asked: Set<string> }>} */
    knowledge: new Map(),
    /** @type {Map<string, string>} Shoppers by their digest. */
    shopperOf: new Map(),
    /** The time since which a shopper owns the entry of a key. @type {Map<string, number>} */
    ownedSince: new Map(),
    /** Pairs of a reference and a shopper that may own its entry. @type {Set<string>} */
    allowed: new Set(),
    /** @type {string[]} */
    trace: [],
    /** The number of times that each event occurred. @type {Map<string, number>} */
    counts: new Map(),
    /** Violations of what the package promises. @type {string[]} */
    problems: [],
    faultsEnabled: true,

    /** Adds a line to the trace. @param {string} actor @param {string} text */
    log(actor, text) {
      this.trace.push(`${String(clock.elapsed()).padStart(8)}  ${actor.padEnd(7)} ${text}`);
    },

    /** @param {string} event */
    count(event) {
      this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
    },

    /** @param {string} problem */
    report(problem) {
      if (this.problems.includes(problem)) return;
      this.problems.push(problem);
      this.log("CHECK", problem);
    },

    /** Decides if a fault of this probability is injected now. @param {number} probability */
    injects(probability) {
      return this.faultsEnabled && this.random.chance(probability);
    },

    /** An event of a partner client. @param {Process} process @param {any} event */
    hear(process, { type, state, reference }) {
      if (type !== "purchase" && type !== "duplicate_order") return;
      this.log(process.name, `  event ${type} ${state ?? ""} of ${reference}`);
      this.count(`event ${type} ${state ?? ""}`.trim());
      if (type === "duplicate_order") this.duplicatesTold.add(reference);
    },

    /** A shopper may own an entry. @param {string} reference @param {string} id */
    allow(reference, id) {
      this.allowed.add(`${reference} ${id}`);
    },

    /**
     * True if the journal hid the entry of a reference from a shopper, at that time at least.
     *
     * @param {string} reference
     * @param {string} who
     * @param {number} at
     */
    hides(reference, who, at) {
      const key = this.orders.find((order) => order.reference === reference)?.key;
      const since = this.ownedSince.get(`${key} ${who}`) ?? Number.POSITIVE_INFINITY;
      return who !== "" && since > at;
    },

    /** The price of a package in dollars. @param {string} packageId */
    priceOf: (packageId) => plan.prices[packageId] ?? 0,

    /** Records what PressOne did for a request. @param {Post} post */
    attribute(post) {
      post.over = true;
      const known = new Set(
        this.orders.filter((o) => o.endpoint === post.endpoint).map(({ id }) => id),
      );
      const at = clock.elapsed();
      const { orders, renewals } = sandbox.ledger;
      const made =
        post.endpoint === "submit"
          ? orders.find((o) => o.description === post.description && !known.has(o.id))
          : renewals
              .map((renewal, id) => ({ ...renewal, id, code: `renewal ${id}`, package_id: "" }))
              .find((renewal) => renewal.email === post.email && !known.has(renewal.id));
      if (!made) return;
      const { id, code, package_id } = made;
      this.orders.push({ ...post, id, code, package_id, at, goneAt: Number.POSITIVE_INFINITY });
      this.log("server", `has carried out ${post.reference} for ${post.mark}: ${code}`);
      this.count(`PressOne carries out: ${post.endpoint}`);
    },

    /** The orders of a reference that PressOne neither refunded nor failed. @param {string} reference */
    ordersOf(reference) {
      return this.orders.filter(
        (order) => order.reference === reference && order.goneAt === Infinity,
      );
    },

    /**
     * True if a person, or the shop's clock, declared this request dead while it was on its way.
     *
     * @param {Post} post
     * @param {number} [before] Only settlements that began before.
     */
    isMistaken({ reference, sentAt, openedAt }, before = Infinity) {
      const since = plan.jumps.some(({ ms }) => ms > 0) ? openedAt : sentAt;
      return this.settlements.some(
        (each) => each.reference === reference && each.until >= since && each.at <= before,
      );
    },
  };
  simulation.leases = createLeases(simulation);
  simulation.shop = createShop(simulation);
  return simulation;
}
