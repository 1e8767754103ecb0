/**
 * The irregular shapes: every way in which documented servers were seen to differ, one switch each.
 * The first value of a switch is its default; the defaults together are the "older" server.
 *
 * @typedef {string | number | boolean} ShapeValue
 * @typedef {object} ShapeSwitch
 * @property {string} key
 * @property {ShapeValue[]} values The first one is the default.
 * @property {string} about
 */

/** @type {ShapeSwitch[]} */
export const SHAPES = [
  {
    key: "topupList",
    values: ["older", "newer", "newer-discount", "oldest"],
    about:
      "Top-up list. older: no pricing, no net_price. newer: pricing and net_price numbers. " +
      "newer-discount: discount pricing, net_price null. oldest: no voice, no text, short_info null.",
  },
  {
    key: "orderSubmit",
    values: ["older", "newer", "discount"],
    about:
      'Answer to a top-up order. older: quantity "1", no net_price. newer: pricing_model, net_price, ' +
      "voice and text. discount: discount fields, net_price null.",
  },
  {
    key: "history",
    values: ["older", "newer", "newer-discount"],
    about: "Package history without or with top-level pricing; net_price null under a discount.",
  },
  {
    key: "historyRemainders",
    values: ["missing", "present", "null"],
    about: "remaining_voice and remaining_text of a history entry.",
  },
  {
    key: "orderListNumbers",
    values: ["text", "number"],
    about: 'price and validity of the order list: "10.00" and "30", or numbers.',
  },
  {
    key: "numbersAsText",
    values: [false, true],
    about: "Prices, amounts, days, counts and page numbers as text everywhere.",
  },
  {
    key: "dataByIndex",
    values: [false, true],
    about: 'Lists as an object keyed by index: {"0": …, "1": …}.',
  },
  {
    key: "notFoundAs200",
    values: [false, true],
    about: "The resource_not_found body with status 200.",
  },
  {
    key: "contentType",
    values: ["application/json", "text/plain", "*/*", "missing"],
    about: "Content type of JSON answers.",
  },
  {
    key: "htmlErrors",
    values: [false, true],
    about: "Every 4xx and 5xx answer as an HTML page.",
  },
  {
    key: "optionalFields",
    values: ["filled", "null", "missing"],
    about: "Fields that servers leave empty: short_info, voice, text, description, is_unlimited, …",
  },
  {
    key: "fieldMessages",
    values: ["text", "array"],
    about: "Messages of field errors: a text, or an array of texts.",
  },
  {
    key: "validationBody",
    values: ["fields", "code", "reason", "meta"],
    about:
      "A validation error as a map of fields, as code and reason, as a reason alone, or as an empty " +
      "data with the cause in meta.message.",
  },
  {
    key: "validationStatus",
    values: [422, 400],
    about: "Status of validation errors and business errors.",
  },
  { key: "businessCode", values: ["number", "text"], about: "code of business errors." },
  {
    key: "retryAfter",
    values: ["seconds", "date", "missing"],
    about: "Retry-After of a 429.",
  },
  {
    key: "perPage",
    values: ["auto", "text", "number"],
    about: "meta.per_page; auto: text when the request had a limit, else a number.",
  },
  {
    key: "ids",
    values: ["number", "big", "text"],
    about: "Numeric ids; big: integers above 2^53, written raw.",
  },
  {
    key: "iccidAsNumber",
    values: [false, true],
    about: "ICCIDs of sims as JSON numbers, written raw.",
  },
  {
    key: "extraFields",
    values: [false, true],
    about: "Fields that no documentation knows, at every level.",
  },
  {
    key: "unknownStatus",
    values: [false, true],
    about: "Statuses of packages and orders that no documentation knows.",
  },
  {
    key: "timestamps",
    values: ["documented", "zoned", "bare", "minutes"],
    about:
      "documented: bare in orders and zoned in the history. zoned: 2026-03-04T05:06:07+00:00. " +
      "bare: 2026-03-04 05:06:07. minutes: 2026-03-04 05:06.",
  },
  {
    key: "meta",
    values: ["object", "text", "missing"],
    about: "meta as an object, as a bare text, or left out.",
  },
  {
    key: "metaMessage",
    values: ["success", "succes", "api.succes"],
    about: "meta.message of a success.",
  },
  {
    key: "emptyPage",
    values: ["null", "zero"],
    about: "meta.from and meta.to of a page without orders.",
  },
  {
    key: "unlimited",
    values: ["documented", "large-amount", "flag-false", "flag-null"],
    about:
      "An unlimited package. documented: is_unlimited true and amount 0. large-amount: amount 66651. " +
      "flag-false, flag-null: is_unlimited false or null.",
  },
  {
    key: "unauthorized",
    values: ["authentication", "authorization"],
    about: "Which of the two documented messages a 401 carries.",
  },
  {
    key: "recycledHistory",
    values: ["list", "code", "not-found"],
    about: "Package history of a recycled eSIM, which is not documented.",
  },
  {
    key: "iccidFilterFindsTopups",
    values: [false, true],
    about: "Whether filter[iccid] finds top-up orders, which is not documented.",
  },
  {
    key: "rangeEnd",
    values: ["whole-day", "midnight"],
    about: "Whether filter[created_at] includes the whole last day, which is not documented.",
  },
  {
    key: "expiresIn",
    values: ["year", "day", "missing"],
    about: "expires_in of a token, which in truth lives for a day.",
  },
  {
    key: "renewErrors",
    values: ["detail", "envelope"],
    about: "Errors of the renewal in the voice product's style or in the data product's.",
  },
  {
    key: "renewalWithoutSlash",
    values: ["refused", "redirect"],
    about: "The renewal path without its trailing slash: refused, or a 301 to the right path.",
  },
  {
    key: "cacheControl",
    values: ["no-cache, private", "public, max-age=600", "missing"],
    about: "Cache-Control; the public one makes a browser reuse an answer unless told not to.",
  },
];

