/**
 * Checks of the journal's entries at the moment when they are written.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../environment/process.js").Process} Process
 */

export const ENTRY_PREFIX = "c/";
export const OPEN_PREFIX = "o/";

/**
 * An entry belongs only to shoppers to whom the payment hook, or a webhook, said yes.
 *
 * @param {Simulation} simulation
 * @param {Process} process
 * @param {string} key
 * @param {string | null} text
 */
export function observeEntry(simulation, process, key, text) {
  if (!key.startsWith(ENTRY_PREFIX)) return;
  if (text === null) {
    simulation.count("entry removed");
    return;
  }
  const { state, kind, reference, owners, about } = JSON.parse(text);
  simulation.count(`entry: ${state}`);
  if (reference === undefined) {
    // A tombstone.
    simulation.count("entry shrinks");
    return;
  }
  for (const owner of owners ?? []) {
    const id = simulation.shopperOf.get(owner);
    const pair = `${reference} ${id}`;
    if (!simulation.ownedSince.has(pair)) simulation.ownedSince.set(pair, simulation.clock.elapsed());
    if (id === undefined || !simulation.allowed.has(pair)) {
      simulation.report(`${id ?? owner} owns ${reference} without a payment`);
    }
  }
  if (state !== "open") return;
  simulation.openedAt.set(key, simulation.clock.elapsed());
  if (kind === "renewal") {
    simulation.openedRenewals.set(`${process.name} ${about.email}`, { key, reference });
  }
}
