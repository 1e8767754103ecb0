/**
 * The first phase of a schedule: the planned calls, with faults.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./environment/clients.js").Clients} Clients
 * @typedef {import("./environment/clients.js").TabClient} TabClient
 * @typedef {import("./calls.js").Calls} Calls
 */

/**
 * Plays all planned events until none is left.
 *
 * @param {Simulation} simulation
 * @param {Clients} clients
 * @param {Calls} calls
 */
export async function playFaultPhase(simulation, clients, calls) {
  const { plan, clock } = simulation;
  simulation.log("plan", JSON.stringify({ ...plan, calls: undefined }));
  /** @type {TabClient[]} */
  const tabs = [];
  for (const [index, crash] of plan.deaths.entries()) {
    tabs.push(await clients.open(`tab ${"abcd"[index]}`, crash));
  }
  for (const call of plan.calls) {
    const tabClient = tabs[call.tab];
    if (tabClient) clock.after(call.at, () => calls.perform(tabClient, call));
  }
  for (const { at, tab } of plan.leavings) {
    clock.after(at, () => freeClient(simulation, clients, tabs[tab]));
  }
  for (const { at, ms } of plan.jumps) clock.after(at, () => jumpClock(simulation, ms));
  await clock.run();
}

/**
 * @param {Simulation} simulation
 * @param {Clients} clients
 * @param {TabClient | undefined} tabClient
 */
function freeClient(simulation, clients, tabClient) {
  if (!tabClient?.tab.alive) return;
  simulation.log(tabClient.tab.name, "frees its client");
  simulation.count("a tab leaves");
  clients.free(tabClient);
}

/** @param {Simulation} simulation @param {number} ms */
function jumpClock(simulation, ms) {
  simulation.log("clock", `jumps by ${ms} ms`);
  simulation.count(ms < 0 ? "clock jumps back" : "clock jumps ahead");
  simulation.clock.jump(ms);
}
