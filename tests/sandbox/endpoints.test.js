import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY } from "../../pkg-template/package/sandbox/core/dates.js";
import { createCaller, fixedSandbox, json, signedIn } from "./testing/caller.js";

const PACKAGE = "northwind-30days-3gb-topup";

test("valid credentials get a token in either form encoding", async () => {
  const sandbox = fixedSandbox();
  const caller = createCaller(sandbox.fetch);
  const fields = { ...sandbox.credentials, grant_type: "client_credentials" };
  const answer = await json(await caller.token(fields));
  assert.equal(answer.data.token_type, "Bearer");
  assert.equal(answer.data.expires_in, 31_622_400);
  assert.equal(answer.data.access_token.split(".").length, 3);
  assert.deepEqual(answer.meta, { message: "success" });

  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = { accept: "application/json" };
  const multipart = await caller.send("/customer/v2/token", { method: "POST", headers, body });
  assert.equal(multipart.status, 200);
  assert.equal(sandbox.ledger.tokens, 2);
});

test("wrong credentials get the documented errors", async () => {
  const sandbox = fixedSandbox();
  const caller = createCaller(sandbox.fetch);
  const fields = { ...sandbox.credentials, grant_type: "client_credentials" };
  const unknown = await caller.token({ ...fields, client_id: "somebody" });
  assert.equal(unknown.status, 422);
  assert.equal(typeof (await json(unknown)).data.client_id, "string");
  const wrong = await caller.token({ ...fields, client_secret: "wrong" });
  assert.equal(wrong.status, 401);
  assert.deepEqual(await json(wrong), {
    data: [],
    meta: { message: "Client authentication failed" },
  });
  assert.deepEqual(sandbox.violations, []);
});

test("a token ends after a day or by revocation", async () => {
  const sandbox = fixedSandbox();
  const { iccids, clock } = sandbox;
  const caller = await signedIn(sandbox);
  clock.advance(DAY - 1);
  assert.equal((await caller.topups(iccids.active)).status, 200);
  clock.advance(1);
  assert.equal((await caller.topups(iccids.active)).status, 401);
  await caller.signIn(sandbox.credentials);
  sandbox.revokeTokens();
  assert.equal((await caller.topups(iccids.active)).status, 401);
  assert.deepEqual(sandbox.violations, []);
});

test("the top-up list has an answer for every kind of eSIM", async () => {
  const sandbox = fixedSandbox();
  const { iccids } = sandbox;
  const caller = await signedIn(sandbox);
  const offers = (await json(await caller.topups(iccids.active))).data;
  assert.deepEqual(
    offers.map((/** @type {any} */ { id, price, amount, day }) => [id, price, amount, day]),
    [
      ["northwind-7days-1gb-topup", 4.5, 1024, 7],
      [PACKAGE, 10, 3072, 30],
      ["northwind-30days-10gb-topup", 22.5, 10_240, 30],
    ],
  );
  for (const iccid of [iccids.noOffers, iccids.notActive, iccids.finished]) {
    assert.deepEqual(await json(await caller.topups(iccid)), { data: [] });
  }
  for (const iccid of [iccids.digits17, iccids.digits22]) {
    assert.equal((await json(await caller.topups(iccid))).data.length, 3);
  }
  const [unlimited] = (await json(await caller.topups(iccids.unlimited))).data;
  assert.deepEqual(
    [unlimited.is_unlimited, unlimited.amount, unlimited.data],
    [true, 0, "Unlimited"],
  );
  const [voice] = (await json(await caller.topups(iccids.voiceText))).data;
  assert.deepEqual([voice.voice, voice.text], [200, 50]);
  const recycled = await caller.topups(iccids.recycled);
  assert.equal(recycled.status, 422);
  assert.equal((await json(recycled)).code, 73);
  const unknown = await caller.topups(iccids.unknown);
  assert.equal(unknown.status, 404);
  assert.equal((await json(unknown)).meta.message, "messages.resource_not_found");
});

test("offers can change between two requests", async () => {
  const sandbox = fixedSandbox();
  const { active } = sandbox.iccids;
  const caller = await signedIn(sandbox);
  sandbox.changeOffer({ iccid: active, package_id: PACKAGE, price: 11.5 });
  sandbox.changeOffer({ iccid: active, package_id: "northwind-7days-1gb-topup", remove: true });
  const offers = (await json(await caller.topups(active))).data;
  assert.deepEqual(
    offers.map((/** @type {any} */ { price }) => price),
    [11.5, 22.5],
  );
  const other = (await json(await caller.topups(sandbox.iccids.digits17))).data;
  assert.equal(other.length, 3, "other eSIMs keep their offers");
  const removed = await caller.submit({ package_id: "northwind-7days-1gb-topup", iccid: active });
  assert.deepEqual(await json(removed), {
    data: { package_id: "invalid topup package" },
    meta: { message: "the parameter is invalid" },
  });
  assert.throws(() => sandbox.changeOffer({ iccid: "1", package_id: PACKAGE }), /unknown eSIM/);
});

