import assert from "node:assert/strict";
import { test } from "node:test";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

test("the list has every eSIM of the account, newest first, in pages without gap and overlap", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const all = (await json(await caller.esims())).data;
  const own = Object.values(sandbox.iccids).filter((iccid) => iccid !== sandbox.iccids.unknown);
  assert.deepEqual(all.map((/** @type {any} */ { iccid }) => iccid).sort(), own.sort());
  const times = all.map((/** @type {any} */ esim) => esim.created_at);
  assert.deepEqual(times, [...times].sort().reverse());
  const paged = [];
  for (const page of ["1", "2", "3"]) {
    const { data, meta, links } = await json(await caller.esims({ limit: "4", page }));
    assert.equal(meta.last_page, 3);
    assert.match(links.first, /^https:\/\/sims\.elsewhere\.invalid\/v1\/sims/);
    paged.push(...data);
  }
  assert.deepEqual(paged, all);
  assert.deepEqual(sandbox.violations, []);
});

test("the filters find parts of an ICCID, and days", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const found = async (/** @type {Record<string, string>} */ query) =>
    (await json(await caller.esims(query))).data.map((/** @type {any} */ { iccid }) => iccid);
  const { active, unlimited, voiceText } = sandbox.iccids;
  assert.deepEqual(await found({ "filter[iccid]": active.slice(2) }), [active]);
  assert.deepEqual((await found({ "filter[iccid]": "89882" })).sort(), [unlimited, voiceText]);
  assert.deepEqual(await found({ "filter[created_at]": "2026-05-18 - 2026-05-18" }), [unlimited]);
});

test("an eSIM has its order, status, account and shared page if they are included", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const esim = async (include = "") =>
    (await json(await caller.esim(sandbox.iccids.active, include ? { include } : {}))).data;
  const plain = await esim();
  assert.deepEqual([plain.simable, plain.order, plain.recycled], [null, null, false]);
  assert.equal("sharing" in plain || "apn" in plain || "msisdn" in plain, false);
  const { simable } = await esim("order");
  assert.deepEqual([simable.type, simable.price, simable.validity], ["sim", "7.00", "15"]);
  assert.equal("status" in simable || "user" in simable || "sharing" in simable, false);
  const whole = await esim("order.status,order.user,share");
  assert.equal(whole.simable.status.slug, "completed");
  assert.equal(typeof whole.simable.user.email, "string");
  assert.match(whole.simable.sharing.link, /^https:/);
  sandbox.shapes.set({ esims: "newer" });
  const newer = await esim("order,share");
  assert.deepEqual([newer.msisdn, newer.apn.ios.apn_type], [null, "automatic"]);
  assert.equal(newer.sharing.access_code, "4812");
  assert.equal("sharing" in newer.simable, false);
  assert.deepEqual(sandbox.violations, []);
});

test("an unknown eSIM is not found, and no ICCID is the list", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  assert.equal((await caller.esim(sandbox.iccids.unknown)).status, 404);
  const recycled = (await json(await caller.esim(sandbox.iccids.recycled))).data;
  assert.equal(recycled.recycled, true);
  assert.match(recycled.recycled_at, /^\d{4}-\d\d-\d\d /);
  assert.deepEqual(sandbox.violations, []);
  for (const query of ["sort=id", "include=sims", "filter[order_status]=completed"]) {
    assert.equal((await caller.get(`/customer/v2/sims?${query}`)).status, 400, query);
  }
  assert.equal(sandbox.violations.length, 3);
});
