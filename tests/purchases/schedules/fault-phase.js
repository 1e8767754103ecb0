import { createCaller } from "../../sandbox/testing/caller.js";
import { ENTRY_PREFIX } from "./checks/entries.js";
import { LATE_MS } from "./plan/calls.js";

/**
 * The first phase of a schedule: the planned events, with faults.
 *
 * @typedef {import("./simulation.js").Simulation} Simulation
 * @typedef {import("./environment/hosts.js").Hosts} Hosts
 * @typedef {import("./environment/hosts.js").Life} Life
 * @typedef {import("./environment/pages.js").Pages} Pages
 * @typedef {import("./calls.js").Calls} Calls
 * @typedef {import("./plan/calls.js").PlannedCall} PlannedCall
 * @typedef {import("./plan/purchases.js").PlannedPurchase} PlannedPurchase
 */

/** The most calls of a webhook: a provider calls again if the shop's answer was an error. */
const MAX_WEBHOOK_CALLS = 3;
const MAX_WEBHOOK_PAUSE_MS = 60_000;
/** More orders than a page of the list has. */
const CROWD = 60;

/**
 * Plays all planned events until none is left.
 *
 * @param {Simulation} simulation
 * @param {Hosts} hosts
 * @param {Pages} pages
 * @param {Calls} calls
 */
export async function playFaultPhase(simulation, hosts, pages, calls) {
  const { plan, clock } = simulation;
  simulation.log("plan", JSON.stringify({ ...plan, prices: undefined, calls: undefined }));
  const opened = plan.crashes.pages.map((crash, index) => pages.open(`page ${index + 1}`, crash));
  const withHost = (/** @type {(life: Life) => unknown} */ act) => {
    const life = hosts.pick();
    if (life) act(life);
  };
  for (const call of plan.calls) {
    const purchase = /** @type {PlannedPurchase} */ (plan.purchases[call.purchase]);
    const page = opened[call.page];
    clock.after(call.at, () => {
      if (call.method === "webhook") void callWebhook(simulation, calls, call, purchase);
      else if (page) void (call.method === "buy" ? calls.buy : calls.ask)(page, call, purchase);
    });
  }
  for (const at of plan.recoveries) clock.after(at, () => withHost(calls.recover));
  for (const { at, purchase } of plan.closings) {
    const closed = /** @type {PlannedPurchase} */ (plan.purchases[purchase]);
    clock.after(at, () => withHost((life) => calls.close(life, closed)));
  }
  for (const { at, wrongly } of plan.visits) {
    clock.after(at, () => withHost((life) => calls.visit(life, wrongly)));
  }
  for (const at of plan.powerCuts) clock.after(at, hosts.cutPower);
  for (const [index, at] of plan.deployments.entries())
    clock.after(at, () => hosts.deploy(index % 2));
  for (const outage of plan.outages) planOutage(simulation, outage);
  for (const at of plan.forgets) clock.after(at, () => forgetEntries(simulation));
  for (const at of plan.crowds) clock.after(at, () => clock.hold(addForeignOrders(simulation)));
  for (const { at, status } of plan.refunds) clock.after(at, () => endOrder(simulation, status));
  for (const { at, ms } of plan.jumps) clock.after(at, () => jumpClock(simulation, ms));
  clock.after(LATE_MS, () => {});
  await clock.run();
}

/**
 * Adds newer orders whose text contains the digest of a reference: more than a page.
 *
 * @param {Simulation} simulation
 */
async function addForeignOrders(simulation) {
  const { content, sandbox, plan } = simulation;
  const [key] = content.keys(ENTRY_PREFIX);
  const [purchase] = plan.purchases;
  if (!key || !purchase) return;
  const { iccid, package_id } = purchase;
  sandbox.faults.clear();
  sandbox.configure({ listedAfterMs: 0 });
  const caller = createCaller(sandbox.fetch);
  await caller.signIn(sandbox.credentials);
  simulation.log("server", `has ${CROWD} orders with the text of ${key}`);
  simulation.count("others' orders fill pages");
  for (let other = 0; other < CROWD; other += 1) {
    const description = `crowd ${other} po2:${key.slice(ENTRY_PREFIX.length)}:`;
    await caller.submit({ iccid, package_id, description });
  }
}

