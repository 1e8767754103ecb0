import { ENTRY_PREFIX, OPEN_PREFIX } from "./checks/entries.js";

/**
 * The second phase of a schedule, without faults. Recovery finds what can be found, every purchase is
 * repeated, and a person settles what stays open.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./environment/hosts.js").Hosts} Hosts
 * @typedef {import("./environment/hosts.js").Life} Life
 * @typedef {import("./environment/pages.js").Pages} Pages
 * @typedef {import("./environment/pages.js").Page} Page
 * @typedef {import("./calls.js").Calls} Calls
 * @typedef {import("./calls.js").CallRecord} CallRecord
 * @typedef {import("./plan/purchases.js").PlannedPurchase} PlannedPurchase
 */

/** Longer than the pauses between two looks for an order, and than a call may be at work. */
const HOUR_MS = 3_660_000;
const DAY_MS = 24 * 3_600_000;

/**
 * @param {Simulation} simulation
 * @param {Hosts} hosts
 * @param {Pages} pages
 * @param {Calls} calls
 */
export async function playEndPhase(simulation, hosts, pages, calls) {
  const { clock, plan, sandbox, leases } = simulation;
  simulation.faultsEnabled = false;
  simulation.log("plan", "all is well again");
  for (const name of leases.heldNames()) simulation.report(`the lock ${name} is still held`);
  hosts.stop();
  sandbox.setBalance(100_000);
  await hosts.start(0, null);
  await hosts.start(1, null);
  // A clock that has jumped back needs longer until an entry is old.
  const jumped = Math.max(0, ...plan.jumps.map(({ ms }) => Math.abs(ms)));
  const pause = HOUR_MS + jumped * plan.jumps.length;
  const life = /** @type {Life} */ (hosts.pick());
  for (let looks = 0; looks < 2; looks += 1) {
    await clock.pass(pause);
    void calls.recover(life);
    await clock.run();
  }
  checkRecovery(simulation);
  const page = pages.open("page z");
  await repeatAll(simulation, page, calls);
  await settleAll(simulation, life, page, calls);
}

/** Nothing is left claimed, every order is in the journal, and the index has open entries only. @param {Simulation} simulation */
function checkRecovery(simulation) {
  const { content, orders, forgotten } = simulation;
  for (const key of content.keys(ENTRY_PREFIX)) {
    const { state, reference } = content.entry(key);
    simulation.count(`at the end: ${state}`);
    // A store that forgot the index, too, may get a late claim. The next purchase takes it over.
    const isLost = state === "claimed" && forgotten.has(reference);
    if (state === "claimed" && !isLost) simulation.report(`${reference} stays claimed`);
    const indexed = content.keys(OPEN_PREFIX).some((each) => each.endsWith(key.slice(2)));
    if (state === "open" && !indexed) simulation.report(`recovery cannot find ${reference}`);
    if (state !== "open" && indexed) simulation.report(`${reference} is ${state} and in the index`);
  }
  for (const order of orders) {
    const { key, reference, code, endpoint, goneAt } = order;
    // After a person's mistake there may be two orders. A look finds the one that is listed.
    const own = orders.filter((each) => each.reference === reference);
    if (goneAt < Infinity || own.some((each) => simulation.isMistaken(each))) continue;
    const entry = content.entry(key);
    if (!entry && forgotten.has(reference)) continue;
    // A renewal cannot be looked up. It stays open until a person settles it.
    if (endpoint === "renew" && entry?.state === "open") continue;
    if (entry?.state !== "done") {
      simulation.report(
        `the order ${code} of ${reference} is ${entry?.state ?? "absent"} at the end`,
      );
    } else if (endpoint === "submit") {
      const known = [entry.outcome, ...(entry.others ?? [])].map((each) => each?.code);
      if (!known.includes(code)) simulation.report(`the journal of ${reference} lacks ${code}`);
    }
  }
}

/**
 * @param {Calls} calls
 * @param {Page} page
 * @param {PlannedPurchase} purchase
 * @param {string} mark
 * @param {boolean} otherContent
 */
