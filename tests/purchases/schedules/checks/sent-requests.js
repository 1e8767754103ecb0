import { parseDescription } from "../order-description.js";
import { isKeyOf, isOpen } from "../stored-journal.js";

/**
 * Checks of requests at the moment when they are sent.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../environment/tab.js").Tab} Tab
 */

/**
 * An order is recorded in the journal before its request is sent.
 *
 * @param {Simulation} simulation
 * @param {Tab} tab
 * @param {string[]} openBefore Keys of the entries that were open when the request was sent.
 * @param {ArrayBuffer} body
 */
export function checkOrderIsRecorded(simulation, tab, openBefore, body) {
  const [description = ""] = /po1:[^\r\n]*/.exec(new TextDecoder().decode(body)) ?? [];
  const { reference, mark = "" } = parseDescription(description);
  simulation.sentMarks.push(mark);
  if (!openBefore.some((key) => isKeyOf(key, reference))) {
    simulation.report(`${tab.name} sent ${reference} without recording it first`);
  }
}

/**
 * A renewal is recorded before it is sent, and no other renewal of the number is open.
 *
 * @param {Simulation} simulation
 * @param {Tab} tab
 */
export function checkRenewalIsAlone(simulation, { renewal }) {
  for (const [other, recordedAt] of simulation.sentRenewals) {
    const entry = simulation.entry(other);
    if (other !== renewal && isOpen(entry) && entry.at === recordedAt) {
      simulation.report(`${renewal} is sent while ${other} is open`);
    }
  }
  const own = simulation.entry(renewal);
  if (!isOpen(own)) simulation.report(`${renewal} is sent without being recorded first`);
  simulation.sentRenewals.set(renewal, own?.at);
}
