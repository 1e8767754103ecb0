import process from "node:process";
import { createCalls } from "./calls.js";
import { checkCallsEnd } from "./checks/calls.js";
import { checkAllSucceed, checkLookups, checkNothingIsOpen } from "./checks/fault-phase.js";
import { checkOrders } from "./checks/orders.js";
import { checkRenewals } from "./checks/renewals.js";
import { createClients } from "./environment/clients.js";
import { installClock } from "./environment/clock.js";
import { seedPlatformRandom } from "./environment/platform-random.js";
import { playFaultPhase } from "./fault-phase.js";
import { makePlan } from "./plan/plan.js";
import { playRecoveryPhase } from "./recovery-phase.js";
import { createSimulation } from "./simulation.js";

/**
 * Plays the schedule of a seed. The same seed plays the same events in the same order.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./calls.js").CallRecord} CallRecord
 * @typedef {import("./environment/clients.js").Package} Package
 * @typedef {import("./environment/clients.js").Defect} Defect
 *
 * @typedef {object} Result
 * @property {number} seed
 * @property {string[]} problems Violations of what the package promises.
 * @property {string[]} trace
 * @property {Map<string, number>} counts The number of times that each event occurred.
 *
 * @param {number} seed
 * @param {Package} pressone
 * @param {Defect} [defect]
 * @returns {Promise<Result>}
 */
export async function playSchedule(seed, pressone, defect = {}) {
  const plan = makePlan(seed);
  const clock = installClock();
  const restoreRandom = seedPlatformRandom(seed);
  const simulation = createSimulation(plan, clock, seed);
  const clients = createClients(simulation, pressone, defect);
  const calls = createCalls(simulation);
  const onUnhandled = (/** @type {unknown} */ error) =>
    simulation.report(`unhandled rejection: ${error}`);
  process.on("unhandledRejection", onUnhandled);
  try {
    await playFaultPhase(simulation, clients, calls);
    checkFaultPhase(simulation, calls.records);
    await playRecoveryPhase(simulation, clients, calls);
    checkAll(simulation, calls.records, pressone);
  } catch (error) {
    simulation.report(`the schedule broke: ${error instanceof Error ? error.stack : error}`);
  } finally {
    clients.freeAll();
    clock.uninstall();
    restoreRandom();
    process.off("unhandledRejection", onUnhandled);
  }
  const { problems, trace, counts } = simulation;
  return { seed, problems, trace, counts };
}

/** @param {Simulation} simulation @param {CallRecord[]} records */
function checkFaultPhase(simulation, records) {
  const { plan } = simulation;
  if (plan.quiet && plan.storage.locks) checkAllSucceed(simulation, records);
  checkNothingIsOpen(simulation);
  checkLookups(simulation, records);
}

/** @param {Simulation} simulation @param {CallRecord[]} records @param {Package} pressone */
function checkAll(simulation, records, pressone) {
  checkCallsEnd(simulation, records, pressone);
  checkOrders(simulation, records);
  checkRenewals(simulation, records);
  for (const { message } of simulation.sandbox.violations) {
    simulation.report(`the request breaks the API's description: ${message}`);
  }
}
