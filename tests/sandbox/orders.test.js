import assert from "node:assert/strict";
import { test } from "node:test";
import { like } from "./core/like.js";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

const sandbox = fixedSandbox();
const caller = await signedIn(sandbox);

/** @param {Record<string, string>} [query] */
const list = async (query) => json(await caller.orders(query));

/** @param {any} page @param {string} field */
const column = (page, field) => page.data.map((/** @type {any} */ order) => order[field]);

const all = await list({ limit: "1000", include: "status,sims" });

test("orders come newest first, 25 to a page unless told otherwise", async () => {
  const times = column(all, "created_at");
  assert.ok(times.length > 25);
  assert.deepEqual(times, [...times].sort().reverse());
  const page = await list();
  assert.equal(page.data.length, 25);
  assert.equal(page.meta.per_page, 25);
  assert.equal(page.meta.total, times.length);
});

test("pages follow one another without gap or overlap", async () => {
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

test("links lead to another host and version", async () => {
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

test("sims, user and status come only when included", async () => {
  const [bare] = (await list({ limit: "1" })).data;
  for (const name of ["sims", "user", "status"]) assert.equal(name in bare, false);
  const [full] = (await list({ limit: "1", include: "user,status" })).data;
  assert.equal("sims" in full, false);
  assert.equal(full.status.slug, "completed");
  assert.equal(typeof full.user.email, "string");
  for (const order of all.data) assert.equal(order.sims.length, order.type === "sim" ? 1 : 0);
});

test("text filters match anywhere, with % and _ as wildcards", async () => {
  const [some] = all.data;
  assert.deepEqual(column(await list({ "filter[code]": some.code }), "id"), [some.id]);
  assert.ok((await list({ "filter[code]": some.code.slice(3, 12) })).data.length >= 1);
  assert.equal((await list({ "filter[description]": "checkout 71" })).data.length, 1);
  assert.ok((await list({ "filter[description]": "check%70_" })).data.length > 5);
  assert.equal((await list({ "filter[description]": "100% paid" })).data.length, 1);
  assert.equal((await list({ "filter[description]": "shop_order" })).data.length, 1);
  assert.equal((await list({ "filter[description]": "shopxorder" })).data.length, 0);
});

test("LIKE knows no other special characters", () => {
  assert.ok(like("a.c")("xa.cx"));
  assert.ok(!like("a.c")("abc"));
  assert.ok(like("(1+1)")("so (1+1) is"));
  assert.ok(like("a_c")("abc"));
  assert.ok(!like("a_c")("ac"));
  assert.ok(like("a%c")("a\nbc"));
  assert.ok(like("")("anything"));
});

test("filter[iccid] finds the orders that show an eSIM, and top-ups by switch", async () => {
  const iccid = sandbox.iccids.active;
  const own = fixedSandbox();
  const mine = await signedIn(own);
  const without = (await json(await mine.orders({ "filter[iccid]": iccid.slice(4, 15) }))).data;
  assert.ok(without.every((/** @type {any} */ { type }) => type === "sim"));
  own.shapes.set({ iccidFilterFindsTopups: true });
  const found = (await json(await mine.orders({ "filter[iccid]": iccid }))).data;
  assert.equal(found.length, 3);
});

test("filter[order_status] is exact", async () => {
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

test("filter[created_at] takes both days in", async () => {
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

test("filters narrow each other", async () => {
  const query = { "filter[description]": "Checkout", "filter[order_status]": "failed" };
  assert.equal((await list(query)).data.length, 1);
});

test("a limit or page that is no integer gets the documented error", async () => {
  const answer = await caller.orders({ limit: "many", page: "0" });
  assert.equal(answer.status, 422);
  assert.deepEqual(Object.keys((await json(answer)).data), ["limit", "page"]);
});

test("none of this was a violation", () => {
  assert.deepEqual(sandbox.violations, []);
});
