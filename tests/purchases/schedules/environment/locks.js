/**
 * Locks that all tabs share. A lock ends with the tab that holds it, as a browser's does. A lossy
 * lock is taken away from its holder. The holder's call may not notice.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./tab.js").Tab} Tab
 *
 * @typedef {object} LockRequest
 * @property {Tab} tab
 * @property {() => unknown} work
 * @property {(value: unknown) => void} resolve
 * @property {(error: unknown) => void} reject
 */

export const LOCK_FAULTS = ["refused", "never granted"];
/** The longest time until a lossy lock is lost. */
const MAX_MS_UNTIL_LOSS = 3_000;
const stolen = () => new DOMException("the lock was stolen", "AbortError");

/** @param {Simulation} simulation */
export function createLocks(simulation) {
  const { random, clock, plan } = simulation;
  /** @type {Map<string, LockRequest>} */
  const holders = new Map();
  /** @type {Map<string, LockRequest[]>} */
  const queues = new Map();

  /** @param {string} name */
  function grantNext(name) {
    if (holders.has(name)) return;
    const request = queues.get(name)?.shift();
    if (request) void hold(name, request);
  }

  /** @param {string} name @param {LockRequest} request */
  function release(name, request) {
    if (holders.get(name) !== request) return;
    holders.delete(name);
    clock.after(random.between(0, 5), () => grantNext(name));
  }

  /** @param {string} name @param {LockRequest} request */
  function loseLater(name, request) {
    const { tab, reject } = request;
    clock.after(random.between(0, MAX_MS_UNTIL_LOSS), () => {
      if (holders.get(name) !== request) return;
      simulation.log(tab.name, "loses its lock");
      simulation.count("lock lost");
      release(name, request);
      if (random.chance(0.5) && tab.alive) reject(stolen());
    });
  }

  /** @param {string} name @param {LockRequest} request */
  async function hold(name, request) {
    const { tab, work, resolve, reject } = request;
    holders.set(name, request);
    if (simulation.injects(plan.storage.lockLoss)) loseLater(name, request);
    try {
      const value = await work();
      if (tab.alive) resolve(value);
    } catch (error) {
      if (tab.alive) reject(error);
    }
    if (tab.alive) release(name, request);
  }

  /** @param {string} name @param {LockRequest} request @param {() => void} onArrival */
  function enqueue(name, request, onArrival) {
    const queue = queues.get(name) ?? [];
    queue.push(request);
    queues.set(name, queue);
    request.tab.onCrash.push(() => {
      if (queue.includes(request)) queue.splice(queue.indexOf(request), 1);
      clock.after(random.between(0, 50), () => release(name, request));
    });
    clock.after(random.between(0, 5), () => {
      onArrival();
      grantNext(name);
    });
  }

  return {
    /** Names of the locks that a tab holds. */
    heldNames: () => [...holders.keys()],

    /**
     * Returns the `lock` function of a tab's storage.
     *
     * @param {Tab} tab
     * @returns {(name: string, work: () => unknown) => Promise<unknown>}
     */
    lockFor: (tab) => (name, work) =>
      new Promise((resolve, reject) => {
        const state = tab.start("lock");
        if (state === "crashed") return;
        const crashIfPlanned = () => {
          if (state === "crashes after") tab.crash("after lock");
        };
        const fault = simulation.injects(plan.lockFaults.rate) ? random.pick(LOCK_FAULTS) : "";
        if (!fault) return enqueue(name, { tab, work, resolve, reject }, crashIfPlanned);
        simulation.count(`lock ${fault}`);
        simulation.log(tab.name, `asks for a lock: ${fault}`);
        if (fault === "refused") {
          clock.after(random.between(0, 5), () => tab.alive && reject(stolen()));
        }
        crashIfPlanned();
      }),
  };
}
