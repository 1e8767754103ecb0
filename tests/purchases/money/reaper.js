// Who is killed when a purchase reaches the point that its reference names, once for each reference.
import { planIn } from "./plan.js";
import { listen } from "./raw/server.js";

/** @typedef {(harm: string) => Promise<unknown>} Kill kills what it is for, and starts it again */

export function reaper() {
  /** @type {Map<string, { kill: Kill, dying: boolean, kills: Map<string, number> }>} */
  const victims = new Map();
  /** @type {Set<string>} */
  const struck = new Set();
  /** @type {Set<string>} */
  const spared = new Set();

  /**
   * Whether whoever asks is being killed, and waits for its end.
   *
   * @param {{ reference: string, who: string, harm: string }} plan
   */
  function strike({ reference, who, harm }) {
    const victim = victims.get(who);
    if (!victim || spared.has(who) || struck.has(reference)) return false;
    struck.add(reference);
    // Two that come at once are one kill.
    if (victim.dying) return true;
    victim.dying = true;
    victim.kills.set(harm, (victim.kills.get(harm) ?? 0) + 1);
    const over = () => {
      victim.dying = false;
    };
    // That it cannot be started again is noticed by its buyers.
    victim.kill(harm).then(over, over);
    return true;
  }

  return {
    strike,
    /** No harm befalls these buyers any more. @param {string} who */
    spare: (who) => void spared.add(who),
    /** @param {string} who */
    spares: (who) => spared.has(who),
    /**
     * @param {string} who of whose purchases
     * @param {Kill} kill
     * @returns how often, by the points
     */
    over(who, kill) {
      const kills = new Map();
      victims.set(who, { kill, dying: false, kills });
      return kills;
    },
    /** Where processes tell that they have reached a point. */
    listen: () =>
      listen(async (call) => {
        const plan = planIn(decodeURIComponent(call.path));
        if (!plan || !strike(plan)) call.answer({ status: 204 }, true);
      }),
  };
}
