/**
 * The top-up and eSIM packages on sale. Money is in cents, data in MB.
 *
 * @typedef {object} Plan
 * @property {string} id
 * @property {"sim" | "topup"} type
 * @property {string} name Shown in orders.
 * @property {number} price Cents.
 * @property {number} netPrice Cents.
 * @property {number} amount MB; 0 for an unlimited plan.
 * @property {number} days
 * @property {boolean} unlimited
 * @property {number | null} voice Minutes.
 * @property {number | null} text SMS.
 * @property {string | null} info
 */

const INFO = "Data only. No phone number comes with this eSIM.";

/**
 * @param {Partial<Plan> & Pick<Plan, "id" | "name" | "price" | "netPrice" | "amount" | "days">} plan
 * @returns {Plan}
 */
function topup(plan) {
  return { type: "topup", unlimited: false, voice: null, text: null, info: INFO, ...plan };
}

/** @type {Plan[]} */
export const PLANS = [
  topup({
    id: "northwind-7days-1gb-topup",
    name: "Northwind-1 GB - 7 Days",
    price: 450,
    netPrice: 360,
    amount: 1024,
    days: 7,
  }),
  topup({
    id: "northwind-30days-3gb-topup",
    name: "Northwind-3 GB - 30 Days",
    price: 1000,
    netPrice: 800,
    amount: 3072,
    days: 30,
  }),
  topup({
    id: "northwind-30days-10gb-topup",
    name: "Northwind-10 GB - 30 Days",
    price: 2250,
    netPrice: 1840,
    amount: 10240,
    days: 30,
  }),
  topup({
    id: "polaris-10days-unlimited-topup",
    name: "Polaris-Unlimited - 10 Days",
    price: 2900,
    netPrice: 2320,
    amount: 0,
    days: 10,
    unlimited: true,
  }),
  topup({
    id: "harbour-30days-5gb-voice-topup",
    name: "Harbour-5 GB - 200 Mins - 50 SMS - 30 Days",
    price: 1875,
    netPrice: 1490,
    amount: 5120,
    days: 30,
    voice: 200,
    text: 50,
    info: "Comes with a phone number for calls and SMS.",
  }),
  topup({
    id: "northwind-15days-2gb",
    name: "Northwind-2 GB - 15 Days",
    type: "sim",
    price: 700,
    netPrice: 560,
    amount: 2048,
    days: 15,
  }),
  topup({
    id: "northwind-30days-5gb",
    name: "Northwind-5 GB - 30 Days",
    type: "sim",
    price: 1300,
    netPrice: 1040,
    amount: 5120,
    days: 30,
  }),
  topup({
    id: "northwind-30days-10gb",
    name: "Northwind-10 GB - 30 Days",
    type: "sim",
    price: 2200,
    netPrice: 1760,
    amount: 10240,
    days: 30,
  }),
  topup({
    id: "polaris-5days-unlimited",
    name: "Polaris-Unlimited - 5 Days",
    type: "sim",
    price: 1600,
    netPrice: 1280,
    amount: 0,
    days: 5,
    unlimited: true,
  }),
  topup({
    id: "polaris-30days-5gb",
    name: "Polaris-5 GB - 30 Days",
    type: "sim",
    price: 1900,
    netPrice: 1520,
    amount: 5120,
    days: 30,
  }),
  topup({
    id: "harbour-30days-3gb-voice",
    name: "Harbour-3 GB - 100 Mins - 20 SMS - 30 Days",
    type: "sim",
    price: 1350,
    netPrice: 1080,
    amount: 3072,
    days: 30,
    voice: 100,
    text: 20,
    info: "Comes with a phone number for calls and SMS.",
  }),
];

/**
 * Packages that are in no list. An order of one is answered with its business code.
 *
 * @type {{ id: string, code: import("../core/errors.js").BusinessCode }[]}
 */
export const FORCED_ERRORS = [
  { id: "test-insufficient-balance-7days-1gb", code: 11 },
  { id: "test-maintenance-mode-7days-1gb", code: 13 },
  { id: "test-disabled-top-up-7days-1gb", code: 23 },
  { id: "test-not-enough-7days-1gb", code: 33 },
  { id: "test-out-of-stock-7days-1gb", code: 34 },
];

/** The top-ups of a plan's operator. @param {Plan} plan */
export function topupsOf({ id }) {
  const [operator = ""] = id.split("-");
  return PLANS.filter(({ id: other, type }) => type === "topup" && other.startsWith(operator));
}

/** @param {string} id @returns {Plan} */
export function plan(id) {
  const found = PLANS.find((candidate) => candidate.id === id);
  if (!found) throw new TypeError(`unknown plan: ${id}`);
  return found;
}

/** @param {Plan} plan @returns {string} The data allowance for display. */
export function dataLabel(plan) {
  if (plan.unlimited) return "Unlimited";
  return plan.amount % 1024 === 0 ? `${plan.amount / 1024} GB` : `${plan.amount} MB`;
}

/** @param {Plan} plan @returns {string} */
export function title(plan) {
  const parts = [dataLabel(plan)];
  if (plan.text !== null) parts.push(`${plan.text} SMS`);
  if (plan.voice !== null) parts.push(`${plan.voice} Mins`);
  parts.push(`${plan.days} Days`);
  return parts.join(" - ");
}
