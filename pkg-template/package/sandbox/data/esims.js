import { DAY } from "../core/dates.js";
import { ICCIDS } from "./examples.js";

/**
 * @typedef {object} EsimSeed
 * @property {string} iccid
 * @property {"active" | "not-active" | "recycled"} state
 * @property {number} usage MB per day while a package is active.
 * @property {string[]} offers Ids of the top-ups on offer.
 * @property {{ plan: string, ago: number }[]} purchases Oldest first; `ago` in milliseconds.
 */

const NORTHWIND = [
  "northwind-7days-1gb-topup",
  "northwind-30days-3gb-topup",
  "northwind-30days-10gb-topup",
];

/** @type {EsimSeed[]} */
export const ESIM_SEEDS = [
  {
    iccid: ICCIDS.active,
    state: "active",
    usage: 96,
    offers: NORTHWIND,
    purchases: [
      { plan: "northwind-15days-2gb", ago: 40 * DAY },
      { plan: "northwind-30days-3gb-topup", ago: 12 * DAY },
      { plan: "northwind-7days-1gb-topup", ago: 2 * DAY },
    ],
  },
  {
    iccid: ICCIDS.noOffers,
    state: "active",
    usage: 64,
    offers: [],
    purchases: [{ plan: "northwind-15days-2gb", ago: 6 * DAY }],
  },
  {
    iccid: ICCIDS.recycled,
    state: "recycled",
    usage: 64,
    offers: NORTHWIND,
    purchases: [{ plan: "northwind-15days-2gb", ago: 400 * DAY }],
  },
  {
    iccid: ICCIDS.notActive,
    state: "not-active",
    usage: 64,
    offers: [],
    purchases: [{ plan: "northwind-15days-2gb", ago: 1 * DAY }],
  },
  {
    iccid: ICCIDS.finished,
    state: "active",
    usage: 256,
    offers: [],
    purchases: [
      { plan: "northwind-15days-2gb", ago: 70 * DAY },
      { plan: "northwind-7days-1gb-topup", ago: 50 * DAY },
    ],
  },
  {
    iccid: ICCIDS.digits17,
    state: "active",
    usage: 80,
    offers: NORTHWIND,
    purchases: [{ plan: "northwind-15days-2gb", ago: 3 * DAY }],
  },
  {
    iccid: ICCIDS.digits22,
    state: "active",
    usage: 80,
    offers: NORTHWIND,
    purchases: [{ plan: "northwind-15days-2gb", ago: 4 * DAY }],
  },
  {
    iccid: ICCIDS.unlimited,
    state: "active",
    usage: 900,
    offers: ["polaris-10days-unlimited-topup"],
    purchases: [{ plan: "polaris-5days-unlimited", ago: 2 * DAY }],
  },
  {
    iccid: ICCIDS.voiceText,
    state: "active",
    usage: 70,
    offers: ["harbour-30days-5gb-voice-topup"],
    purchases: [{ plan: "harbour-30days-3gb-voice", ago: 9 * DAY }],
  },
];
