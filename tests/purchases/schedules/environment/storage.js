import { interact } from "./tab.js";

/**
 * The storage that all tabs share, as each tab accesses it.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("./tab.js").Tab} Tab
 */

/** A fault of reads only. Other operations refuse instead. */
export const INVALID_VALUE = "gives rubbish";
export const STORAGE_FAULTS = [
  "throws",
  "refuses",
  "refuses after the effect",
  "never answers",
  "never answers after the effect",
  "is slow",
  INVALID_VALUE,
];
export const OPERATIONS = ["read", "write", "removal", "list"];
/** Longer than any client waits for its storage. */
const MAX_SLOW_MS = 4_000;
/** Values that this version of the package does not write. */
export const INVALID_VALUES = ["{", "null", "[]", '{"v":2,"state":"done"}'];

const quotaExceeded = () => new DOMException("the quota has been exceeded", "QuotaExceededError");

/**
 * @param {Simulation} simulation
 * @param {Tab} tab
 */
export function createStorage(simulation, tab) {
  const { items, plan, random } = simulation;

  /**
   * @template T
   * @param {string} operation
   * @param {string} description
   * @param {() => T} effect
   * @returns {T | Promise<T>}
   */
  function run(operation, description, effect) {
    const fault = pickFault(simulation, operation);
    if (fault) simulation.count(`storage ${fault}: ${operation}`);
    simulation.log(tab.name, `${description}${fault && `: ${fault}`}`);
    const faultyEffect = () => {
      if (fault === "refuses" || fault === "throws") throw quotaExceeded();
      const value = fault === "never answers" ? undefined : effect();
      if (fault === "refuses after the effect") throw quotaExceeded();
      return /** @type {T} */ (fault === INVALID_VALUE ? plan.rubbish : value);
    };
    if (plan.storage.sync) return runSync(tab, `storage ${operation}`, faultyEffect);
    if (fault === "throws") throw quotaExceeded();
    return interact(simulation, tab, {
      name: `storage ${operation}`,
      requestMs: random.between(0, fault === "is slow" ? MAX_SLOW_MS : plan.storage.delayMs),
      responseMs: random.between(0, plan.storage.delayMs),
      unanswered: fault.startsWith("never"),
      effect: faultyEffect,
    });
  }

  const storage = {
    /** @param {string} key */
    getItem: (key) =>
      run("read", `reads ${traceKey(key)}`, () => {
        const value = items.get(key) ?? null;
        simulation.log(tab.name, `  found ${traceValue(value)}`);
        return value;
      }),

    /** @param {string} key @param {string} value */
    setItem: (key, value) =>
      run(
        "write",
        `writes ${traceKey(key)} = ${traceValue(value)}`,
        () => void items.set(key, value),
      ),

    /** @param {string} key */
    removeItem: (key) => run("removal", `removes ${traceKey(key)}`, () => void items.delete(key)),

    /** @param {string} prefix */
    keys: (prefix) =>
      run("list", "lists keys", () => [...items.keys()].filter((key) => key.startsWith(prefix))),
  };
  if (!plan.storage.replaces) return storage;
  return {
    ...storage,
    /** Compare-and-set. @param {string} key @param {string | null} before @param {string} value */
    replaceItem: (key, before, value) => {
      const change = `${traceValue(before)} -> ${traceValue(value)}`;
      return run("write", `replaces ${traceKey(key)}: ${change}`, () => {
        const same = (items.get(key) ?? null) === before;
        if (same && !value && plan.storage.clears) items.delete(key);
        else if (same) items.set(key, value);
        else simulation.count("replaceItem found another value");
        simulation.log(tab.name, same ? "  replaced" : "  it is another one");
        return same;
      });
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
  const { rate, kinds, operation: faultyOperation } = plan.storageFaults;
  if ((faultyOperation && faultyOperation !== operation) || !simulation.injects(rate)) return "";
  const fault = random.pick(kinds);
  // A synchronous storage cannot be late.
  const late = fault.startsWith("never") || fault === "is slow";
  if (plan.storage.sync && late) return "refuses";
  return fault === INVALID_VALUE && operation !== "read" ? "refuses" : fault;
}

/**
 * Runs an operation of a synchronous storage. It returns a promise only if the tab has crashed.
 *
 * @template T
 * @param {Tab} tab
 * @param {string} name
 * @param {() => T} effect
 */
function runSync(tab, name, effect) {
  const state = tab.start(name);
  const never = /** @type {Promise<T>} */ (new Promise(() => {}));
  if (state === "crashed") return never;
  if (state === "continues") return effect();
  try {
    effect();
  } catch {
    // The tab crashes before it can see the error.
  }
  tab.crash(`after ${name}`);
  return never;
}

/** Shortens a key for the trace. @param {string} key */
const traceKey = (key) => key.replace(/^pressone-esim:/, "");

/** Shortens a value for the trace. @param {string | null} value */
function traceValue(value) {
  if (!value) return "nothing";
  try {
    return JSON.parse(value)?.state ?? `${value.length} characters`;
  } catch {
    return `"${value}"`;
  }
}
