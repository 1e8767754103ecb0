/**
 * A page or a worker with a client of its own, and what it does to the world around it. It can die
 * at any of its interactions: what it waits for never comes then, and nothing hears of it again.
 *
 * @typedef {import("./world.js").World} World
 *
 * @typedef {object} Death
 * @property {number} at At which of its interactions, counted from 1.
 * @property {boolean} after Whether that one still takes effect.
 *
 * @typedef {ReturnType<typeof createTab>} Tab
 */

/** How likely what a tab had begun takes effect after its death. */
const LANDS = 0.7;

/** @param {World} world @param {string} name @param {Death | null} death */
export function createTab(world, name, death) {
  let begun = 0;
  const tab = {
    name,
    alive: true,
    /** What its renewals are called: the server is told nothing of it. */
    renewal: "",
    /** @type {(() => void)[]} */
    onDeath: [],

    /** @param {string} what */
    die(what) {
      if (!tab.alive) return;
      tab.alive = false;
      world.note(name, `dies ${what}`);
      world.count(`killed ${what.split(" ").slice(0, 2).join(" ")}`);
      for (const listener of tab.onDeath) listener();
    },

    /**
     * Begins an interaction.
     *
     * @param {string} what
     * @returns {"never" | "last" | "goes on"} What becomes of it.
     */
    begin(what) {
      if (!tab.alive) return "never";
      begun += 1;
      if (world.calm || begun !== death?.at) return "goes on";
      if (death.after) return "last";
      tab.die(`before ${what}`);
      return "never";
    },
  };
  return tab;
}

/**
 * One interaction of a tab: what it asks for travels, takes effect, and its outcome travels back.
 *
 * @template T
 * @param {World} world
 * @param {Tab} tab
 * @param {object} interaction
 * @param {string} interaction.what
 * @param {number} interaction.there How long it travels, in ms.
 * @param {number} interaction.back
 * @param {boolean} [interaction.unanswered] Whether its outcome never comes.
 * @param {() => T | Promise<T>} interaction.act Its effect.
 * @returns {Promise<T>} which never settles for a tab that is dead by then
 */
export function interact(world, tab, { what, there, back, unanswered = false, act }) {
  return new Promise((resolve, reject) => {
    const fate = tab.begin(what);
    if (fate === "never") return;
    const answer = (/** @type {() => void} */ settle) => {
      if (fate === "last") tab.die(`after ${what}`);
      if (!unanswered) world.time.after(back, () => tab.alive && settle());
    };
    world.time.after(there, async () => {
      if (!tab.alive && !world.random.chance(LANDS)) return;
      try {
        const value = await act();
        answer(() => resolve(value));
      } catch (error) {
        answer(() => reject(error));
      }
    });
  });
}
