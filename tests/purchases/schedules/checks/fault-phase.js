import { parseDescription } from "../order-description.js";
import { openKeys } from "../stored-journal.js";

/**
 * Checks at the end of the fault phase. Each check applies to schedules in which certain events did
 * not occur.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../calls.js").CallRecord} CallRecord
 */

/** Responses to a write that prove that nothing was done. */
const PROOFS = ["write: 4xx", "write: 4xx with a code", "write: 429"];
/**
 * Other events that leave no purchase open. A call that times out or is aborted may leave one open,
 * because it can end while it records the purchase.
 */
const HARMLESS =
  /^(?:read|clock|(?:submit|renew|recover) ends: (?!timeout|aborted)|a tab leaves|replaceItem)/;

/**
 * If every response to a write was unambiguous, no purchase is open.
 *
 * @param {Simulation} simulation
 */
export function checkNothingIsOpen(simulation) {
  const { plan, counts, items } = simulation;
  const unlimited = plan.calls.every(
    ({ timeoutMs, abortAfterMs }) => !timeoutMs && abortAfterMs === undefined,
  );
  const unambiguous = [...counts.keys()].every(
    (event) => PROOFS.includes(event) || HARMLESS.test(event),
  );
  if (!unlimited || !unambiguous) return;
  simulation.count("every answer was unambiguous");
  for (const key of openKeys(items)) {
    simulation.report(`${key} is open although every answer was unambiguous`);
  }
}

/** Events that can prevent a call from finding its order. */
const PREVENTS_LOOKUP = /^(?:read|storage|lock|killed|write: slow)/;

/**
 * If the order list is readable, a call finds its order if the order is listed in time.
 *
 * @param {Simulation} simulation
 * @param {CallRecord[]} records
 */
export function checkLookups(simulation, records) {
  const { plan, counts } = simulation;
  const unaborted = plan.calls.every(({ abortAfterMs }) => abortAfterMs === undefined);
  if (!unaborted || [...counts.keys()].some((event) => PREVENTS_LOOKUP.test(event))) return;
  for (const order of simulation.ownOrders()) {
    const { mark } = parseDescription(order.description);
    const record = records.find((each) => each.mark === mark);
    if (order.visibleAt - order.createdAt > plan.lookUpMs) continue;
    if (record?.value?.source === "list") simulation.count("found in time");
    if (record?.error) simulation.report(`${record.mark} did not find its order`);
  }
}

/**
 * Without faults, every purchase succeeds.
 *
 * @param {Simulation} simulation
 * @param {CallRecord[]} records
 */
export function checkAllSucceed(simulation, records) {
  for (const { method, mark, error } of records) {
    if (method === "submit" && error && error.kind !== "reference_reused") {
      simulation.report(`${mark} failed without a fault: ${error.kind}`);
    }
  }
}
