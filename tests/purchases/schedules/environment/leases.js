/**
 * The leases of the simulated store, by name. A lease ends when its holder's work ends, some time after
 * its holder's process died, or when it is lost.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./process.js").Process} Process
 *
 * @typedef {object} LockRequest
 * @property {Process} process
 * @property {(signal: AbortSignal) => Promise<unknown>} work
 * @property {(value: any) => void} resolve
 * @property {(error: unknown) => void} reject
 *
 * @typedef {object} Leases
 * @property {() => string[]} heldNames Names of the locks that are held.
 * @property {(name: string, waitMs: number, request: LockRequest) => void} request Waits for a lock.
 */

/** The time until the lease of a dead process ends. */
const LEASE_MS = 15_000;
/** The longest time until a lease is lost. */
const MAX_MS_UNTIL_LOSS = 3_000;

/** The error that clients know by its name. */
function lockBusy() {
  const error = new Error("another call holds the lock");
  error.name = "LockBusyError";
  return error;
}

/** @param {Simulation} simulation @returns {Leases} */
export function createLeases(simulation) {
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
    grantNext(name);
  }

  /** @param {string} name @param {LockRequest} request @param {AbortController} lost */
  function loseLater(name, request, lost) {
    clock.after(random.between(0, MAX_MS_UNTIL_LOSS), () => {
      if (holders.get(name) !== request) return;
      simulation.log(request.process.name, "loses its lease");
      simulation.count("lease lost");
      lost.abort();
      release(name, request);
    });
  }

  /** @param {string} name @param {LockRequest} request */
  async function hold(name, request) {
    const { process, work, resolve, reject } = request;
    holders.set(name, request);
    const endLater = () => clock.after(LEASE_MS, () => release(name, request));
    if (process.alive) process.onCrash.add(endLater);
    else endLater();
    const lost = new AbortController();
    if (simulation.injects(plan.leaseLoss)) loseLater(name, request, lost);
    try {
      const value = await work(lost.signal);
      if (process.alive) resolve(value);
    } catch (error) {
      if (process.alive) reject(error);
    }
    if (process.alive) release(name, request);
  }

  return {
    heldNames: () => [...holders.keys()],

    request(name, waitMs, request) {
      const queue = queues.get(name) ?? [];
      queues.set(name, queue);
      queue.push(request);
      const leave = () => {
        if (!queue.includes(request)) return false;
        queue.splice(queue.indexOf(request), 1);
        return true;
      };
      request.process.onCrash.add(leave);
      grantNext(name);
      if (!queue.includes(request)) return;
      simulation.count("a call waits for a lock");
      clock.after(waitMs, () => {
        if (leave()) request.reject(lockBusy());
      });
    },
  };
}
