/** The states of the storefront that are hard to reach, and what leads to each. */

/** @typedef {{ iccid: string, package_id: string }} Place an eSIM and an offer of the sandbox */
/**
 * @typedef {object} State
 * @property {string} name in the address: `?demo=low-data`
 * @property {string} title
 * @property {string} hint what to do now
 * @property {(place: Place) => string} path of the view
 * @property {Record<string, unknown>} [shopper] replaces a part of the shopper's account
 * @property {[control: string, body: unknown][]} [sandbox] what the imitation of PressOne is told
 * @property {(place: Place) => [control: string, body: unknown][]} [later] the same, after the view is there
 * @property {import("./overlay.js").Overlay} [overlay]
 */

const home = () => "/";
const esim = (/** @type {Place} */ { iccid }) => `/esims/${iccid}`;
const checkout = (/** @type {Place} */ { iccid, package_id }) =>
  `/esims/${iccid}/buy/${package_id}`;
const newEsim = () => "/countries/NO/buy/northwind-15days-2gb";
const claim = (/** @type {string} */ number) => () => `/numbers/${encodeURIComponent(number)}`;
const PAY = "Press Pay.";
const LOOK = "Look at the view.";

/** @param {(entry: any) => void} change */
const ofPackages = (change) => ({
  path: /\/packages$/,
  change: (/** @type {any} */ body) => body.data.forEach(change),
});

/** @param {string} name @param {string} title @param {object} fault @returns {State} */
const refusal = (name, title, fault) => ({
  name,
  title,
  hint: PAY,
  path: checkout,
  sandbox: [["faults", { endpoint: "submit", ...fault }]],
});