/** @typedef {Record<string, ShapeValue>} Shapes */

/** @type {Shapes} */
const defaults = Object.fromEntries(SHAPES.map(({ key, values }) => [key, values[0] ?? false]));

/**
 * Whole servers. "everything irregular" turns on every oddity that leaves an answer usable.
 *
 * @type {Record<string, Shapes>}
 */
export const PRESETS = {
  older: {},
  newer: {
    topupList: "newer",
    orderSubmit: "newer",
    history: "newer",
    historyRemainders: "present",
    orderListNumbers: "number",
    perPage: "number",
  },
  "everything irregular": {
    topupList: "newer-discount",
    orderSubmit: "discount",
    history: "newer-discount",
    historyRemainders: "null",
    numbersAsText: true,
    dataByIndex: true,
    notFoundAs200: true,
    contentType: "text/plain",
    optionalFields: "missing",
    fieldMessages: "array",
    validationStatus: 400,
    businessCode: "text",
    retryAfter: "date",
    perPage: "text",
    ids: "big",
    iccidAsNumber: true,
    extraFields: true,
    unknownStatus: true,
    timestamps: "minutes",
    metaMessage: "api.succes",
    unlimited: "large-amount",
    unauthorized: "authorization",
    recycledHistory: "code",
    iccidFilterFindsTopups: true,
    rangeEnd: "midnight",
    expiresIn: "day",
    renewErrors: "envelope",
    cacheControl: "public, max-age=600",
  },
};

/**
 * @param {Shapes | string} [initial]
 * @returns {{ current: Shapes, set: (change: Shapes | string) => Shapes, reset: () => void }}
 */
export function createShapes(initial = {}) {
  /** @type {Shapes} */
  const current = {};
  /** @param {Shapes | string} change */
  const set = (change) => {
    const wanted = typeof change === "string" ? preset(change) : change;
    for (const [key, value] of Object.entries(wanted)) check(key, value);
    return Object.assign(current, wanted);
  };
  const reset = () => {
    Object.assign(current, defaults);
    set(initial);
  };
  reset();
  return { current, set, reset };
}

/** A preset is a whole server, so it also puts back what an earlier switch changed. @param {string} name */
function preset(name) {
  const found = PRESETS[name];
  if (!found) throw new TypeError(`unknown preset: ${name}`);
  return { ...defaults, ...found };
}

/** @param {string} key @param {ShapeValue} value */
function check(key, value) {
  const shape = SHAPES.find((candidate) => candidate.key === key);
  if (!shape) throw new TypeError(`unknown shape: ${key}`);
  if (!shape.values.includes(value)) {
    throw new TypeError(`shape ${key} takes one of ${JSON.stringify(shape.values)}`);
  }
}
