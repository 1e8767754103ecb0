// The cost of a purchase, of lists and of recovery over a journal of many settled purchases.
import assert from "node:assert/strict";
import { withClockAhead } from "../gateway/clock.js";
import { countedStore } from "./counted-store.js";
import { entryKey } from "./databases.js";
import { openShop, shopperId } from "./shop.js";

const TIMES = 21;
/** Purchases whose answer was lost, before recovery looks for them. */
const OPEN = 3;
const SHOPPER = 1;
/** The age of the generated purchases. */
const AGE_MS = 100 * 86_400_000;

/** @typedef {{ ms: number, calls: Map<string, number> }} Cost the median time, and the calls of the store */

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Opens a shop on a database. `measureAll` measures each action.
 *
 * @param {import("./databases.js").Database} database
 */
export async function openMeasured(database) {
  const { store, take } = countedStore(database.store);
  const { sandbox, partner, buy, purchases } = await openShop(store);
  let bought = 0;
  const nextReference = () => {
    bought += 1;
    return `bought-${bought}`;
  };
  const reference = "template";
  await withClockAhead(-AGE_MS, () => buy(SHOPPER, reference));
  const [entry = ""] = await store.keys("c/");
  const [indexKey = ""] = await store.keys("s/");
  const recent = String(await store.get(entry));
  // An old entry becomes a tombstone when it is read.
  await partner.getPurchase(reference);
  const tombstone = String(await store.get(entry));
  assert.ok(tombstone.length < recent.length / 2, tombstone);
  sandbox.faults.add({ endpoint: "submit", kind: "cut-before", times: OPEN });
  for (let n = 0; n < OPEN; n += 1) await buy(SHOPPER + 1, nextReference(), 202);
  const template = { recent, tombstone, indexKey };

  /** @param {() => Promise<unknown>} work @returns {Promise<Cost>} */
  async function measure(work) {
    await work();
    take();
    const times = [];
    for (let n = 0; n < TIMES; n += 1) {
      const startedAt = performance.now();
      await work();
      times.push(performance.now() - startedAt);
    }
    const calls = [...take().calls].map(
      ([name, count]) => /** @type {const} */ ([name, count / TIMES]),
    );
    return { ms: median(times), calls: new Map(calls) };
  }

  return {
    /** @param {number} rows */
    fill: (rows) => database.fill(template, rows),
    /** @param {number} rows the number of generated purchases */
    async measureAll(rows) {
      const last = entryKey(Math.max(0, rows - 100));
      return {
        "a purchase": await measure(() => buy(SHOPPER, nextReference())),
        "a shopper's purchases": await measure(() => purchases(SHOPPER)),
        "the first page of all": await measure(() => partner.purchases()),
        "the last page of all": await measure(() => partner.purchases({ after: last })),
        "a page of the open ones": await measure(() => partner.purchases({ state: "open" })),
        "a shopper's, by the shop": await measure(() =>
          partner.purchases({ shopper: shopperId(SHOPPER) }),
        ),
        recovery: await measure(() => partner.recoverPurchases()),
      };
    },
  };
}
