/**
 * A page or a worker with a client of its own. A tab can crash at any of its interactions: nothing
 * that it waits for arrives after that.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 *
 * @typedef {object} Crash
 * @property {number} at Number of the interaction at which the tab crashes, counted from 1.
 * @property {boolean} after True if that interaction still takes effect.
 *
 * @typedef {ReturnType<typeof createTab>} Tab
 */

/** Probability that an interaction takes effect although its tab crashed meanwhile. */
const EFFECT_AFTER_CRASH = 0.7;

/** @param {Simulation} simulation @param {string} name @param {Crash | null} crash */
export function createTab(simulation, name, crash) {
  let started = 0;
  const tab = {
    name,
    alive: true,
    /** Reference of the tab's renewals. A renewal's request does not contain it. */
    renewal: "",
    /** @type {(() => void)[]} */
    onCrash: [],

    /** @param {string} moment Before or after which interaction. */
    crash(moment) {
      if (!tab.alive) return;
      tab.alive = false;
      simulation.log(name, `dies ${moment}`);
      simulation.count(`killed ${moment.split(" ").slice(0, 2).join(" ")}`);
      for (const listener of tab.onCrash) listener();
    },

    /**
     * Starts an interaction.
     *
     * @param {string} interaction
     * @returns {"crashed" | "crashes after" | "continues"}
     */
    start(interaction) {
      if (!tab.alive) return "crashed";
      started += 1;
      if (!simulation.faultsEnabled || started !== crash?.at) return "continues";
      if (crash.after) return "crashes after";
      tab.crash(`before ${interaction}`);
      return "crashed";
    },
  };
  return tab;
}

/**
 * Carries out one asynchronous interaction of a tab.
 *
 * @template T
 * @param {Simulation} simulation
 * @param {Tab} tab
 * @param {object} interaction
 * @param {string} interaction.name
 * @param {number} interaction.requestMs Time until the effect.
 * @param {number} interaction.responseMs Time from the effect until the tab has its result.
 * @param {boolean} [interaction.unanswered] True if the result never arrives.
 * @param {() => T | Promise<T>} interaction.effect
 * @returns {Promise<T>} which never settles if the tab has crashed by then
 */
export function interact(simulation, tab, interaction) {
  const { name, requestMs, responseMs, unanswered = false, effect } = interaction;
  return new Promise((resolve, reject) => {
    const state = tab.start(name);
    if (state === "crashed") return;
    const respond = (/** @type {() => void} */ settle) => {
      if (state === "crashes after") tab.crash(`after ${name}`);
      if (!unanswered) simulation.clock.after(responseMs, () => tab.alive && settle());
    };
    simulation.clock.after(requestMs, async () => {
      if (!tab.alive && !simulation.random.chance(EFFECT_AFTER_CRASH)) return;
      try {
        const value = await effect();
        respond(() => resolve(value));
      } catch (error) {
        respond(() => reject(error));
      }
    });
  });
}
