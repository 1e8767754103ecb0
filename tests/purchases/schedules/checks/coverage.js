// Events that a run has to contain. A run without some fault proves nothing about it.
import { CONFIRMATIONS } from "../environment/confirmation.js";
import { LOCK_FAULTS } from "../environment/locks.js";
import { INVALID_VALUE, OPERATIONS, STORAGE_FAULTS } from "../environment/storage.js";
import { WIRE_FAULTS, withoutEffect } from "../environment/wire-faults.js";

/** The number of schedules from which on every event occurs. */
export const MIN_SCHEDULES = 5_000;

const MOMENTS = ["before", "after"];
const INTERACTIONS = ["storage", "lock", "token", "topups", "submit", "orders", "renew"];
/** Results of purchases. Others may occur as well. */
const RESULTS = [
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

const wireFaults = WIRE_FAULTS.map(({ kind }) => kind);

export const REQUIRED_EVENTS = [
  ...wireFaults.map((kind) => `write: ${kind}`),
  ...new Set(wireFaults.map((kind) => `read: ${withoutEffect(kind)}`)),
  ...STORAGE_FAULTS.filter((fault) => fault !== INVALID_VALUE).flatMap((fault) =>
    OPERATIONS.map((operation) => `storage ${fault}: ${operation}`),
  ),
  `storage ${INVALID_VALUE}: read`,
  "a tab leaves",
  ...LOCK_FAULTS.map((fault) => `lock ${fault}`),
  ...MOMENTS.flatMap((moment) => INTERACTIONS.map((name) => `killed ${moment} ${name}`)),
  ...Object.keys(CONFIRMATIONS)
    .filter((answer) => answer !== "not asked")
    .map((answer) => `asked: ${answer}`),
  "lock lost",
  "replaceItem found another value",
  "every answer was unambiguous",
  "found in time",
  "clock jumps back",
  "clock jumps ahead",
  ...RESULTS.map((result) => `submit ends: ${result}`),
  "renew ends: a value",
  "renew ends: outcome_unknown",
  "recover ends: a value",
  "settle ends: a value",
];