test("a purchase is charged, listed, and in the history", async () => {
  const sandbox = fixedSandbox();
  const { active } = sandbox.iccids;
  const caller = await signedIn(sandbox);
  const answer = await caller.submit({
    package_id: PACKAGE,
    iccid: active,
    description: "Paid 91",
  });
  assert.equal(answer.status, 200);
  const { data } = await json(answer);
  assert.deepEqual([data.quantity, data.validity, data.price], ["1", 30, 10]);
  assert.equal(data.created_at, "2026-05-20 12:00:00");
  assert.match(data.code, /^20260520-\d{6}$/);
  assert.equal(data.description, "Paid 91");
  assert.equal("iccid" in data || "sims" in data, false);

  assert.equal(sandbox.ledger.balance, 240);
  assert.equal(sandbox.ledger.orders.length, 1);
  const listed = (
    await json(await caller.orders({ "filter[description]": "Paid 91", include: "sims" }))
  ).data;
  assert.deepEqual([listed.length, listed[0].id, listed[0].sims], [1, data.id, []]);
  assert.deepEqual([listed[0].price, listed[0].validity], ["10.00", "30"]);
  const [newest] = (await json(await caller.history(active))).data;
  assert.deepEqual([newest.status, newest.package.id], ["NOT_ACTIVE", PACKAGE]);
});

test("an order without a description describes its eSIM", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const { data } = await json(
    await caller.submit({ package_id: PACKAGE, iccid: sandbox.iccids.active }),
  );
  assert.equal(data.description, `Topup (${sandbox.iccids.active})`);
});

test("a refused purchase does not change the ledger", async () => {
  const sandbox = fixedSandbox();
  const { iccids } = sandbox;
  const caller = await signedIn(sandbox);
  const missing = await caller.submit({ description: "nothing else" });
  assert.equal(missing.status, 422);
  assert.deepEqual(Object.keys((await json(missing)).data), ["iccid", "package_id"]);
  const recycled = await json(await caller.submit({ package_id: PACKAGE, iccid: iccids.recycled }));
  assert.equal(recycled.code, 73);
  for (const iccid of [iccids.notActive, iccids.finished, iccids.noOffers, iccids.unknown]) {
    assert.equal((await caller.submit({ package_id: PACKAGE, iccid })).status, 422);
  }
  sandbox.setBalance(9.99);
  const unpaid = await json(await caller.submit({ package_id: PACKAGE, iccid: iccids.active }));
  assert.equal(unpaid.code, 11);
  assert.match(unpaid.reason, /0\.01 USD/);
  assert.deepEqual(sandbox.ledger.orders, []);
  assert.equal(sandbox.ledger.balance, 9.99);
});

test("the history shows the remaining data, which shrinks with time", async () => {
  const sandbox = fixedSandbox();
  const { iccids, clock } = sandbox;
  const caller = await signedIn(sandbox);
  const packages = async () => (await json(await caller.history(iccids.active))).data;
  const first = await packages();
  assert.deepEqual(
    first.map((/** @type {any} */ { status }) => status),
    ["NOT_ACTIVE", "ACTIVE", "EXPIRED"],
  );
  assert.equal(first[1].remaining, 3072 - 12 * 96);
  assert.equal(first[1].activated_at, "2026-05-08T12:00:00+00:00");
  assert.equal(first[0].activated_at, null);
  clock.advance(DAY / 2);
  assert.equal((await packages())[1].remaining, 3072 - 12.5 * 96);
  clock.advance(20 * DAY);
  await caller.signIn(sandbox.credentials);
  assert.deepEqual(
    (await packages()).map((/** @type {any} */ { status }) => status),
    ["ACTIVE", "EXPIRED", "EXPIRED"],
  );
  const finished = (await json(await caller.history(iccids.finished))).data;
  assert.deepEqual(
    finished.map((/** @type {any} */ { status, remaining }) => [status, remaining]),
    [
      ["FINISHED", 0],
      ["FINISHED", 0],
    ],
  );
  assert.match(finished[0].finished_at, /^2026-0\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  assert.equal((await caller.history(iccids.unknown)).status, 404);
});

test("a renewal renews a subscription and upgrades a free trial", async () => {
  const sandbox = fixedSandbox();
  const { emails } = sandbox;
  const caller = await signedIn(sandbox);
  const renewed = await json(await caller.renew({ email: emails.subscriber }));
  assert.deepEqual([renewed.success, renewed.data], [true, null]);
  const upgraded = await json(await caller.renew({ email: emails.freeTrial }));
  assert.notEqual(upgraded.message, renewed.message);
  assert.deepEqual(
    sandbox.ledger.renewals.map(({ kind }) => kind),
    ["renewed", "upgraded"],
  );
  await caller.renew({ email: emails.freeTrial });
  assert.equal(sandbox.ledger.renewals[2]?.kind, "renewed", "a trial ends once");
});

test("a refused renewal is answered in the style of the voice product", async () => {
  const sandbox = fixedSandbox();
  const caller = await signedIn(sandbox);
  const unknown = await caller.renew({ email: sandbox.emails.unknown });
  assert.equal(unknown.status, 404);
  assert.deepEqual(Object.keys(await json(unknown)), ["detail"]);
  for (const body of [{}, { email: "" }, { email: "no address" }]) {
    const answer = await caller.renew(body);
    assert.equal(answer.status, 400);
    assert.equal((await json(answer)).email.length, 1);
  }
  assert.equal((await caller.renew({ email: sandbox.emails.subscriber }, {})).status, 401);
  assert.deepEqual(sandbox.ledger.renewals, []);
  assert.deepEqual(sandbox.violations, []);
});

test("a renewal accepts the partner key if one is configured", async () => {
  const sandbox = fixedSandbox({ settings: { partnerKey: "key-1" } });
  const caller = createCaller(sandbox.fetch);
  const email = sandbox.emails.subscriber;
  assert.equal((await caller.renew({ email }, { "X-Partner-Key": "key-1" })).status, 200);
  assert.equal((await caller.renew({ email }, { "X-Partner-Key": "key-2" })).status, 401);
});
