import assert from "node:assert/strict";
import { test } from "node:test";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

const sandbox = fixedSandbox();
const caller = await signedIn(sandbox);

/** @param {Record<string, string>} [query] */
const list = async (query) => json(await caller.orders(query));

/** @param {any} page @param {string} field */
const column = (page, field) => page.data.map((/** @type {any} */ order) => order[field]);

const all = await list({ limit: "1000", include: "status,sims" });

test("the list is newest first, with 25 orders per page by default", async () => {
  const times = column(all, "created_at");
  assert.ok(times.length > 25);
  assert.deepEqual(times, [...times].sort().reverse());
  const page = await list();
  assert.equal(page.data.length, 25);
  assert.equal(page.meta.per_page, 25);
  assert.equal(page.meta.total, times.length);
});

test("pages have no gap and no overlap", async () => {
  /** @type {unknown[]} */
  const ids = [];
  for (let page = 1; page <= 5; page += 1) {
    const { data, meta, links } = await list({ limit: "7", page: String(page) });
    ids.push(...data.map((/** @type {any} */ { id }) => id));
    assert.deepEqual(
      [meta.current_page, meta.last_page, meta.per_page, meta.total],
      [page, Math.ceil(all.data.length / 7), "7", all.data.length],
    );
    assert.equal(meta.from, (page - 1) * 7 + 1);
    assert.equal(meta.to, ids.length);
    assert.equal(links.prev === null, page === 1);
    assert.equal(links.next === null, page === meta.last_page);
  }
  assert.deepEqual(ids, column(all, "id"));
});

test("links have another host and version", async () => {
  const { links, meta } = await list({ limit: "7", include: "sims,user", "filter[code]": "20" });
  for (const link of [links.first, links.last, links.next, meta.path]) {
    assert.match(link, /^https:\/\/orders\.elsewhere\.invalid\/v1\/orders/);
  }
  assert.match(links.next, /include=sims%2Cuser&filter%5Bcode%5D=20&page=2$/);
  const followed = fixedSandbox();
  assert.equal((await followed.fetch(new Request(links.next))).status, 404);
  assert.equal(followed.violations.length, 1);
});

test("a page past the last one is empty", async () => {
  const { data, meta, links } = await list({ page: "99" });
  assert.deepEqual(data, []);
  assert.deepEqual([meta.from, meta.to, meta.current_page], [null, null, 99]);
  assert.equal(links.next, null);
});

test("sims, user and status are there only if included", async () => {
  const [plain] = (await list({ limit: "1" })).data;
  for (const name of ["sims", "user", "status"]) assert.equal(name in plain, false);
  const [full] = (await list({ limit: "1", include: "user,status" })).data;
  assert.equal("sims" in full, false);
  assert.equal(full.status.slug, "completed");
  assert.equal(typeof full.user.email, "string");
  for (const order of all.data) assert.equal(order.sims.length, order.type === "sim" ? 1 : 0);
});

test("text filters match substrings, with % and _ as wildcards", async () => {
  const [first] = all.data;
  assert.deepEqual(column(await list({ "filter[code]": first.code }), "id"), [first.id]);
  assert.ok((await list({ "filter[code]": first.code.slice(3, 12) })).data.length >= 1);
  assert.equal((await list({ "filter[description]": "checkout 71" })).data.length, 1);
  assert.ok((await list({ "filter[description]": "check%70_" })).data.length > 5);
  assert.equal((await list({ "filter[description]": "100% paid" })).data.length, 1);
  assert.equal((await list({ "filter[description]": "shop_order" })).data.length, 1);
  assert.equal((await list({ "filter[description]": "shopxorder" })).data.length, 0);
});

test("filter[iccid] finds orders with sims, and by a switch top-ups too", async () => {
  const iccid = sandbox.iccids.active;
  const switched = fixedSandbox();
  const switchedCaller = await signedIn(switched);
  const without = (await json(await switchedCaller.orders({ "filter[iccid]": iccid.slice(4, 15) })))
    .data;
  assert.ok(without.every((/** @type {any} */ { type }) => type === "sim"));
  switched.shapes.set({ iccidFilterFindsTopups: true });
  const found = (await json(await switchedCaller.orders({ "filter[iccid]": iccid }))).data;
  assert.equal(found.length, 3);
});

test("filter[order_status] matches exactly", async () => {
  for (const status of ["completed", "failed", "refunded", "partially_refunded"]) {
    const { data } = await list({
      "filter[order_status]": status,
      include: "status",
      limit: "100",
    });
    assert.ok(data.length > 0, status);
    assert.ok(data.every((/** @type {any} */ order) => order.status.slug === status));
  }
  const wrong = await caller.orders({ "filter[order_status]": "lost" });
  assert.equal(wrong.status, 422);
  assert.deepEqual(Object.keys((await json(wrong)).data), ["filter.order_status"]);
});

test("the status of an order can be changed", async () => {
  const own = fixedSandbox();
  const buyer = await signedIn(own);
  const order = { package_id: "northwind-30days-3gb-topup", iccid: own.iccids.active };
  const { code, id } = (await json(await buyer.submit(order))).data;
  const status = async () => {
    const query = { include: "status", "filter[code]": code };
    return (await json(await buyer.orders(query))).data[0].status;
  };
  assert.deepEqual(await status(), { name: "Completed", slug: "completed" });
  own.setOrderStatus(id, "partially_refunded");
  assert.deepEqual(await status(), { name: "Partially refunded", slug: "partially_refunded" });
  own.setOrderStatus(code, "failed");
  assert.deepEqual(await status(), { name: "Failed", slug: "failed" });
  assert.equal(own.ledger.orders[0]?.status, "failed");
  assert.equal(own.ledger.balance, 240, "the balance stays as it is");
  const failed = await json(await buyer.orders({ "filter[order_status]": "failed" }));
  assert.ok(failed.data.some((/** @type {any} */ listed) => listed.id === id));
  assert.throws(
    () => own.setOrderStatus(id, /** @type {any} */ ("lost")),
    /one of completed, failed/,
  );
  assert.throws(() => own.setOrderStatus(1, "failed"), /unknown order: 1/);
});

test("filter[created_at] includes both days", async () => {
  const days = [
    ...new Set(column(all, "created_at").map((/** @type {string} */ t) => t.slice(0, 10))),
  ];
  const [from, to] = [days[6], days[2]];
  const { data } = await list({ "filter[created_at]": `${from} - ${to}`, limit: "100" });
  const expected = all.data.filter((/** @type {any} */ { created_at: time }) => {
    return time.slice(0, 10) >= String(from) && time.slice(0, 10) <= String(to);
  });
  assert.deepEqual(column({ data }, "id"), column({ data: expected }, "id"));
  assert.ok(data.length >= 5);
});

test("several filters must all match", async () => {
  const query = { "filter[description]": "Checkout", "filter[order_status]": "failed" };
  assert.equal((await list(query)).data.length, 1);
});

test("a limit or page that is no integer gets the documented error", async () => {
  const answer = await caller.orders({ limit: "many", page: "0" });
  assert.equal(answer.status, 422);
  assert.deepEqual(Object.keys((await json(answer)).data), ["limit", "page"]);
});

test("no request of this file is a violation", () => {
  assert.deepEqual(sandbox.violations, []);
});