async function repeat(calls, page, purchase, mark, otherContent) {
  const [, user = ""] = purchase.shopperIds;
  const call = {
    ...{ method: /** @type {const} */ ("buy"), at: 0, page: 0, purchase: 0, mark, who: user },
    ...{ reference: purchase.reference, otherContent, price: /** @type {const} */ ("") },
    ...{ knows: true, timeoutMs: undefined, abortAfterMs: undefined },
  };
  return { purchase, record: calls.buy(page, call, purchase) };
}

/**
 * The entry of a purchase, if there is one.
 *
 * @param {Simulation} simulation
 * @param {PlannedPurchase} purchase
 */
function entryOf({ content }, { reference }) {
  const entries = content.keys(ENTRY_PREFIX).map((key) => content.entry(key));
  return entries.find((entry) => entry.reference === reference);
}

/** Repeats every purchase, with the content that was bought. @param {Simulation} simulation @param {Page} page @param {Calls} calls */
async function repeatAll(simulation, page, calls) {
  const { plan, clock } = simulation;
  for (const [index, purchase] of plan.purchases.entries()) {
    const { reference, other } = purchase;
    const entry = entryOf(simulation, purchase);
    const order = simulation.orders.find((each) => each.reference === reference);
    const mark = `call ${index + 101}`;
    plan.calls.push(/** @type {any} */ ({ mark, reference }));
    const bought = entry?.about?.package_id ?? order?.package_id;
    const gone = simulation.orders.some(
      (each) => each.reference === reference && each.goneAt < Infinity,
    );
    const { record } = await repeat(calls, page, purchase, mark, bought === other);
    void Promise.resolve(record).then((ended) => {
      if (ended) checkRepeated(simulation, ended, entry?.state, gone);
    });
    await clock.run();
  }
}

/**
 * A repeated purchase ends as the journal says.
 *
 * @param {Simulation} simulation
 * @param {CallRecord} record
 * @param {string | undefined} state
 * @param {boolean} gone True if PressOne refunded or failed an order of the reference.
 */
function checkRepeated(simulation, { mark, reference = "", value, error }, state, gone) {
  const kind = error?.kind ?? "";
  simulation.count(`repeated ${state ?? "none"}: ${kind || "an order"}`);
  const expected =
    state === "open"
      ? kind === "outcome_unknown"
      : state === "closed"
        ? kind === "purchase_closed"
        : !!value;
  // The store forgot the entry, and PressOne refunded the order. Or another renewal of the number is open.
  const isPersonal = (gone && kind === "outcome_unknown") || kind === "number_busy";
  if (!expected && !isPersonal) {
    simulation.report(
      `${mark} for ${reference}, which is ${state}, ends with ${kind || "an order"}`,
    );
  }
}

/** A person settles what is open. After that, it can be bought. @param {Simulation} simulation @param {Life} life @param {Page} page @param {Calls} calls */
async function settleAll(simulation, life, page, calls) {
  const { plan, clock } = simulation;
  const open = plan.purchases.filter((each) => entryOf(simulation, each)?.state === "open");
  if (open.length === 0) return;
  await clock.pass(HOUR_MS + (plan.jumps.length > 0 ? 31 * DAY_MS : 0));
  for (const purchase of open) {
    const renewed =
      purchase.kind === "renewal" && simulation.ordersOf(purchase.reference).length > 0;
    const found = renewed
      ? { outcome: /** @type {const} */ ("done"), code: "renewed" }
      : { outcome: /** @type {const} */ ("failed") };
    void calls.settle(life, purchase, found);
    await clock.run();
    const entry = entryOf(simulation, purchase);
    if (entry?.state !== found.outcome) {
      simulation.report(`a person cannot settle ${purchase.reference}: ${entry?.state}`);
    }
    const mark = `call ${plan.calls.length + 201}`;
    plan.calls.push(/** @type {any} */ ({ mark, reference: purchase.reference }));
    const { record } = await repeat(
      calls,
      page,
      purchase,
      mark,
      entry?.about?.package_id === purchase.other,
    );
    // Only a person knows what an order means that PressOne refunded.
    const gone = simulation.orders.some(
      ({ reference, goneAt }) => reference === purchase.reference && goneAt < Infinity,
    );
    void Promise.resolve(record).then((ended) => {
      if (ended?.error && !gone)
        simulation.report(`${mark} fails after settling: ${ended.error.kind}`);
    });
    await clock.run();
  }
}
