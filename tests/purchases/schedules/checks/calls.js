import { describeResult } from "../calls.js";

/**
 * Checks of how calls end.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../calls.js").CallRecord} CallRecord
 * @typedef {import("../environment/clients.js").Package} Package
 */

/** Kinds of errors that report a bug of the caller. The calls of a schedule have none. */
const CALLER_ERRORS = ["invalid_argument", "configuration"];

/** Returns the kind of every error class that the package exports. @param {Package} pressone */
function errorKinds(pressone) {
  return Object.keys(pressone)
    .filter((name) => name.endsWith("Error") && name !== "PressOneError")
    .map((name) =>
      name
        .replace(/Error$/, "")
        .replace(/(?!^)[A-Z]/g, "_$&")
        .toLowerCase(),
    );
}

/**
 * Every call of a live tab ends, with a documented error if not with a value.
 *
 * @param {Simulation} simulation
 * @param {CallRecord[]} records
 * @param {Package} pressone
 */
export function checkCallsEnd(simulation, records, pressone) {
  const kinds = errorKinds(pressone).filter((kind) => !CALLER_ERRORS.includes(kind));
  for (const record of records) {
    if (!record.tab.alive) continue;
    const { mark, error } = record;
    if (!record.ended) {
      simulation.report(`${mark} of ${record.tab.name} hangs`);
    } else if (error !== undefined) {
      if (!(error instanceof pressone.PressOneError)) simulation.report(`${mark}: ${error}`);
      else if (!kinds.includes(error.kind)) {
        simulation.report(`${mark} ends with the kind ${describeResult(record)}`);
      }
      checkErrorReference(simulation, record);
    }
  }
}

/**
 * An `outcome_unknown` error has the call's reference.
 *
 * @param {Simulation} simulation
 * @param {CallRecord} record
 */
function checkErrorReference(simulation, { method, mark, reference, error }) {
  if (error.kind !== "outcome_unknown") return;
  // The open renewal of the number may have another reference.
  const own = method === "renew" || reference === undefined || error.reference === reference;
  if (!error.reference || !own) simulation.report(`${mark} is unknown as ${error.reference}`);
}
