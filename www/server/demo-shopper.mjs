/** The demo's shopper, and the sandbox's eSIMs and numbers that belong to this shopper. */

/** @typedef {import("../../pkg/sandbox/index.js").Sandbox} Sandbox */

export const SHOPPER_ID = "demo-shopper";

/** The label of each eSIM. The sandbox's other eSIMs belong to other shoppers. */
const ESIM_LABELS = /** @type {const} */ ({
  active: "My phone",
  voiceText: "Work phone",
  unlimited: "Travel router",
  notActive: "Watch",
  finished: "Old tablet",
  recycled: "First trip",
});

/** The plans of the shopper's numbers, and their prices a month in US dollars. */
const NUMBERS = /** @type {const} */ ([
  { name: "subscriber", plan: "US number", price: 4.99 },
  { name: "freeTrial", plan: "US number, after the trial", price: 4.99 },
]);

/**
 * @param {Sandbox} sandbox
 * @returns {import("../worker/sessions.js").Shopper}
 */
export function demoShopper({ iccids, emails, mobiles }) {
  const esims = Object.entries(ESIM_LABELS).map(([name, label]) => ({
    iccid: iccids[/** @type {keyof typeof ESIM_LABELS} */ (name)],
    label,
    ...(name === "recycled" && { isRetired: true }),
  }));
  const numbers = NUMBERS.map(({ name, plan, price }) => ({
    email: emails[name],
    mobile: mobiles[name],
    plan,
    price,
  }));
  return { id: SHOPPER_ID, esims, numbers };
}
