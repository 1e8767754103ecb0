import { parseDescription } from "../order-description.js";

/**
 * After recovery, the journal has every order.
 *
 * @param {import("../simulation.js").Simulation} simulation
 */
export function checkJournalIsComplete(simulation) {
  for (const order of simulation.ownOrders()) {
    const { reference = "" } = parseDescription(order.description);
    const state = simulation.entry(reference)?.state;
    if (state !== "done") simulation.report(`the journal's state of ${reference} is ${state}`);
  }
}
