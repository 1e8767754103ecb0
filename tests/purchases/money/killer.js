// Kills a process when a purchase reaches the kill point in its reference, once for each reference.
import { findPlan } from "./purchase-plan.js";
import { listen } from "./raw-http/server.js";

/**
 * @typedef {ReturnType<typeof createKiller>} Killer
 * @typedef {(killPoint: string) => Promise<unknown>} Restart Kills a process and starts it again.
 */

export function createKiller() {
  /** @type {Map<string, { restart: Restart, restarting: boolean, kills: Map<string, number> }>} */
  const targets = new Map();
  /** @type {Set<string>} */
  const usedReferences = new Set();
  /** @type {Set<string>} */
  const disabledGroups = new Set();

  /**
   * Kills the target of the purchase's group.
   *
   * @param {{ reference: string, group: string, killPoint: string }} plan
   * @returns {boolean} true if the target is being killed, so an answer would not reach it
   */
  function kill({ reference, group, killPoint }) {
    const target = targets.get(group);
    if (!target || disabledGroups.has(group) || usedReferences.has(reference)) return false;
    usedReferences.add(reference);
    if (target.restarting) return true;
    target.restarting = true;
    target.kills.set(killPoint, (target.kills.get(killPoint) ?? 0) + 1);
    const done = () => {
      target.restarting = false;
    };
    // If a restart fails, the calls of the target's buyers fail.
    target.restart(killPoint).then(done, done);
    return true;
  }

  return {
    kill,
    /** Ends kills and faults for a group. @param {string} group */
    disable: (group) => void disabledGroups.add(group),
    /** @param {string} group */
    isDisabled: (group) => disabledGroups.has(group),
    /**
     * Sets what is killed for a group.
     *
     * @param {string} group
     * @param {Restart} restart
     * @returns {ReadonlyMap<string, number>} the number of kills at each point
     */
    setTarget(group, restart) {
      /** @type {Map<string, number>} */
      const kills = new Map();
      targets.set(group, { restart, restarting: false, kills });
      return kills;
    },
    /** Starts the server to which seller/kill-points.js reports that a point is reached. */
    listen: () =>
      listen(async (call) => {
        const plan = findPlan(decodeURIComponent(call.path));
        if (!plan || !kill(plan)) call.answer({ status: 204 }, true);
      }),
  };
}
