// What has to occur in a run: one that injects nothing proves nothing.
import { CONFIRMATIONS } from "./confirm.js";
import { LOCK_FAULTS } from "./locks.js";
import { OPERATIONS, RUBBISH, STORAGE_FAULTS } from "./storage.js";
import { WIRE_FAULTS } from "./wire-faults.js";

/** So many schedules show everything. */
export const ENOUGH = 5_000;

const MOMENTS = ["before", "after"];
const INTERACTIONS = ["storage", "lock", "token", "topups", "submit", "orders", "renew"];
/** How calls of a purchase end; further kinds may occur. */
const OUTCOMES = [
  "an order from answer",
  "an order from journal",
  "an order from list",
  "outcome_unknown",
  "reference_reused",
  "storage",
  "timeout",
  "aborted",
  "network",
  "server",
  "decode",
  "validation",
  "insufficient_balance",
  "sim_recycled",
  "package_unavailable",
  "rate_limited",
  "permission",
  "authentication",
];

const kinds = WIRE_FAULTS.map(({ kind }) => kind);

export const EXPECTED = [
  ...kinds.map((kind) => `write: ${kind}`),
  ...new Set(kinds.map((kind) => `read: ${kind.replace(/^acted, /, "")}`)),
  ...STORAGE_FAULTS.filter((fault) => fault !== RUBBISH).flatMap((fault) =>
    OPERATIONS.map((each) => `storage ${fault}: ${each}`),
  ),
  `storage ${RUBBISH}: read`,
  "a tab leaves",
  ...LOCK_FAULTS.map((fault) => `lock ${fault}`),
  ...MOMENTS.flatMap((moment) => INTERACTIONS.map((each) => `killed ${moment} ${each}`)),
  ...Object.keys(CONFIRMATIONS)
    .filter((answer) => answer !== "not asked")
    .map((answer) => `asked: ${answer}`),
  "lock lost",
  "a claim came too late",
  "every answer was clear",
  "found in time",
  "clock jumps back",
  "clock jumps ahead",
  ...OUTCOMES.map((outcome) => `submit ends: ${outcome}`),
  "renew ends: a value",
  "renew ends: outcome_unknown",
  "recover ends: a value",
  "settle ends: a value",
];
