import { createCaller } from "../../sandbox/testing/caller.js";
import { checkJournal } from "./check.js";
import { readDescription } from "./description.js";
import { RENEWALS } from "./plan.js";

/**
 * Whoever comes later, when all is well again, finds what became of every purchase, and whoever asks
 * for it again gets it.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./visitors.js").Visitor} Visitor
 * @typedef {ReturnType<typeof import("./visitors.js").createVisitors>} Visitors
 * @typedef {ReturnType<typeof import("./calls.js").createCalls>} Calls
 *
 * @param {World} world
 * @param {Visitors} visitors
 * @param {Calls} calls
 */
export async function playAftermath(world, visitors, calls) {
  const { time, sandbox } = world;
  world.calm = true;
  world.note("plan", "all is well again");
  for (const name of visitors.locks.held()) world.problem(`the lock ${name} is still held`);
  if (world.plan.crowd > 0) await time.hold(gather(world));
  // By now the list shows every order.
  sandbox.clock.advance(60_000);

  void calls.recover(await visitors.visit("later"));
  await time.run();
  checkJournal(world);
  await renewAgain(world, visitors, calls);
  await buyAgain(world, await visitors.visit("again"), calls);
  await settle(world, await visitors.visit("person"), calls);
}

/** Newer orders of others, whose texts hold what one of ours is looked for by. @param {World} world */
async function gather({ plan, sandbox, crowd }) {
  const [{ reference, iccid, package_id }] = /** @type {[import("./plan.js").Purchase]} */ (
    plan.purchases
  );
  const caller = createCaller(sandbox.fetch);
  await caller.signIn(sandbox.credentials);
  const before = new Set(sandbox.ledger.orders.map(({ id }) => id));
  for (let other = 0; other < plan.crowd; other += 1) {
    await caller.submit({
      iccid,
      package_id,
      description: `po1::crowd-${other}:po1::${reference}:`,
    });
  }
  for (const { id } of sandbox.ledger.orders) if (!before.has(id)) crowd.add(id);
}

/** Every purchase once more, with its own content. @param {World} world @param {Visitor} visitor @param {Calls} calls */
async function buyAgain(world, visitor, calls) {
  const { plan, time } = world;
  const ordered = new Map(
    world.orders().map((order) => [readDescription(order.description).reference, order.package_id]),
  );
  const open = new Map();
  for (const purchase of plan.purchases) {
    const { reference, other } = purchase;
    const entry = world.entry(reference);
    open.set(reference, entry?.state === "sending");
    const bought = ordered.get(reference) ?? entry?.about?.package_id;
    void calls.submit(visitor, purchase, { otherContent: bought === other });
  }
  await time.run();
  for (const { tab, mark, reference, error } of calls.made) {
    if (tab !== visitor.tab || !error) continue;
    // What may have left and cannot be found stays unknown.
    const unknown = open.get(reference) && !ordered.has(reference);
    if (unknown && error.kind === "outcome_unknown") continue;
    world.problem(`${mark} for ${reference} fails where all is well: ${error.kind}`);
  }
}

/** Every renewal once more, each by a tab of its own. @param {World} world @param {Visitors} visitors @param {Calls} calls */
async function renewAgain({ time }, visitors, calls) {
  const renewals = calls.made.filter(({ method }) => method === "renew");
  for (const reference of new Set(renewals.map((call) => call.reference ?? ""))) {
    void calls.renew(await visitors.visit(`again ${reference.at(-1)}`), reference);
  }
  await time.run();
}

/** What stays open is settled by whoever has found out about it, and then succeeds. @param {World} world @param {Visitor} visitor @param {Calls} calls */
async function settle(world, visitor, calls) {
  const { plan, time } = world;
  const before = calls.made.length;
  const open = plan.purchases.filter(
    ({ reference }) => world.entry(reference)?.state === "sending",
  );
  for (const { reference } of open) void calls.settle(visitor, reference, "failed");
  for (const reference of RENEWALS) {
    if (world.entry(reference)?.state === "sending") void calls.settle(visitor, reference, "done");
  }
  await time.run();
  for (const purchase of open) void calls.submit(visitor, purchase);
  for (const reference of RENEWALS) {
    if (world.entry(reference)) void calls.renew(visitor, reference);
  }
  await time.run();
  for (const { mark, error } of calls.made.slice(before)) {
    if (error) world.problem(`${mark} fails although all was settled: ${error.kind}`);
  }
}
