/** The list of packages on sale, whatever PressOne repeats in it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlace, readPlaces } from "../../www/app/data/catalogue.js";

const SIGNAL = new AbortController().signal;

/** @param {number} operator_id */
const rowOf = (operator_id) => ({
  ...{ id: "2gb", operator_id, type: "sim", price: operator_id, country: "Norway" },
  ...{ country_code: "NO", country_slug: "norway" },
});

/** @param {number} id */
const operatorOf = (id) => ({ id, title: `operator ${id}`, packages: [{ id: "2gb" }] });

test("a page that PressOne repeats lists each package once, with its own operator", async () => {
  const client = /** @type {import("pressone-esim").Client} */ (
    /** @type {unknown} */ ({
      getPackages: async (/** @type {{ page: number }} */ { page }) => ({
        packages: [rowOf(1), rowOf(2)],
        countries: [{ operators: [operatorOf(1), operatorOf(2)] }],
        next: page < 3 ? page + 1 : null,
      }),
    })
  );
  const place = await readPlace(client, "NO", SIGNAL);
  assert.deepEqual(
    place?.packages.map(({ operator_id, terms }) => [operator_id, terms.id]),
    [
      [1, 1],
      [2, 2],
    ],
  );
});

test("a region's package is one of each country that it covers", async () => {
  const countries = [
    { country_code: "NO", title: "Norge" },
    { country_code: "JP", title: null },
    { country_code: null, title: "Atlantis" },
  ];
  const operator = { id: 2, title: "two", countries, packages: [{ id: "2gb" }] };
  const region = { ...rowOf(2), country: "World", country_code: "", country_slug: "world" };
  const client = /** @type {import("pressone-esim").Client} */ (
    /** @type {unknown} */ ({
      getPackages: async () => ({
        packages: [rowOf(1), region],
        countries: [{ operators: [operatorOf(1), operator] }],
        next: null,
      }),
    })
  );
  const places = await readPlaces(client, SIGNAL);
  assert.deepEqual(
    places.map(({ id, name, packages }) => [id, name, packages.map((each) => each.operator_id)]),
    [
      ["JP", "Japan", [2]],
      ["NO", "Norway", [1, 2]],
      ["world", "World", [2]],
    ],
  );
});
