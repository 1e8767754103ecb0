// The places of keys in a store that is spread over several parts.
import assert from "node:assert/strict";
import { it } from "node:test";
import { hasOnePlace, placeOf } from "../../pkg-template/package/stores/placement.js";

it("an entry and its key in the list of open entries share a place", () => {
  assert.deepEqual(placeOf("c/abc"), ["journal", "abc"]);
  assert.deepEqual(placeOf("o/00000000000001/abc"), placeOf("c/abc"));
});

it("the purchases and the eSIMs of a shopper share a place, which a list of them asks alone", () => {
  assert.deepEqual(placeOf("s/ada/00000000000001/abc"), ["shopper", "ada"]);
  assert.deepEqual(placeOf("i/ada/00000000000001/def"), placeOf("s/ada/00000000000001/abc"));
  for (const prefix of ["s/ada/", "i/ada/", "h/shop/abc/"]) assert.ok(hasOnePlace(prefix), prefix);
  for (const prefix of ["s/", "i/", "c/", "e/", "h/shop/"]) assert.ok(!hasOnePlace(prefix), prefix);
});

it("the record of an owner has a place of its own", () => {
  assert.deepEqual(placeOf("e/abc"), ["other", "e/abc"]);
  assert.notDeepEqual(placeOf("e/abc"), placeOf("m/abc"));
});