/** @type {[group: string, states: State[]][]} */
export const GROUPS = [
  [
    "Account",
    [
      { name: "usual", title: "As usual", hint: LOOK, path: home },
      { name: "no-esims", title: "No eSIMs", hint: LOOK, path: home, shopper: { esims: [] } },
      {
        name: "no-orders",
        title: "No orders",
        hint: LOOK,
        path: () => "/orders",
        shopper: { id: "new-shopper" },
      },
      {
        name: "no-numbers",
        title: "No phone numbers",
        hint: LOOK,
        path: () => "/renew",
        shopper: { id: "new-shopper", numbers: [] },
      },
      {
        // The shopper sees and pays the usual price.
        name: "discount",
        title: "A discount for the shop",
        hint: PAY,
        path: checkout,
        sandbox: [["shapes", { topupList: "newer-discount", orderSubmit: "discount" }]],
      },
    ],
  ],
  [
    "A first eSIM",
    [
      {
        name: "nothing-on-sale",
        title: "Nothing on sale",
        hint: LOOK,
        path: () => "/shop",
        overlay: {
          path: /\/v2\/packages\?/,
          change: (body) => Object.assign(body, { data: [], meta: { ...body.meta, next: null } }),
        },
      },
      {
        name: "out-of-stock",
        title: "Out of stock (34)",
        hint: PAY,
        path: newEsim,
        sandbox: [["faults", { endpoint: "buy", kind: "error", code: 34 }]],
      },
      {
        name: "unsettled-esim",
        title: "An unsettled eSIM",
        hint: PAY,
        path: newEsim,
        sandbox: [
          ["settings", { listedAfterMs: 3_600_000 }],
          ["faults", { endpoint: "buy", kind: "cut-after" }],
        ],
      },
      {
        name: "no-instructions",
        title: "No instructions",
        hint: LOOK,
        path: (place) => `${esim(place)}/install`,
        overlay: {
          path: /\/instructions/,
          change: ({ data }) => Object.assign(data, { ios: null, android: null }),
        },
      },
    ],
  ],
  [
    "A phone number",
    [
      {
        name: "no-free-number",
        title: "No number is free",
        hint: LOOK,
        path: () => "/numbers",
        overlay: {
          path: /\/numbers\.json/,
          change: (body) => Object.assign(body, { data: [], meta: { ...body.meta, next: null } }),
        },
      },
      {
        name: "no-number-on-sale",
        title: "Numbers are not for this shopper",
        hint: LOOK,
        path: () => "/numbers",
        overlay: { path: /\/numbers\.json/, status: 403 },
      },
      {
        name: "number-taken",
        title: "A number that is taken",
        hint: PAY,
        path: claim("+12025550210"),
        sandbox: [["faults", { endpoint: "claim", kind: "invalid" }]],
      },
      {
        name: "unsettled-number",
        title: "An unsettled number",
        hint: PAY,
        path: claim("+12025550211"),
        sandbox: [["faults", { endpoint: "claim", kind: "cut-before" }]],
      },
    ],
  ],
  [
    "What is left",
    [
      {
        name: "low-data",
        title: "Low data",
        hint: LOOK,
        path: esim,
        overlay: ofPackages((entry) => {
          if (entry.status === "ACTIVE") entry.remaining = 180;
        }),
      },
      {
        name: "voice-and-texts",
        title: "Minutes and texts left",
        hint: LOOK,
        path: esim,
        overlay: ofPackages((entry) => {
          Object.assign(entry.package, { voice: 100, text: 20 });
          Object.assign(entry, { remaining_voice: 64, remaining_text: 1 });
        }),
      },
      {
        name: "stale",
        title: "Stale figures",
        hint: LOOK,
        path: esim,
        overlay: { path: /\/packages$/, status: 429, hours: 1 },
      },
    ],
  ],
  [
    "Refusals",
    [
      refusal("balance", "The shop cannot pay (11)", { kind: "error", code: 11 }),
      refusal("unavailable", "No longer on offer (33)", { kind: "error", code: 33 }),
      refusal("not-accepted", "Not accepted (43)", { kind: "error", code: 43 }),
      refusal("retired", "Retired eSIM (73)", { kind: "error", code: 73 }),
      refusal("broken", "A fault of PressOne (13)", { kind: "error", code: 13 }),
      refusal("invalid", "Validation", { kind: "invalid" }),
      refusal("limit", "Purchase limit", { kind: "order-limit" }),
      refusal("rate-limited-order", "Too many orders", { kind: "rate-limited", retryAfter: 30 }),
      {
        name: "price-changed",
        title: "The price has changed",
        hint: PAY,
        path: checkout,
        later: (place) => [["offers", { ...place, price: 6.25 }]],
      },
    ],
  ],
  [
    "Lost and late",
    [
      refusal("slow", "A slow order", { kind: "latency", ms: 6_000 }),
      {
        ...refusal("unsettled", "An unsettled purchase", { kind: "cut-after" }),
        sandbox: [
          ["settings", { listedAfterMs: 3_600_000 }],
          ["faults", { endpoint: "submit", kind: "cut-after" }],
        ],
      },
      {
        name: "lost-payment",
        title: "A payment that is not known",
        hint: PAY,
        path: checkout,
        overlay: { path: /\/shop\/payments$/, isOffline: true },
      },
      {
        name: "lost-renewal",
        title: "A lost renewal",
        hint: "Renew a number.",
        path: () => "/renew",
        sandbox: [["faults", { endpoint: "renew", kind: "cut-before" }]],
      },
    ],
  ],
  [
    "Browser and connection",
    [
      {
        name: "rate-limited",
        title: "Too many requests",
        hint: LOOK,
        path: esim,
        overlay: { path: /\/topups$/, status: 429 },
      },
      {
        name: "session-ended",
        title: "The session has ended",
        hint: LOOK,
        path: () => "/orders?page=2",
        overlay: { path: /\/api\//, status: 401 },
      },
      {
        name: "offline",
        title: "Offline",
        hint: LOOK,
        path: () => "/orders?page=2",
        overlay: { path: /\/(?:api|shop)\//, isOffline: true },
      },
      {
        name: "no-storage",
        title: "The browser stores nothing",
        hint: "Buy something.",
        path: checkout,
        overlay: { refusesStorage: true },
      },
    ],
  ],
];

/** True if the shopper does more than look. Another state must not show that purchase. @param {State} state */
export const isOfNewShopper = ({ hint }) => hint !== LOOK;

/** @param {string} name */
export const findState = (name) =>
  GROUPS.flatMap(([, states]) => states).find((state) => state.name === name);
