/**
 * The irregular shapes: one switch for each difference between documented servers. The defaults
 * together are the "older" server.
 *
 * @typedef {import("../index.d.ts").Shapes} Shapes
 * @typedef {import("../index.d.ts").ShapeSwitch} ShapeSwitch
 */

/** @type {[ShapeSwitch["key"], ShapeSwitch["values"], string][]} */
const SWITCHES = [
  [
    "topupList",
    ["older", "newer", "newer-discount", "oldest"],
    "Top-up list. older: no pricing, no net_price. newer: pricing and net_price numbers. newer-discount: discount pricing, net_price null. oldest: no voice, no text, short_info null.",
  ],
  [
    "orderSubmit",
    ["older", "newer", "discount"],
    'Answer to a top-up order. older: quantity "1", no net_price. newer: pricing_model, net_price, voice and text. discount: discount fields, net_price null.',
  ],
  [
    "history",
    ["older", "newer", "newer-discount"],
    "Package history without or with top-level pricing; net_price null under a discount.",
  ],
  [
    "historyRemainders",
    ["missing", "present", "null"],
    "remaining_voice and remaining_text of a history entry.",
  ],
  [
    "orderListNumbers",
    ["text", "number"],
    'price and validity of the order list: "10.00" and "30", or numbers.',
  ],
  [
    "numbersAsText",
    [false, true],
    "Prices, amounts, days, counts and page numbers as text everywhere.",
  ],
  ["dataByIndex", [false, true], 'Lists as an object keyed by index: {"0": …, "1": …}.'],
  ["notFoundAs200", [false, true], "The resource_not_found body with status 200."],
  [
    "contentType",
    ["application/json", "text/plain", "*/*", "missing"],
    "Content type of JSON answers.",
  ],
  ["htmlErrors", [false, true], "Every 4xx and 5xx answer as an HTML page."],
  [
    "optionalFields",
    ["filled", "null", "missing"],
    "Fields that servers leave empty: short_info, voice, text, description, is_unlimited, …",
  ],
  ["fieldMessages", ["text", "array"], "Messages of field errors: a text or an array of texts."],
  [
    "validationBody",
    ["fields", "code", "reason", "meta"],
    "A validation error as a map of fields, as code and reason, as a reason alone, or as empty data with the cause in meta.message.",
  ],
  ["validationStatus", [422, 400], "Status of validation errors and business errors."],
  ["businessCode", ["number", "text"], "code of business errors."],
  ["retryAfter", ["seconds", "date", "missing"], "Retry-After of a 429."],
  [
    "perPage",
    ["auto", "text", "number"],
    "meta.per_page. auto: text if the request has a limit, else a number.",
  ],
  ["ids", ["number", "big", "text"], "Numeric ids; big: integers above 2^53, written raw."],
  ["iccidAsNumber", [false, true], "ICCIDs of sims as JSON numbers, written raw."],
  ["extraFields", [false, true], "Undocumented fields at every level."],
  ["unknownStatus", [false, true], "Unknown statuses of packages, orders and subscriptions."],
  [
    "timestamps",
    ["documented", "zoned", "bare", "minutes"],
    "documented: bare in orders and zoned in the history. zoned: 2026-03-04T05:06:07+00:00. bare: 2026-03-04 05:06:07. minutes: 2026-03-04 05:06.",
  ],
  ["meta", ["object", "text", "missing"], "meta as an object, as a text, or missing."],
  ["metaMessage", ["success", "succes", "api.succes"], "meta.message of a success."],
  ["emptyPage", ["null", "zero"], "meta.from and meta.to of a page without orders."],
  [
    "unlimited",
    ["documented", "large-amount", "flag-false", "flag-null"],
    "An unlimited package. documented: is_unlimited true and amount 0. large-amount: amount 66651. flag-false, flag-null: is_unlimited false or null.",
  ],
  [
    "esims",
    ["older", "newer"],
    "An eSIM. older: sharing in its order. newer: sharing, apn and msisdn in the eSIM.",
  ],
  [
    "steps",
    ["object", "list"],
    'Steps of installation instructions: an object {"1": …, "2": …}, or an array.',
  ],
  [
    "balances",
    ["account", "none"],
    "balances of the partner's balance: one account, or an empty array.",
  ],
  [
    "unknownOrder",
    ["unauthorized", "not-found"],
    "The answer for an order that the account does not have: the documented 401, or the not-found body.",
  ],
  [
    "unauthorized",
    ["authentication", "authorization"],
    "The message of a 401: one of the two documented ones.",
  ],
  [
    "recycledHistory",
    ["list", "code", "not-found"],
    "Package history of a recycled eSIM, which is not documented.",
  ],
  [
    "iccidFilterFindsTopups",
    [false, true],
    "True if filter[iccid] finds top-up orders, which is not documented.",
  ],
  [
    "rangeEnd",
    ["whole-day", "midnight"],
    "The end of filter[created_at]: with or without the last day, which is not documented.",
  ],
  ["expiresIn", ["year", "day", "missing"], "expires_in of a token. The token is valid for a day."],
  [
    "voiceErrors",
    ["detail", "envelope"],
    "Errors of the voice product: in a style of its own or in the data product's.",
  ],
  [
    "voicePathWithoutSlash",
    ["refused", "redirect"],
    "A path of the voice product without its trailing slash: refused, or a 301 to the right path.",
  ],
  [
    "cacheControl",
    ["no-cache, private", "public, max-age=600", "missing"],
    "Cache-Control. With the public one, a browser reuses an answer unless the request forbids it.",
  ],
];

/** @type {ShapeSwitch[]} */
export const SHAPES = SWITCHES.map(([key, values, description]) => ({ key, values, description }));

/**
 * All switches of a server. "everything irregular" has every irregularity that leaves answers usable.
 *
 * @type {Record<import("../index.d.ts").Preset, Shapes>}
 */
export const PRESETS = {
  older: {},
  newer: {
    topupList: "newer",
    orderSubmit: "newer",
    history: "newer",
    historyRemainders: "present",
    esims: "newer",
    orderListNumbers: "number",
    perPage: "number",
  },
  "everything irregular": {
    topupList: "newer-discount",
    orderSubmit: "discount",
    history: "newer-discount",
    historyRemainders: "null",
    esims: "newer",
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
    voiceErrors: "envelope",
    cacheControl: "public, max-age=600",
  },
};