/**
 * A payment provider calls the webhook until it answers without an error.
 *
 * @param {Simulation} simulation
 * @param {Calls} calls
 * @param {PlannedCall} call
 * @param {PlannedPurchase} purchase
 * @param {number} [left] The number of calls that are left.
 * @returns {Promise<void>}
 */
async function callWebhook(simulation, calls, call, purchase, left = MAX_WEBHOOK_CALLS) {
  const { clock, random } = simulation;
  if (left === 0) return;
  const again = () =>
    clock.after(random.between(1_000, MAX_WEBHOOK_PAUSE_MS), () =>
      callWebhook(simulation, calls, call, purchase, left - 1),
    );
  const life = calls.pick();
  if (!life) {
    again();
    return;
  }
  life.process.onCrash.add(again);
  const { value } = await calls.webhook(life, call, purchase);
  life.process.onCrash.delete(again);
  if (value === undefined && life.process.alive) again();
}

/**
 * Purchases fail for some time.
 *
 * @param {Simulation} simulation
 * @param {{ from: number, forMs: number, kind: string }} outage
 */
function planOutage(simulation, { from, forMs, kind }) {
  const { plan, clock, sandbox } = simulation;
  const { purchases, prices } = plan;
  /** @param {boolean} ends */
  const change = (ends) => {
    simulation.log("server", `${kind}${ends ? ", no more" : ""}`);
    if (kind === "no balance") return sandbox.setBalance(ends ? 100_000 : 0);
    for (const { iccid, package_id } of purchases) {
      sandbox.changeOffer({ iccid, package_id, add: true });
      if (ends) sandbox.changeOffer({ iccid, package_id, price: prices[package_id] ?? 0 });
      else if (kind === "another price") sandbox.changeOffer({ iccid, package_id, price: 77 });
      else sandbox.changeOffer({ iccid, package_id, remove: true });
    }
  };
  clock.after(from, () => change(false));
  clock.after(from + forMs, () => change(true));
}

/**
 * The store forgets entries, as after a failover. It forgets none whose request is on its way, or whose
 * order is not listed yet: such an order could not be found again.
 *
 * @param {Simulation} simulation
 */
function forgetEntries(simulation) {
  const { plan, content, orders, posts, sandbox, clock, random } = simulation;
  if (plan.store.durability === "full") return;
  const listed = new Set(
    sandbox.ledger.orders
      .filter(({ visibleAt }) => visibleAt <= clock.serverNow())
      .map(({ id }) => id),
  );
  for (const key of content.keys(ENTRY_PREFIX)) {
    const { state, reference, kind } = content.entry(key);
    const own = orders.filter((order) => order.key === key);
    const onItsWay = posts.some((post) => post.key === key && !post.over);
    const isListed = own.length > 0 && own.every(({ id }) => listed.has(id));
    const safe = isListed || (own.length === 0 && state !== "open" && state !== "claimed");
    if (kind === "renewal" || onItsWay || !safe || random.chance(0.3)) continue;
    simulation.log("store", `forgets ${reference}, which is ${state}`);
    simulation.count(`store forgets: ${state}`);
    const before = simulation.forgotten.get(reference) ?? [];
    simulation.forgotten.set(reference, [...before, clock.elapsed()]);
    content.write(key, null);
    for (const index of content.keys("o/")) {
      if (index.endsWith(key.slice(ENTRY_PREFIX.length))) content.write(index, null);
    }
  }
}

/** PressOne refunds or fails an order. @param {Simulation} simulation @param {"refunded" | "failed"} status */
function endOrder(simulation, status) {
  const { orders, sandbox, clock, random } = simulation;
  const own = orders.filter(({ endpoint }) => endpoint === "submit");
  if (own.length === 0) return;
  const order = random.pick(own);
  sandbox.setOrderStatus(order.id, status);
  order.goneAt = clock.elapsed();
  simulation.log("server", `${order.code} is ${status}`);
  simulation.count(`order ${status}`);
}

/** @param {Simulation} simulation @param {number} ms */
function jumpClock(simulation, ms) {
  simulation.log("clock", `jumps by ${ms} ms`);
  simulation.count(ms < 0 ? "clock jumps back" : "clock jumps ahead");
  simulation.clock.jump(ms);
}
