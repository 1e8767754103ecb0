import process from "node:process";
import { createCalls } from "./calls.js";
import { checkAllSucceed, checkCallsEnd } from "./checks/calls.js";
import { checkOneOrder, checkReturnedOrders, checkStrangers, checkWords } from "./checks/orders.js";
import { playEndPhase } from "./end-phase.js";
import { installClock } from "./environment/clock.js";
import { createHosts } from "./environment/hosts.js";
import { createPages } from "./environment/pages.js";
import { replacePlatform } from "./environment/platform.js";
import { STRANGER } from "./environment/shop.js";
import { playFaultPhase } from "./fault-phase.js";
import { makePlan } from "./plan/plan.js";
import { createSimulation } from "./simulation.js";

/**
 * Plays the schedule of a seed. The same seed plays the same events in the same order.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./calls.js").CallRecord} CallRecord
 * @typedef {import("./environment/hosts.js").Modules} Modules
 *
 * @typedef {object} Result
 * @property {number} seed
 * @property {string[]} problems Violations of what the package promises.
 * @property {string[]} trace
 * @property {Map<string, number>} counts The number of times that each event occurred.
 *
 * @param {number} seed
 * @param {Modules} modules
 * @returns {Promise<Result>}
 */
export async function playSchedule(seed, modules) {
  const plan = makePlan(seed);
  const clock = installClock();
  const restorePlatform = replacePlatform(seed);
  const simulation = createSimulation(plan, clock, seed);
  const onUnhandled = (/** @type {unknown} */ error) =>
    simulation.report(`unhandled rejection: ${error instanceof Error ? error.stack : error}`);
  process.on("unhandledRejection", onUnhandled);
  const hosts = await createHosts(simulation, modules);
  await nameShoppers(simulation, hosts);
  const pages = createPages(simulation, hosts, modules);
  const calls = createCalls(simulation, hosts);
  try {
    await playFaultPhase(simulation, hosts, pages, calls);
    if (plan.quiet) checkAllSucceed(simulation, calls.records);
    await playEndPhase(simulation, hosts, pages, calls);
    checkAll(simulation, calls.records, modules);
  } catch (error) {
    simulation.report(`the schedule broke: ${error instanceof Error ? error.stack : error}`);
  } finally {
    pages.free();
    hosts.free();
    clock.uninstall();
    restorePlatform();
    process.off("unhandledRejection", onUnhandled);
  }
  const { problems, trace, counts } = simulation;
  return { seed, problems, trace, counts };
}

/** @param {Simulation} simulation @param {CallRecord[]} records @param {Modules} modules */
function checkAll(simulation, records, { pressone }) {
  checkCallsEnd(simulation, records, pressone);
  checkOneOrder(simulation);
  checkWords(simulation);
  checkReturnedOrders(simulation, records);
  checkStrangers(simulation, records);
  for (const { message } of simulation.sandbox.violations) {
    simulation.report(`the request breaks the API's description: ${message}`);
  }
}

/**
 * The digests that stand for shoppers in entries.
 *
 * @param {Simulation} simulation
 * @param {import("./environment/hosts.js").Hosts} hosts
 */
async function nameShoppers({ plan, shopperOf }, hosts) {
  const life = hosts.pick();
  for (const id of [STRANGER, ...plan.purchases.flatMap(({ shopperIds }) => shopperIds)]) {
    const client = /** @type {any} */ (life?.client);
    for (const digest of client.shopperDigests(id)) shopperOf.set(digest, id);
  }
}
