// The ruler itself.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { held } from "./budget.mjs";
import { interleaved, ratio, summary } from "./measure.js";

describe("how things are timed", () => {
  it("summarises between the samples", () => {
    const { n, min, q1, median, q3, p99 } = summary([4, 1, 3, 2]);
    assert.deepEqual([n, min, q1, median, q3], [4, 1, 1.75, 2.5, 3.25]);
    assert.ok(p99 > 3.9 && p99 < 4);
    assert.ok(Number.isNaN(summary([]).median));
  });

  it("lets each contestant have a turn in every round, in an order that the seed decides", async () => {
    const turns = async (/** @type {number} */ seed) => {
      /** @type {string[]} */
      const order = [];
      const contestants = ["a", "b", "c"].map((name) => ({ name, run: () => order.push(name) }));
      const results = await interleaved(contestants, { rounds: 5, warmup: 2, seed });
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
    assert.equal(await turns(1), await turns(1));
    assert.notEqual(await turns(1), await turns(2));
  });

  it("leaves preparation and warm-up out, and divides by the batch", async () => {
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
    const { a } = await interleaved([contestant], {
      ...{ rounds: 3, warmup: 1, batch: 10, now: () => clock },
    });
    assert.deepEqual(a?.samples, [2, 2, 2]);
  });

  it("compares medians", () => {
    assert.equal(ratio(summary([3, 3, 900]), summary([2, 2, 2])), 1.5);
  });
});

describe("the budget", () => {
  const name = "size: all that a page loads, gzip -9";

  it("is reached up to the bar, and exceeded from the budget on", () => {
    assert.deepEqual(
      [22_200, 22_201].map((value) => held(name, "all", value).ok),
      [true, false],
    );
    const { budget } = held(name, "all", 0);
    assert.deepEqual(
      [budget, budget + 1].map((value) => held(name, "all", value).inBudget),
      [true, false],
    );
  });

  it("is not held by what was not measured", () => {
    const { ok, inBudget } = held(name, "all", Number.NaN);
    assert.deepEqual([ok, inBudget], [false, false]);
    assert.throws(() => held("speed", "all", 1), /budget\.json/);
  });
});
