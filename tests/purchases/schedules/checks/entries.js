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
  const { ownedSince, clock } = simulation;
  if (text === null) {
    simulation.count("entry removed");
    forgetOwners(ownedSince, key, []);
    return;
  }
  const { state, kind, reference, owners, about } = JSON.parse(text);
  simulation.count(`entry: ${state}`);
  if (reference === undefined) {
    // A tombstone.
    simulation.count("entry shrinks");
    return;
  }
  const ids = owners.map((/** @type {string} */ owner) => simulation.shopperOf.get(owner) ?? owner);
  forgetOwners(ownedSince, key, ids);
  for (const id of ids) {
    const owned = `${key} ${id}`;
    if (!ownedSince.has(owned)) ownedSince.set(owned, clock.elapsed());
    if (!simulation.allowed.has(`${reference} ${id}`)) {
      simulation.report(`${id} owns ${reference} without a payment`);
    }
  }
  if (state !== "open") return;
  simulation.openedAt.set(key, simulation.clock.elapsed());
  if (kind === "renewal") {
    simulation.openedRenewals.set(`${process.name} ${about.email}`, { key, reference });
  }
}

/** @param {Map<string, number>} ownedSince @param {string} key @param {string[]} ids The owners of now. */
function forgetOwners(ownedSince, key, ids) {
  for (const owned of [...ownedSince.keys()]) {
    if (owned.startsWith(`${key} `) && !ids.includes(owned.slice(key.length + 1))) {
      ownedSince.delete(owned);
    }
  }
}
