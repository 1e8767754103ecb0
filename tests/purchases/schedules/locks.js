/**
 * Locks that all tabs share: as a browser's, they end with the tab that holds them. A bad one is
 * taken away from its holder, who may or may not hear of it.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./tab.js").Tab} Tab
 *
 * @typedef {object} Ticket
 * @property {Tab} tab
 * @property {() => unknown} work
 * @property {(value: unknown) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** What can go wrong with a lock. */
export const LOCK_FAULTS = ["refused", "never granted"];
/** How long a bad lock holds, at most. */
const LOST_WITHIN_MS = 3_000;
const lost = () => new DOMException("the lock was stolen", "AbortError");

/** @param {World} world */
export function createLocks(world) {
  const { random, time, plan } = world;
  /** @type {Map<string, Ticket>} */
  const held = new Map();
  /** @type {Map<string, Ticket[]>} */
  const waiting = new Map();

  /** @param {string} name */
  function grant(name) {
    if (held.has(name)) return;
    const ticket = waiting.get(name)?.shift();
    if (ticket) void hold(name, ticket);
  }

  /** @param {string} name @param {Ticket} ticket */
  function release(name, ticket) {
    if (held.get(name) !== ticket) return;
    held.delete(name);
    time.after(random.between(0, 5), () => grant(name));
  }

  /** @param {string} name @param {Ticket} ticket */
  async function hold(name, ticket) {
    const { tab, work, resolve, reject } = ticket;
    held.set(name, ticket);
    if (world.strikes(plan.storage.lockLoss)) {
      time.after(random.between(0, LOST_WITHIN_MS), () => {
        if (held.get(name) !== ticket) return;
        world.note(tab.name, "loses its lock");
        world.count("lock lost");
        release(name, ticket);
        if (random.chance(0.5) && tab.alive) reject(lost());
      });
    }
    try {
      const value = await work();
      if (tab.alive) resolve(value);
    } catch (error) {
      if (tab.alive) reject(error);
    }
    if (tab.alive) release(name, ticket);
  }

  return {
    /** Names of the locks that somebody holds. */
    held: () => [...held.keys()],

    /**
     * @param {Tab} tab
     * @returns {(name: string, work: () => unknown) => Promise<unknown>}
     */
    of: (tab) => (name, work) =>
      new Promise((resolve, reject) => {
        const fate = tab.begin("lock");
        if (fate === "never") return;
        const { rate } = plan.lockFaults;
        const fault = world.strikes(rate) ? random.pick(LOCK_FAULTS) : "";
        if (fault) {
          world.count(`lock ${fault}`);
          world.note(tab.name, `asks for a lock: ${fault}`);
          if (fault === "refused") {
            time.after(random.between(0, 5), () => tab.alive && reject(lost()));
          }
          if (fate === "last") tab.die("after lock");
          return;
        }
        const ticket = { tab, work, resolve, reject };
        const queue = waiting.get(name) ?? [];
        queue.push(ticket);
        waiting.set(name, queue);
        tab.onDeath.push(() => {
          if (queue.includes(ticket)) queue.splice(queue.indexOf(ticket), 1);
          time.after(random.between(0, 50), () => release(name, ticket));
        });
        time.after(random.between(0, 5), () => {
          if (fate === "last") tab.die("after lock");
          grant(name);
        });
      }),
  };
}
