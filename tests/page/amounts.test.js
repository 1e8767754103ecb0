import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromCents, toCents } from "../../pkg-template/package/amounts.js";

describe("amounts", () => {
  it("are the same in cents and back, for all prices up to 3,000 US dollars", () => {
    for (let cents = 0; cents <= 300_000; cents += 1) {
      const dollars = fromCents(cents);
      assert.equal(toCents(dollars), cents);
      assert.equal(toCents(dollars.toFixed(2)), cents);
      assert.equal(dollars, Number((cents / 100).toFixed(2)));
    }
  });

  it("are read in PressOne's forms", () => {
    /** @type {[number | string, number][]} */
    const forms = [
      [10, 1000],
      [22.5, 2250],
      ["10.00", 1000],
      ["9.5", 950],
      ["9.50000", 950],
      ["3.", 300],
      [4.35, 435],
      [1.1, 110],
      [-0.5, -50],
      [-0, 0],
      ["-0.00", 0],
    ];
    for (const [dollars, cents] of forms)
      assert.equal(Object.is(toCents(dollars), cents), true, String(dollars));
  });

  it("are never rounded", () => {
    const refused = [
      3.605,
      "0.001",
      0.1 + 0.2,
      1e-7,
      1e21,
      Number.NaN,
      Infinity,
      "",
      "9,50",
      "1e2",
      null,
    ];
    for (const dollars of refused) {
      assert.throws(() => toCents(/** @type {any} */ (dollars)), RangeError, String(dollars));
    }
    for (const cents of [9.5, Number.NaN, "950", undefined]) {
      assert.throws(() => fromCents(/** @type {any} */ (cents)), RangeError, String(cents));
    }
  });
});
