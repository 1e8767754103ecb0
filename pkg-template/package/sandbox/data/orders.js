import { DAY } from "../core/dates.js";
import { ESIM_SEEDS } from "./esims.js";

/**
 * @typedef {object} OrderSeed
 * @property {string} iccid
 * @property {string} plan
 * @property {number} ago Milliseconds before the sandbox was created.
 * @property {string} status Slug.
 * @property {string} [description]
 */

/** The documented statuses. */
export const ORDER_STATUSES = ["completed", "failed", "refunded", "partially_refunded"];

/** Orders without a package of an eSIM: for other statuses, and for several pages. */
const OTHER_ORDERS = [
  { days: 21, plan: "northwind-7days-1gb-topup", status: "failed", description: "Checkout 7301" },
  {
    days: 25,
    plan: "northwind-30days-3gb-topup",
    status: "refunded",
    description: "Checkout 7288",
  },
  {
    days: 28,
    plan: "northwind-30days-10gb-topup",
    status: "partially_refunded",
    description: "Shop_order 100% paid #12",
  },
  ...Array.from({ length: 14 }, (_, index) => ({
    days: 75 + index * 3,
    plan: index % 3 === 0 ? "northwind-15days-2gb" : "northwind-7days-1gb-topup",
    status: "completed",
    description: `Checkout ${7100 - index}`,
  })),
];

/** @type {OrderSeed[]} Oldest first. */
export const ORDER_SEEDS = [
  ...ESIM_SEEDS.flatMap(({ iccid, purchases }) =>
    purchases.map(({ plan, ago }) => ({ iccid, plan, ago, status: "completed" })),
  ),
  ...OTHER_ORDERS.map(({ days, plan, status, description }, index) => ({
    // ICCIDs of old eSIMs that the sandbox does not serve.
    iccid: `89445001020309${String(10_000 + index * 7)}`,
    plan,
    ago: days * DAY + index * 977_000,
    status,
    description,
  })),
].sort((a, b) => b.ago - a.ago);
