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

/**
 * @param {Sandbox} sandbox
 * @returns {import("../worker/sessions.js").Shopper}
 */
export function demoShopper({ iccids, emails }) {
  const esims = Object.entries(ESIM_LABELS).map(([name, label]) => ({
    iccid: iccids[/** @type {keyof typeof ESIM_LABELS} */ (name)],
    label,
  }));
  return { id: SHOPPER_ID, esims, emails: [emails.subscriber, emails.freeTrial] };
}
