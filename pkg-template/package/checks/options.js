// The options of `createChecks`, with their defaults.

/** The mark of a client that was made without a store, and has one in memory. */
const NO_STORE_GIVEN = Symbol.for("pressone-esim.no-store-given");
const METHODS = ["getUsage", "getEsims", "getUsers", "getBalance", "scope"];
const DEFAULTS = {
  lowData: [75, 90],
  expiring: [3, 1],
  renewalDue: [3],
  lowBalance: /** @type {number[]} */ ([]),
  // One below the strictest documented limit, which leaves room for the shop's pages.
  requestsPerSecond: 4,
  everyMs: 3_600_000,
};
const OPTIONS = ["partner", "notify", "esims", "subscriptionEnd", ...Object.keys(DEFAULTS)];

/** @param {boolean} valid @param {string} problem */
function check(valid, problem) {
  if (!valid) throw new TypeError(`createChecks: ${problem}`);
}

/** @param {any} value */
function checkPartner(value) {
  check(typeof value === "object" && value !== null, "partner is missing; it is a partner client");
  check(typeof value.then !== "function", "partner is a promise; await it");
  const missing = METHODS.filter((name) => typeof value[name] !== "function");
  check(missing.length === 0, `partner is not a partner client: it has no ${missing.join(", ")}`);
  check(
    typeof value.store?.compareAndSet === "function" && value[NO_STORE_GIVEN] !== true,
    "the partner client has no store; create it with the options store and secret",
  );
}

/** @param {Record<string, any>} values @param {string} name @param {number} min @param {number} max */
function checkNumber(values, name, min, max) {
  const value = values[name];
  const valid = typeof value === "number" && value >= min && value <= max;
  check(valid, `${name} must be a number from ${min} to ${max}`);
}

/** @param {Record<string, any>} values @param {string} name @param {number} max */
function checkThresholds(values, name, max) {
  const list = values[name];
  const valid =
    Array.isArray(list) &&
    list.every((each) => typeof each === "number" && each > 0 && each <= max);
  check(valid, `${name} must be a list of numbers above 0, at most ${max}`);
}

/**
 * Returns the options with their defaults.
 *
 * @param {import("./index.d.ts").ChecksOptions} options
 */
export function checkOptions(options) {
  check(typeof options === "object" && options !== null, "it takes an object of options");
  for (const name of Object.keys(options)) {
    check(OPTIONS.includes(name), `${name} is not an option; they are ${OPTIONS.join(", ")}`);
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const values = { ...DEFAULTS, ...Object.fromEntries(given) };
  const { partner, notify, esims, subscriptionEnd } = options;
  checkPartner(partner);
  check(typeof notify === "function", "notify is missing; it receives the events");
  const isList = typeof esims === "object" && esims !== null && typeof esims !== "string";
  check(
    esims === undefined || typeof esims === "function" || isList,
    "esims must be a list of ICCIDs, an iterable, or a function",
  );
  check(
    subscriptionEnd === undefined || typeof subscriptionEnd === "function",
    "subscriptionEnd must be a function",
  );
  checkThresholds(values, "lowData", 100);
  checkThresholds(values, "expiring", 365);
  checkThresholds(values, "renewalDue", 365);
  checkThresholds(values, "lowBalance", Number.MAX_SAFE_INTEGER);
  checkNumber(values, "requestsPerSecond", 0.01, 100);
  checkNumber(values, "everyMs", 0, 7 * 86_400_000);
  return {
    ...values,
    partner: /** @type {import("./types.d.ts").CheckedPartner} */ (partner),
    notify,
    esims,
    subscriptionEnd,
  };
}
