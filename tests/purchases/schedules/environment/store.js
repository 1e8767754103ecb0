import { observeEntry } from "../checks/entries.js";
import { interact } from "./process.js";

/**
 * The store that all processes of the shop share, as each process reaches it.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./process.js").Process} Process
 * @typedef {import("./leases.js").LockRequest} LockRequest
 * @typedef {import("pressone-esim/stores").Store} Store
 */

const FALSE_AFTER_EFFECT = "says false after the effect";
const LANDS_LATE = "never answers, lands late";
/** Faults of an operation. Those of compare-and-set come last. */
export const STORE_FAULTS = [
  "fails",
  "fails after the effect",
  "never answers",
  "never answers after the effect",
  "is slow",
  LANDS_LATE,
  FALSE_AFTER_EFFECT,
];
export const OPERATIONS = ["get", "put", "compareAndSet", "delete", "keys", "lock"];
/** Longer than any client waits for its store. */
const MAX_SLOW_MS = 8_000;
const MAX_LATE_MS = 120_000;

/**
 * The content of the store. Its time is the server's, which never jumps.
 *
 * @param {() => number} now
 */
export function createContent(now) {
  /** @type {Map<string, { value: string, endsAt: number }>} */
  const values = new Map();
  /** @type {Map<string, { count: number, endsAt: number }>} */
  const counters = new Map();

  /** @param {string} key */
  function read(key) {
    const entry = values.get(key);
    return entry && entry.endsAt > now() ? entry.value : null;
  }

  return {
    read,

    /** @param {string} key @param {string | null} value @param {number} [ttlMs] */
    write(key, value, ttlMs = Number.POSITIVE_INFINITY) {
      if (value === null) values.delete(key);
      else values.set(key, { value, endsAt: now() + ttlMs });
    },

    /** @param {string} prefix */
    keys: (prefix) =>
      [...values.keys()].filter((key) => key.startsWith(prefix) && read(key) !== null).sort(),

    /** @param {string} key @param {number} ttlMs */
    increment(key, ttlMs) {
      const running = counters.get(key);
      const window =
        running && running.endsAt > now() ? running : { count: 0, endsAt: now() + ttlMs };
      window.count += 1;
      counters.set(key, window);
      return { count: window.count, remainingMs: window.endsAt - now() };
    },

    /** The entry of a digest. @param {string} key @returns {any} */
    entry(key) {
      const text = read(key);
      return text === null ? undefined : JSON.parse(text);
    },
  };
}

/**
 * @param {Simulation} simulation
 * @param {Process} process
 * @returns {Store}
 */
export function openStore(simulation, process) {
  const { content, leases, plan, random, clock } = simulation;

  /**
   * @template T
   * @param {string} operation
   * @param {string} description
   * @param {() => T} effect
   * @returns {Promise<T>}
   */
  function run(operation, description, effect) {
    const fault = pickFault(simulation, operation);
    if (fault) simulation.count(`store ${fault}: ${operation}`);
    simulation.log(process.name, `${description}${fault && `: ${fault}`}`);
    if (fault === LANDS_LATE) {
      clock.after(random.between(5_000, MAX_LATE_MS), () => {
        simulation.log(process.name, `  lands late: ${description}`);
        effect();
      });
    }
    const without = fault === "fails" || fault === "never answers" || fault === LANDS_LATE;
    return interact(simulation, process, {
      name: operation,
      requestMs: random.between(0, fault === "is slow" ? MAX_SLOW_MS : plan.store.delayMs),
      responseMs: random.chance(0.5) ? 0 : random.between(0, plan.store.delayMs),
      unanswered: fault.startsWith("never"),
      effect() {
        const value = without ? undefined : effect();
        if (fault.startsWith("fails")) throw new Error("the store is not there");
        return /** @type {T} */ (fault === FALSE_AFTER_EFFECT ? false : value);
      },
    });
  }

  /** @param {string} key @param {string | null} value @param {number | undefined} [ttlMs] */
  function write(key, value, ttlMs) {
    content.write(key, value, ttlMs);
    observeEntry(simulation, process, key, value);
  }

  return {
    durability: plan.store.durability,
    get: (key) =>
      run("get", `reads ${traceKey(key)}`, () => {
        const value = content.read(key);
        simulation.log(process.name, `  found ${traceValue(value)}`);
        return value;
      }),
    getMany: (keys) => run("get", `reads ${keys.length} keys`, () => keys.map(content.read)),
    put: (key, value, { ttlMs } = {}) =>
      run("put", `writes ${traceKey(key)}`, () => write(key, value, ttlMs)),
    delete: (key) => run("delete", `removes ${traceKey(key)}`, () => write(key, null)),
    compareAndSet(key, expected, value, { ttlMs } = {}) {
      const change = `${traceValue(expected)} -> ${traceValue(value)}`;
      return run("compareAndSet", `replaces ${traceKey(key)}: ${change}`, () => {
        const current = content.read(key);
        const same = current === expected || current === value;
        if (same) write(key, value, ttlMs);
        else simulation.count("compareAndSet found another value");
        simulation.log(process.name, same ? "  replaced" : `  it is ${traceValue(current)}`);
        return same;
      });
    },
    increment: (key, { ttlMs }) =>
      run("increment", "counts a request", () => content.increment(key, ttlMs)),
    keys: (prefix, { after, limit } = {}) =>
      run("keys", `lists ${prefix}`, () =>
        content
          .keys(prefix)
          .filter((key) => after === undefined || key > after)
          .slice(0, limit),
      ),
    lock(name, work, { waitMs }) {
      /** @type {Promise<any>} */
      const held = new Promise((resolve, reject) => {
        const request = { process, work, resolve, reject };
        const granted = run("lock", `locks ${traceKey(name)}`, () =>
          leases.request(name, waitMs, request),
        );
        granted.catch(reject);
      });
      return held;
    },
  };
}

/**
 * Returns the fault of this operation, or "".
 *
 * @param {Simulation} simulation
 * @param {string} operation
 */
function pickFault(simulation, operation) {
  const { plan, random } = simulation;
  const { rate, kinds, operation: faultyOperation } = plan.storeFaults;
  if ((faultyOperation && faultyOperation !== operation) || !simulation.injects(rate)) return "";
  const fault = random.pick(kinds);
  if (fault === FALSE_AFTER_EFFECT && operation !== "compareAndSet") return "fails";
  // A read, or a lock, that comes late has no effect.
  const writes = ["put", "compareAndSet", "delete"].includes(operation);
  return fault === LANDS_LATE && !writes ? "never answers" : fault;
}

/** Shortens a key for the trace. @param {string} key */
const traceKey = (key) => key.replace(/([0-9a-f]{6})[0-9a-f]{20,}/g, "$1");

/** Shortens a value for the trace. @param {string | null} value */
function traceValue(value) {
  if (value === null) return "nothing";
  try {
    const { state, tries, mark = "" } = JSON.parse(value);
    return state === undefined ? "a value" : `${state} (${tries}) ${mark.slice(0, 4)}`;
  } catch {
    return "a value";
  }
}
