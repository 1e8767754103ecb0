import { interact } from "./tab.js";

/**
 * The storage that all tabs share, as each of them sees it.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./tab.js").Tab} Tab
 */

/** A fault of reads alone; an operation that nobody reads refuses instead. */
export const RUBBISH = "gives rubbish";
/** What can go wrong with an operation. */
export const STORAGE_FAULTS = [
  "throws",
  "refuses",
  "refuses after the effect",
  "never answers",
  "never answers after the effect",
  "is slow",
  RUBBISH,
];
export const OPERATIONS = ["read", "write", "removal", "list"];
/** Some of it slower than any client waits for. */
const SLOWEST_MS = 4_000;
/** What no version of the package writes, or only a later one. */
export const RUBBISHES = ["{", "null", "[]", '{"v":2,"state":"done"}'];

const refusal = () => new DOMException("the quota has been exceeded", "QuotaExceededError");

/**
 * @param {World} world
 * @param {Tab} tab
 */
export function createStorage(world, tab) {
  const { items, plan, random } = world;

  /**
   * @template T
   * @param {string} operation
   * @param {string} what
   * @param {() => T} act
   * @returns {T | Promise<T>}
   */
  function run(operation, what, act) {
    const fault = faultOf(world, operation);
    if (fault) world.count(`storage ${fault}: ${operation}`);
    world.note(tab.name, `${what}${fault && `: ${fault}`}`);
    const effect = () => {
      if (fault === "refuses" || fault === "throws") throw refusal();
      const value = fault === "never answers" ? undefined : act();
      if (fault === "refuses after the effect") throw refusal();
      return /** @type {T} */ (fault === RUBBISH ? plan.rubbish : value);
    };
    if (plan.storage.sync) return atOnce(tab, `storage ${operation}`, effect);
    if (fault === "throws") throw refusal();
    return interact(world, tab, {
      what: `storage ${operation}`,
      there: random.between(0, fault === "is slow" ? SLOWEST_MS : plan.storage.delayMs),
      back: random.between(0, plan.storage.delayMs),
      unanswered: fault.startsWith("never"),
      act: effect,
    });
  }

  const view = {
    /** @param {string} key */
    getItem: (key) =>
      run("read", `reads ${brief(key)}`, () => {
        const found = items.get(key) ?? null;
        world.note(tab.name, `  found ${state(found)}`);
        return found;
      }),

    /** @param {string} key @param {string} value */
    setItem: (key, value) =>
      run("write", `writes ${brief(key)} = ${state(value)}`, () => void items.set(key, value)),

    /** @param {string} key */
    removeItem: (key) => run("removal", `removes ${brief(key)}`, () => void items.delete(key)),

    /** @param {string} prefix */
    keys: (prefix) =>
      run("list", "lists keys", () => [...items.keys()].filter((key) => key.startsWith(prefix))),
  };
  if (!plan.storage.replaces) return view;
  return {
    ...view,
    /** @param {string} key @param {string | null} before @param {string} value */
    replaceItem: (key, before, value) =>
      run("write", `replaces ${brief(key)}: ${state(before)} -> ${state(value)}`, () => {
        const same = (items.get(key) ?? null) === before;
        if (same && !value && plan.storage.clears) items.delete(key);
        else if (same) items.set(key, value);
        else world.count("a claim came too late");
        world.note(tab.name, same ? "  replaced" : "  it is another one");
        return same;
      }),
  };
}

/** What goes wrong now, if anything. @param {World} world @param {string} operation */
function faultOf(world, operation) {
  const { rate, kinds, operation: only } = world.plan.storageFaults;
  if ((only && only !== operation) || !world.strikes(rate)) return "";
  const fault = world.random.pick(kinds);
  // What answers at once cannot be late.
  const late = fault.startsWith("never") || fault === "is slow";
  if (world.plan.storage.sync && late) return "refuses";
  return fault === RUBBISH && operation !== "read" ? "refuses" : fault;
}

/**
 * An operation without promises, but for a tab that is dead.
 *
 * @template T
 * @param {Tab} tab
 * @param {string} what
 * @param {() => T} act
 */
function atOnce(tab, what, act) {
  const fate = tab.begin(what);
  const never = /** @type {Promise<T>} */ (new Promise(() => {}));
  if (fate === "never") return never;
  if (fate === "goes on") return act();
  try {
    act();
  } catch {
    // Nobody is left to hear of it.
  }
  tab.die(`after ${what}`);
  return never;
}

/** A key as a trace shows it. @param {string} key */
const brief = (key) => key.replace(/^pressone-esim:/, "");

/** What a value says, as a trace shows it. @param {string | null} value */
function state(value) {
  if (!value) return "nothing";
  try {
    return JSON.parse(value)?.state ?? `${value.length} characters`;
  } catch {
    return `"${value}"`;
  }
}
