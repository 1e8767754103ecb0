// Two sales that every database has to stand.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { isUnknown } from "../shared/buyers.js";
import { inLanes } from "../shared/lanes.js";
import { doubledReferences } from "../shared/ledger.js";
import { createRandom } from "../shared/random.js";
import { startFleet } from "./fleet.js";

const SHOPPERS = 200;
/** A busy machine serves the crowd in half a minute. */
const CROWD_TIMEOUT_MS = 80_000;
const PAYMENTS = 1_000;
const COPIES = 6;
const GATEWAYS = 4;
/** Payments that are underway at the same time. */
const LANES = 12;
/** Payments between two faults. */
const MIN_PAYMENTS = 40;
const MAX_PAYMENTS = 100;
const POLL_MS = 20;
/** Payments whose tries were all cut off before the order left. */
const MAX_NOT_ORDERED = 20;
/** The longest call: the client's 30 s, its look for the order, and the store's own limits. */
const LONGEST_MS = 60_000;

/**
 * @typedef {import("../../stores/open-store.js").Description} Description
 * @typedef {import("./fleet.js").Outcome} Outcome
 * @typedef {() => Promise<unknown>} Disruption
 */

/** 200 shoppers pay at the same moment. @param {import("node:test").TestContext} t @param {Description} store */
export async function sellToCrowd(t, store) {
  const fleet = await startFleet(store, 1, CROWD_TIMEOUT_MS);
  t.after(fleet.close);
  const startedAt = performance.now();
  const references = Array.from({ length: SHOPPERS }, (_, n) => `crowd-${n}`);
  const endings = await Promise.all(references.map((reference) => fleet.buy(reference, 0)));
  const tookMs = Math.round(performance.now() - startedAt);
  t.diagnostic(`${SHOPPERS} shoppers are served in ${tookMs} ms, ${JSON.stringify(fleet.counts)}`);
  const codes = fleet.codes();
  for (const [index, reference] of references.entries()) {
    const ordered = codes.get(reference);
    assert.deepEqual(endings[index], { code: ordered?.[0] }, reference);
    assert.equal(ordered?.length, 1);
  }
  assert.equal(fleet.counts.calls, SHOPPERS, "each is served by the first call");
}

/**
 * Sells 1,000 payments, each asked for six times at once, while processes are killed and servers stop.
 *
 * @param {import("node:test").TestContext} t
 * @param {Description} store
 * @param {Disruption[]} disruptions of the server
 */
export async function sellDuringFaults(t, store, disruptions) {
  const fleet = await startFleet(store, GATEWAYS);
  t.after(fleet.close);
  const random = createRandom(20_261_126, store.client);
  let kills = 0;
  let faults = 0;
  let selling = true;
  /** @type {Map<string, Outcome[]>} */
  const endings = new Map();
  async function disrupt() {
    for (;;) {
      const next = endings.size + random.between(MIN_PAYMENTS, MAX_PAYMENTS);
      while (endings.size < next && selling) await sleep(POLL_MS);
      if (!selling) return;
      await sleep(random.between(0, 100));
      // The first ones are of both kinds.
      if (disruptions.length > 0 && faults <= kills) {
        await disruptions[faults % disruptions.length]?.();
        faults += 1;
      } else {
        await random.pick(fleet.gateways).restart();
        kills += 1;
      }
    }
  }
  const disrupted = disrupt();
  // A disruption that fails is reported below.
  disrupted.catch(() => {});
  try {
    await sellAll(fleet, endings);
  } finally {
    selling = false;
    await disrupted;
  }

  const byHand = await settle(fleet);
  t.diagnostic(
    `${kills} kills, ${faults} faults of the server, ${byHand} settled by hand, ${JSON.stringify(fleet.counts)}`,
  );
  await assertOneOrderEach(fleet, endings);
  const { size: ordered } = fleet.codes();
  assert.ok(ordered >= PAYMENTS - MAX_NOT_ORDERED, `${ordered} payments have an order`);
  assert.ok(kills >= 3, `${kills} kills`);
  assert.ok(disruptions.length === 0 || faults >= 2, `${faults} faults`);
  assert.ok(fleet.counts.longestMs < LONGEST_MS, `a call took ${fleet.counts.longestMs} ms`);
}

/** @typedef {Awaited<ReturnType<typeof startFleet>>} Fleet */

/** @param {Fleet} fleet @param {Map<string, Outcome[]>} endings filled while it sells */
async function sellAll(fleet, endings) {
  const numbers = Array.from({ length: PAYMENTS }, (_, n) => n);
  await inLanes(numbers, LANES, async (number) => {
    const reference = `payment-${number}`;
    const copies = Array.from({ length: COPIES }, (_, copy) => fleet.buy(reference, number + copy));
    endings.set(reference, await Promise.all(copies));
  });
}

/**
 * Recovers what is open, and settles the rest by hand, as a person does who looks into PressOne's list.
 *
 * @param {Fleet} fleet
 * @returns {Promise<number>} the number of purchases that were settled by hand
 */
async function settle(fleet) {
  const { open } = await fleet.direct("recoverPurchases");
  const codes = fleet.codes();
  for (const { reference, listed } of open) {
    assert.equal(listed, false, `${reference} is listed, and it was not settled`);
    assert.equal(
      codes.get(reference),
      undefined,
      `${reference} has an order, and it was not found`,
    );
    await fleet.direct("settlePurchase", { reference, outcome: "failed" });
  }
  assert.deepEqual((await fleet.direct("recoverPurchases")).open, []);
  return open.length;
}

/**
 * No payment has two orders, no buyer has another order than the ledger, and the journal knows each order.
 *
 * @param {Fleet} fleet
 * @param {Map<string, Outcome[]>} endings
 */
async function assertOneOrderEach(fleet, endings) {
  const codes = fleet.codes();
  assert.equal(endings.size, PAYMENTS);
  assert.deepEqual(doubledReferences(codes), [], "doubled orders");
  for (const [reference, copies] of endings) {
    const code = codes.get(reference)?.[0];
    const { state, order } = await fleet.direct("getPurchase", reference);
    assert.equal(state, code === undefined ? "failed" : "done", `${reference} in the journal`);
    if (code !== undefined) assert.equal(order.code, code);
    for (const ending of copies) {
      if ("code" in ending) assert.equal(ending.code, code, reference);
      else assert.ok(isUnknown(ending), `${reference}: ${JSON.stringify(ending)}`);
    }
  }
  const foreign = [...codes.keys()].filter((reference) => !endings.has(reference));
  assert.deepEqual(foreign, []);
}
