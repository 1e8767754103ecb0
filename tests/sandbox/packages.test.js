import assert from "node:assert/strict";
import { test } from "node:test";
import { MINUTE } from "../../pkg-template/package/sandbox/core/dates.js";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

/** @param {any} body */
const ids = ({ data }) =>
  Object.values(data).flatMap(({ operators }) =>
    operators.flatMap((/** @type {any} */ { packages }) =>
      packages.map((/** @type {any} */ { id }) => id),
    ),
  );

test("the tree has the plans for new eSIMs, and top-ups if they are included", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const sims = [
    "harbour-30days-3gb-voice",
    ...["northwind-15days-2gb", "northwind-30days-10gb", "northwind-30days-5gb"],
    ...["polaris-30days-5gb", "polaris-5days-unlimited"],
  ];
  const all = await json(await caller.packages());
  assert.deepEqual(ids(all).sort(), sims);
  assert.deepEqual(
    all.data.map((/** @type {any} */ { country_code: code }) => code),
    ["IE", "NO", "SE", ""],
  );
  const [harbour] = all.data[0].operators[0].packages;
  assert.deepEqual([harbour.price, harbour.voice, harbour.prices.net_price.USD], [13.5, 100, 10.8]);
  const topups = ids(await json(await caller.packages({ include: "topup" })));
  assert.equal(topups.length, 11);
  assert.deepEqual(sandbox.violations, []);
});

test("the filters find countries, what covers them, and regions", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const slugs = async (/** @type {Record<string, string>} */ query) =>
    (await json(await caller.packages(query))).data.map((/** @type {any} */ { slug }) => slug);
  assert.deepEqual(await slugs({ "filter[country]": "NO" }), ["norway", "world"]);
  assert.deepEqual(await slugs({ "filter[type]": "global" }), ["world"]);
  assert.deepEqual(await slugs({ "filter[country]": "NO", "filter[type]": "local" }), ["norway"]);
  assert.deepEqual(await slugs({ "filter[country]": "FR" }), []);
  const { data, meta } = await json(await caller.packages({ limit: "3", page: "2" }));
  assert.deepEqual([data.length, meta.last_page, meta.per_page], [1, 2, "3"]);
  sandbox.shapes.set({ dataByIndex: true });
  assert.deepEqual(Object.keys((await json(await caller.packages())).data), ["0", "1", "2", "3"]);
  assert.deepEqual(sandbox.violations, []);
});

test("a minute has a number of requests", async () => {
  const sandbox = fixedSandbox({ settings: { packagesPerMinute: 1 } });
  const caller = await signedIn(sandbox);
  assert.equal((await caller.packages()).status, 200);
  assert.equal((await caller.packages()).status, 429);
  sandbox.clock.advance(MINUTE);
  assert.equal((await caller.packages()).status, 200);
});

test("the devices are a list without meta, and take no parameter", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const body = await json(await caller.devices());
  assert.deepEqual(Object.keys(body), ["data"]);
  assert.deepEqual(Object.keys(body.data[0]), ["os", "brand", "name"]);
  assert.deepEqual(sandbox.violations, []);
  for (const path of [
    "packages?country=NO",
    "packages?filter[country]=no",
    "compatible-devices-lite?os=ios",
  ]) {
    assert.equal((await caller.get(`/customer/v2/${path}`)).status, 400, path);
  }
  assert.equal(sandbox.violations.length, 3);
});
