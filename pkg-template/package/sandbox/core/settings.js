import { createOptions } from "./options.js";

/** @typedef {import("../routes/types.js").Settings} Settings */

/** @type {Settings} */
const DEFAULTS = {
  historyWindowMs: 15 * 60_000,
  usagePerMinute: 100,
  packagesPerMinute: 40,
  tokensPerMinute: 0,
  esimStock: 1_000,
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
