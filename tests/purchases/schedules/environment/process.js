/**
 * A page, or a process of the shop's server. It can crash at any of its interactions: nothing that it
 * waits for arrives after that.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 *
 * @typedef {object} Crash
 * @property {number} at Number of the interaction at which the process crashes, counted from 1.
 * @property {boolean} after True if that interaction still takes effect.
 *
 * @typedef {object} Process
 * @property {string} name
 * @property {boolean} alive
 * @property {boolean} stopped True if it did not crash, but was ended after all its calls.
 * @property {Set<() => void>} onCrash Calls that run when the process crashes.
 * @property {(moment: string) => void} crash Crashes before or after an interaction.
 * @property {(interaction: string) => "crashed" | "crashes after" | "continues"} start Starts an interaction.
 */

/** Probability that an interaction takes effect although its process crashed meanwhile. */
const EFFECT_AFTER_CRASH = 0.7;

/**
 * @param {Simulation} simulation
 * @param {string} name
 * @param {Crash | null} [crash]
 * @returns {Process}
 */
export function createProcess(simulation, name, crash = null) {
  let started = 0;
  /** @type {Process} */
  const process = {
    name,
    alive: true,
    stopped: false,
    onCrash: new Set(),

    crash(moment) {
      if (!process.alive) return;
      process.alive = false;
      simulation.log(name, `dies ${moment}`);
      simulation.count(`killed ${moment}`);
      for (const listener of process.onCrash) listener();
    },

    start(interaction) {
      if (!process.alive) return "crashed";
      started += 1;
      if (!simulation.faultsEnabled || started !== crash?.at) return "continues";
      if (crash.after) return "crashes after";
      process.crash(`before ${interaction}`);
      return "crashed";
    },
  };
  return process;
}

/**
 * Carries out one asynchronous interaction of a process.
 *
 * @template T
 * @param {Simulation} simulation
 * @param {Process} process
 * @param {object} interaction
 * @param {string} interaction.name
 * @param {number} interaction.requestMs Time until the effect.
 * @param {number} interaction.responseMs Time from the effect until the process has its result.
 * @param {boolean} [interaction.unanswered] True if the result never arrives.
 * @param {number | undefined} [interaction.brokenAfterMs] Time until the connection breaks.
 * @param {() => T | Promise<T>} interaction.effect
 * @returns {Promise<T>} which never settles if the process has crashed by then
 */
export function interact(simulation, process, interaction) {
  const { name, requestMs, responseMs, unanswered = false, brokenAfterMs, effect } = interaction;
  const { clock } = simulation;
  return new Promise((resolve, reject) => {
    const state = process.start(name);
    if (state === "crashed") return;
    /** @param {() => void} settle */
    const respond = (settle) => {
      if (state === "crashes after") process.crash(`after ${name}`);
      if (unanswered || brokenAfterMs !== undefined) return;
      if (responseMs === 0) {
        if (process.alive) settle();
      } else clock.after(responseMs, () => process.alive && settle());
    };
    if (brokenAfterMs !== undefined) {
      clock.after(brokenAfterMs, () => process.alive && reject(new TypeError("fetch failed")));
    }
    clock.after(requestMs, async () => {
      if (!process.alive && !simulation.random.chance(EFFECT_AFTER_CRASH)) return;
      try {
        const value = await effect();
        respond(() => resolve(value));
      } catch (error) {
        respond(() => reject(error));
      }
    });
  });
}
