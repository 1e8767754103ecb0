import { createOptions } from "./options.js";

/** @typedef {import("../routes/types.js").Settings} Settings */

/** @type {Settings} */
const DEFAULTS = {
  historyWindowMs: 15 * 60_000,
  tokensPerMinute: 0,
  listedAfterMs: 0,
  cors: false,
  exposeRetryAfter: true,
  partnerKey: "",
  refuseChunked: false,
};

/** @param {Partial<Settings>} [initial] */
export function createSettings(initial = {}) {
  return createOptions(DEFAULTS, initial, check);
}

/** @param {string} name @param {unknown} value */
function check(name, value) {
  const [, known] = Object.entries(DEFAULTS).find(([key]) => key === name) ?? [];
  if (known === undefined) throw new TypeError(`unknown setting: ${name}`);
  if (typeof value !== typeof known) throw new TypeError(`${name} is a ${typeof known}`);
}
