// The timing and the budgets.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BUDGET, checkBudget } from "./budget.mjs";
import { decileRatio, measureInterleaved, summarize } from "./measure.js";

describe("timing", () => {
  it("a summary interpolates between the samples", () => {
    const { n, min, q1, median, q3, p99 } = summarize([4, 1, 3, 2]);
    assert.deepEqual([n, min, q1, median, q3], [4, 1, 1.75, 2.5, 3.25]);
    assert.ok(p99 > 3.9 && p99 < 4);
    assert.ok(Number.isNaN(summarize([]).median));
  });

  it("each contestant runs once per round, in an order that the seed determines", async () => {
    const orderOf = async (/** @type {number} */ seed) => {
      /** @type {string[]} */
      const order = [];
      const contestants = ["a", "b", "c"].map((name) => ({ name, run: () => order.push(name) }));
      const results = await measureInterleaved(contestants, { rounds: 5, warmup: 2, seed });
      assert.deepEqual(
        Object.values(results).map(({ n }) => n),
        [5, 5, 5],
      );
      for (let round = 0; round < 7; round += 1) {
        const drawn = order.slice(round * 3, round * 3 + 3);
        assert.deepEqual(drawn.sort(), ["a", "b", "c"]);
      }
      return order.join("");
    };
    assert.equal(await orderOf(1), await orderOf(1));
    assert.notEqual(await orderOf(1), await orderOf(2));
  });

  it("preparation and warm-up are not timed, and a batch's time is divided by its size", async () => {
    let clock = 0;
    const contestant = {
      name: "a",
      before: () => {
        clock += 1000;
      },
      run: async () => {
        clock += 2;
      },
    };
    const { a } = await measureInterleaved([contestant], {
      ...{ rounds: 3, warmup: 1, batch: 10, now: () => clock },
    });
    assert.deepEqual(a?.samples, [2, 2, 2]);
  });

  it("ratios compare first deciles", () => {
    assert.equal(decileRatio(summarize([900, 3, 900]), summarize([2, 2, 2])), 1.5);
    assert.ok(Number.isNaN(decileRatio(undefined, summarize([2]))));
  });
});

describe("the budget", () => {
  const name = "size: all that a page loads to make its first call, gzip -9";

  it("a value reaches the bar up to the bar, and exceeds the budget above the budget", () => {
    const { bar, budget } = checkBudget(name, 0);
    assert.deepEqual(
      [bar, bar + 1].map((value) => checkBudget(name, value).reached),
      [true, false],
    );
    assert.deepEqual(
      [budget, budget + 1].map((value) => checkBudget(name, value).withinBudget),
      [true, false],
    );
  });

  it("a budget is at most 5 % above what was measured, or says which noise it allows for", () => {
    for (const [key, { measured, budget, noise }] of Object.entries(BUDGET)) {
      assert.ok(noise || budget <= measured * 1.05, key);
    }
  });

  it("a missing value fails, and an unknown name throws", () => {
    const { reached, withinBudget } = checkBudget(name, Number.NaN);
    assert.deepEqual([reached, withinBudget], [false, false]);
    assert.throws(() => checkBudget("speed", 1), /budget\.json/);
  });
});
