import { createCaller } from "../../sandbox/testing/caller.js";
import { checkJournalIsComplete } from "./checks/journal.js";
import { parseDescription } from "./order-description.js";
import { RENEWAL_REFERENCES } from "./plan/purchases.js";
import { isOpen } from "./stored-journal.js";

/**
 * The second phase of a schedule, without faults. Clients recover the journal, repeat every purchase
 * and renewal, and settle the entries that stay open.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./environment/clients.js").Clients} Clients
 * @typedef {import("./environment/clients.js").TabClient} TabClient
 * @typedef {import("./calls.js").Calls} Calls
 *
 * @param {Simulation} simulation
 * @param {Clients} clients
 * @param {Calls} calls
 */
export async function playRecoveryPhase(simulation, clients, calls) {
  const { clock, sandbox } = simulation;
  simulation.faultsEnabled = false;
  simulation.log("plan", "all is well again");
  for (const name of clients.heldLocks()) simulation.report(`the lock ${name} is still held`);
  if (simulation.plan.crowd > 0) await clock.hold(addForeignOrders(simulation));
  // After this time, the list contains every order.
  sandbox.clock.advance(60_000);

  void calls.recover(await clients.open("later"));
  await clock.run();
  checkJournalIsComplete(simulation);
  await repeatRenewals(simulation, clients, calls);
  await repeatPurchases(simulation, await clients.open("again"), calls);
  await settleOpenEntries(simulation, await clients.open("person"), calls);
}

/**
 * Adds newer orders of other partners whose text contains a reference of the plan.
 *
 * @param {Simulation} simulation
 */
async function addForeignOrders({ plan, sandbox, foreignOrders }) {
  const [{ reference, iccid, package_id }] =
    /** @type {[import("./plan/purchases.js").Purchase]} */ (plan.purchases);
  const caller = createCaller(sandbox.fetch);
  await caller.signIn(sandbox.credentials);
  const before = new Set(sandbox.ledger.orders.map(({ id }) => id));
  for (let other = 0; other < plan.crowd; other += 1) {
    const description = `po1::crowd-${other}:po1::${reference}:`;
    await caller.submit({ iccid, package_id, description });
  }
  for (const { id } of sandbox.ledger.orders) if (!before.has(id)) foreignOrders.add(id);
}

/**
 * Each renewal is repeated by a tab of its own.
 *
 * @param {Simulation} simulation
 * @param {Clients} clients
 * @param {Calls} calls
 */
async function repeatRenewals({ clock }, clients, calls) {
  const renewals = calls.records.filter(({ method }) => method === "renew");
  for (const reference of new Set(renewals.map((record) => record.reference ?? ""))) {
    void calls.renew(await clients.open(`again ${reference.at(-1)}`), reference);
  }
  await clock.run();
}

/**
 * Each purchase is repeated with the content that was ordered.
 *
 * @param {Simulation} simulation
 * @param {TabClient} tabClient
 * @param {Calls} calls
 */
async function repeatPurchases(simulation, tabClient, calls) {
  const { plan, clock } = simulation;
  const ordered = new Map(
    simulation
      .ownOrders()
      .map((order) => [parseDescription(order.description).reference, order.package_id]),
  );
  const open = new Set();
  for (const purchase of plan.purchases) {
    const { reference, other } = purchase;
    const entry = simulation.entry(reference);
    if (isOpen(entry)) open.add(reference);
    const packageId = ordered.get(reference) ?? entry?.about?.package_id;
    void calls.submit(tabClient, purchase, { otherContent: packageId === other });
  }
  await clock.run();
  for (const { tab, mark, reference, error } of calls.records) {
    if (tab !== tabClient.tab || !error) continue;
    // An open entry without an order stays open: its request may still arrive.
    const unknown = open.has(reference) && !ordered.has(reference);
    if (unknown && error.kind === "outcome_unknown") continue;
    simulation.report(`${mark} for ${reference} fails without a fault: ${error.kind}`);
  }
}

/**
 * Open entries are settled. After that, repeating them succeeds.
 *
 * @param {Simulation} simulation
 * @param {TabClient} tabClient
 * @param {Calls} calls
 */
async function settleOpenEntries(simulation, tabClient, calls) {
  const { plan, clock } = simulation;
  const before = calls.records.length;
  const open = plan.purchases.filter(({ reference }) => isOpen(simulation.entry(reference)));
  for (const { reference } of open) void calls.settle(tabClient, reference, "failed");
  for (const reference of RENEWAL_REFERENCES) {
    if (isOpen(simulation.entry(reference))) void calls.settle(tabClient, reference, "done");
  }
  await clock.run();
  for (const purchase of open) void calls.submit(tabClient, purchase);
  for (const reference of RENEWAL_REFERENCES) {
    if (simulation.entry(reference)) void calls.renew(tabClient, reference);
  }
  await clock.run();
  for (const { mark, error } of calls.records.slice(before)) {
    if (error) simulation.report(`${mark} fails after settling: ${error.kind}`);
  }
}
