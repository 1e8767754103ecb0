/**
 * Checks of the server's renewals against the results of the calls.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../calls.js").CallRecord} CallRecord
 */

/** @param {Simulation} simulation @param {CallRecord[]} records */
export function checkRenewals(simulation, records) {
  const renewals = records.filter(({ method }) => method === "renew");
  /** @type {Map<string | undefined, number>} */
  const counts = new Map();
  for (const { endpoint, tab } of simulation.serverWrites) {
    if (endpoint !== "renew") continue;
    // All renewals of a tab have the same reference.
    const ofTab = renewals.filter((record) => record.tab.name === tab);
    const reference = ofTab[0]?.reference;
    counts.set(reference, (counts.get(reference) ?? 0) + 1);
    if (!ofTab.some(mayHaveRenewed)) {
      simulation.report(`${tab} renewed the number and reports that it did not`);
    }
  }
  for (const [reference, count] of counts) {
    if (count > 1) simulation.report(`${count} renewals of ${reference}`);
  }
}

/** @param {CallRecord} record */
const mayHaveRenewed = ({ tab, error }) => !tab.alive || !error || error.kind === "outcome_unknown";
