import { STRANGER } from "../environment/shop.js";

/**
 * Checks of PressOne's orders and renewals against what callers were told.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../simulation.js").Order} Order
 * @typedef {import("../simulation.js").Word} Word
 * @typedef {import("../calls.js").CallRecord} CallRecord
 */

/** A reference has one order at most. @param {Simulation} simulation */
export function checkOneOrder(simulation) {
  for (const { reference } of simulation.plan.purchases) {
    const orders = simulation.ordersOf(reference);
    if (orders.length < 2) continue;
    orders.sort((a, b) => a.sentAt - b.sentAt);
    const [, ...further] = orders;
    // A person declared the earlier request dead while it was on its way.
    const isMistake = further.every((order, index) =>
      orders.slice(0, index + 1).some((earlier) => simulation.isMistaken(earlier, order.sentAt)),
    );
    const told = simulation.duplicatesTold.has(reference) ? "told" : "not told";
    simulation.count(`two orders after a person's mistake: ${told}`);
    if (!isMistake) simulation.report(`${orders.length} orders of ${reference}`);
  }
  for (const reference of simulation.duplicatesTold) {
    if (simulation.orders.filter((order) => order.reference === reference).length < 2) {
      simulation.report(`a second order of ${reference} was told, and there is none`);
    }
  }
}

/**
 * No caller was told that nothing was ordered while there was an order, or while one was on its way. After
 * that, only a caller that counts the failure orders. After "closed", no caller does.
 *
 * @param {Simulation} simulation
 */
export function checkWords(simulation) {
  for (const word of simulation.words) {
    // A stranger's own call ordered nothing. The journal shows nothing more.
    if (word.who === STRANGER) continue;
    for (const order of simulation.orders) {
      if (order.reference !== word.reference || order.goneAt <= word.at) continue;
      if (word.package_id !== undefined && word.package_id !== order.package_id) continue;
      const problem = contradiction(simulation, word, order);
      if (!problem || simulation.isMistaken(order, word.at)) continue;
      // The gateway refused the call, and the journal does not show the shopper what another id bought.
      if (word.hidden && word.tries === 0 && !word.closed) {
        simulation.count("told without a view of the order");
        continue;
      }
      const { mark, who, text, reference, at } = word;
      simulation.report(`${mark} told ${who} at ${at} ${text} of ${reference}, but ${problem}`);
    }
  }
}

/** @param {Simulation} simulation @param {Word} word @param {Order} order */
function contradiction({ forgotten }, word, order) {
  const { at, since, tries, closed, mark } = word;
  const name = `${order.code} of ${order.mark}`;
  const times = forgotten.get(word.reference) ?? [];
  const forgets = (/** @type {number} */ from, /** @type {number} */ to) =>
    times.some((time) => from <= time && time <= to);
  // The word is of an earlier try. A later one, by a caller that knew of it, was faster.
  if (tries > 0 && order.knownTries >= tries && order.sentAt >= since) return "";
  if (order.at <= at) return forgets(order.at, at) ? "" : `there was ${name}`;
  if (order.sentAt <= at) return `${name} was on its way`;
  if (forgets(since, order.at)) return "";
  if (closed) return `${name} came later`;
  if (order.knownTries < tries) {
    return `${name} came later, and knew of ${order.knownTries} failures instead of ${tries}`;
  }
  return order.mark === mark && !order.copy && mark.startsWith("call")
    ? `its own ${name} came later`
    : "";
}

/** A call returns an order of its own reference that exists. @param {Simulation} simulation @param {CallRecord[]} records */
export function checkReturnedOrders(simulation, records) {
  for (const { process, method, mark, reference, value, package_id } of records) {
    if (!process.alive && !value) continue;
    if (!["buy", "renew", "webhook"].includes(method) || value === undefined) continue;
    const own = simulation.orders.filter((order) => order.reference === reference);
    if (value.reference !== reference) {
      simulation.report(`${mark} returned the order of ${value.reference}`);
    } else if (method === "buy" && value.package_id && value.package_id !== package_id) {
      simulation.report(`${mark} returned ${value.package_id}`);
    } else if (value.code && !own.some(({ code }) => value.code === code)) {
      simulation.report(`${mark} returned an order that does not exist`);
    }
  }
}

/**
 * A reference is renewed once at most.
 *
 * @param {Simulation} simulation
 * @param {CallRecord[]} records
 */
export function checkStrangers(simulation, records) {
  for (const { who, mark, value, method } of records) {
    if (who !== STRANGER || value === undefined) continue;
    const seen =
      method === "list" ? value.purchases.length > 0 : method !== "ask" || value.state !== "none";
    if (seen) simulation.report(`${mark} showed a stranger another shopper's purchase`);
  }
}
