/** The terms of a package, whatever PressOne's lists of an operator have in them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesOf, networksOf, speedsOf } from "../../www/app/data/package-terms.js";

/** @param {unknown[]} countries @param {unknown[]} coverages */
const packageOf = (countries, coverages) =>
  /** @type {import("../../www/app/data/catalogue.js").Package} */ (
    /** @type {unknown} */ ({ terms: { countries, coverages } })
  );

test("countries have names, and rows without a code or a title are left out", () => {
  const named = [
    { country_code: "NO", title: "Norge" },
    { country_code: null, title: "Atlantis" },
  ];
  const odd = [null, 7, {}, { country_code: 47, title: null }, { country_code: "", title: {} }];
  assert.deepEqual(countriesOf(packageOf([...named, ...odd], [])), ["Norway", "Atlantis"]);
});

test("a country without a title takes no networks of a coverage without a name", () => {
  const nameless = [{ networks: [{ name: "Nowhere", types: [] }] }];
  const coverages = [...nameless, { name: null, ...nameless[0] }];
  for (const title of [null, undefined, 7]) {
    assert.deepEqual(networksOf(packageOf([{ country_code: "NO", title }], coverages), "NO"), []);
  }
});

test("networks have speeds, and values that are no text are left out", () => {
  const networks = [
    { name: "North", types: ["LTE", 5, null] },
    { name: "South", types: "LTE" },
    { name: "West", types: 5 },
    { name: { en: "East" }, types: ["5G"] },
  ];
  const offer = packageOf([], [{ name: "NO", networks }]);
  assert.deepEqual(networksOf(offer, "NO"), [
    { name: "North", speeds: ["LTE"] },
    { name: "South", speeds: [] },
    { name: "West", speeds: [] },
  ]);
  assert.deepEqual(speedsOf(offer, null), ["LTE"]);
});
