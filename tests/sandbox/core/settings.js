/** @typedef {import("../routes/types.js").Settings} Settings */

/** @type {Settings} */
const DEFAULTS = {
  historyWindowMs: 15 * 60_000,
  tokensPerMinute: 0,
  listedAfterMs: 0,
  cors: false,
  exposeRetryAfter: true,
  partnerKey: "",
};

/** @param {Partial<Settings>} [initial] */
export function createSettings(initial = {}) {
  /** @type {Settings} */
  const current = { ...DEFAULTS };
  /** @param {Partial<Settings>} change */
  const set = (change) => {
    for (const [name, value] of Object.entries(change)) {
      const known = Object.entries(DEFAULTS).find(([key]) => key === name);
      if (!known) throw new TypeError(`unknown setting: ${name}`);
      if (typeof value !== typeof known[1]) throw new TypeError(`${name} is a ${typeof known[1]}`);
    }
    return Object.assign(current, change);
  };
  const reset = () => {
    Object.assign(current, DEFAULTS);
    set(initial);
  };
  reset();
  return { current, set, reset };
}
