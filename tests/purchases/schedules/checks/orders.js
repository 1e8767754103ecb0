import { describeResult } from "../calls.js";
import { CONFIRMATIONS } from "../environment/confirmation.js";
import { parseDescription } from "../order-description.js";

/**
 * Checks of the server's orders against the results of the calls.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../calls.js").CallRecord} CallRecord
 * @typedef {Simulation["sandbox"]["ledger"]["orders"][number]} Order
 * @typedef {ReadonlyMap<string, Order[]>} OrdersByReference
 */

/** @param {Simulation} simulation @param {CallRecord[]} records */
export function checkOrders(simulation, records) {
  const orders = attributeOrders(simulation, records);
  for (const record of records) {
    if (!record.tab.alive || record.value === undefined) continue;
    if (record.method === "submit") checkReturnedOrder(simulation, record, orders);
    if (record.method === "recover") checkRecoveredOrders(simulation, record, orders);
    if (record.method === "renew" && record.value.reference !== record.reference) {
      simulation.report(`${record.mark} returned the renewal ${record.value.reference}`);
    }
  }
}

/**
 * Checks each order against the call that placed it.
 *
 * @param {Simulation} simulation
 * @param {CallRecord[]} records
 * @returns {OrdersByReference}
 */
function attributeOrders(simulation, records) {
  /** @type {Map<string, Order[]>} */
  const byReference = new Map();
  for (const order of simulation.ownOrders()) {
    const { reference, mark } = parseDescription(order.description);
    const record = records.find((each) => each.mark === mark);
    if (!reference || !record) {
      simulation.report(`no call placed the order ${order.description}`);
      continue;
    }
    const earlier = byReference.get(reference) ?? [];
    // `resend` permits one more order by this call only.
    if (earlier.length > 0 && !record.resend) {
      simulation.report(`${earlier.length + 1} orders of ${reference}`);
    }
    byReference.set(reference, [...earlier, order]);
    checkOrderedContent(simulation, record, order);
  }
  return byReference;
}

/** @param {Simulation} simulation @param {CallRecord} record @param {Order} order */
function checkOrderedContent(simulation, record, order) {
  const { mark, package_id, confirm, tab, error } = record;
  if (package_id !== order.package_id) simulation.report(`${mark} ordered another package`);
  if (confirm && !CONFIRMATIONS[confirm]) simulation.report(`${mark} was not confirmed`);
  if (tab.alive && error && error.kind !== "outcome_unknown") {
    simulation.report(`${mark} placed an order and reports ${describeResult(record)}`);
  }
}

/**
 * A call returns an order of its own reference.
 *
 * @param {Simulation} simulation
 * @param {CallRecord} record
 * @param {OrdersByReference} orders
 */
function checkReturnedOrder(simulation, { mark, value, reference, package_id }, orders) {
  const own = orders.get(value.reference) ?? [];
  if (reference !== undefined && value.reference !== reference) {
    simulation.report(`${mark} returned the order of ${value.reference}`);
  } else if (value.package_id !== package_id) {
    simulation.report(`${mark} returned ${value.package_id}`);
  } else if (!own.some(({ code }) => value.code === null || value.code === code)) {
    // The code is null if the server's answer had none.
    simulation.report(`${mark} returned an order that does not exist`);
  }
}

/**
 * A recovered order exists.
 *
 * @param {Simulation} simulation
 * @param {CallRecord} record
 * @param {OrdersByReference} orders
 */
function checkRecoveredOrders(simulation, { mark, value }, orders) {
  for (const { reference, order } of value) {
    const codes = (orders.get(reference) ?? []).map(({ code }) => code);
    if (order && !codes.includes(order.code)) simulation.report(`${mark} recovered ${order.code}`);
  }
}
