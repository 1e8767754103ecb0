import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY } from "../../pkg-template/package/sandbox/core/dates.js";
import { fixedSandbox, json, signedIn } from "./testing/caller.js";

const ORDER = { package_id: "northwind-15days-2gb", quantity: "1", type: "sim" };
const FIRST = "8944500109000000001";

/** @param {Parameters<typeof fixedSandbox>[0]} [options] */
async function open(options) {
  const sandbox = fixedSandbox(options);
  return { sandbox, caller: await signedIn(sandbox) };
}

test("an order of eSIMs charges the balance, and its eSIMs appear in every list", async () => {
  const { sandbox, caller } = await open();
  const { data } = await json(await caller.buy({ ...ORDER, quantity: "2", description: "Paid 8" }));
  assert.deepEqual(
    [data.type, data.quantity, data.price, data.description],
    ["sim", "2", 7, "Paid 8"],
  );
  /** @type {[string, string]} */
  const iccids = data.sims.map((/** @type {any} */ sim) => sim.iccid);
  assert.deepEqual(iccids, [FIRST, "8944500109000000002"]);
  const codes = data.sims.map((/** @type {any} */ sim) => sim.qrcode);
  assert.equal(new Set(codes).size, 2, "each eSIM has a code of its own");
  assert.match(data.sims[1].direct_apple_installation_url, /carddata=LPA:1\$/);
  assert.deepEqual([sandbox.ledger.balance, sandbox.ledger.orders[0]?.iccids], [236, iccids]);
  const { data: listed } = await json(await caller.esims({ limit: "2" }));
  assert.deepEqual(listed.map((/** @type {any} */ { iccid }) => iccid).sort(), iccids);
  const alone = (await json(await caller.esim(iccids[1], { include: "order" }))).data;
  assert.deepEqual([alone.qrcode, alone.simable.id], [codes[1], data.id]);
  const query = { include: "sims", "filter[iccid]": iccids[1] };
  const [order] = (await json(await caller.orders(query))).data;
  assert.deepEqual(
    [order.code, order.quantity, order.sims.map((/** @type {any} */ sim) => sim.qrcode)],
    [data.code, 2, codes],
  );
  const { instructions } = (await json(await caller.instructions(iccids[1]))).data;
  assert.equal(instructions.ios[0].installation_via_qr_code.qr_code_data, codes[1]);
  assert.deepEqual(sandbox.violations, []);
});

test("an eSIM that was bought is used, used up, and topped up", async () => {
  const { sandbox, caller } = await open();
  await caller.buy(ORDER);
  const usage = async () => (await json(await caller.usage(FIRST))).data;
  const topups = async () => (await json(await caller.topups(FIRST))).data.length;
  sandbox.clock.advance(DAY / 2);
  assert.deepEqual([(await usage()).status, await topups()], ["NOT_ACTIVE", 0]);
  sandbox.useEsim({ iccid: FIRST });
  assert.deepEqual([(await usage()).status, (await usage()).remaining], ["ACTIVE", 2048]);
  assert.equal(await topups(), 3);
  sandbox.useEsim({ iccid: FIRST, megabytes: 1000 });
  assert.equal((await usage()).remaining, 1048);
  sandbox.useEsim({ iccid: FIRST, megabytes: 5000 });
  assert.deepEqual([(await usage()).status, (await usage()).remaining], ["FINISHED", 0]);
  const topup = { package_id: "northwind-30days-3gb-topup", iccid: FIRST };
  assert.equal((await caller.submit(topup)).status, 200);
  assert.deepEqual([(await usage()).status, (await usage()).remaining], ["ACTIVE", 3072]);
  const { data: packages } = await json(await caller.history(FIRST));
  assert.deepEqual(
    packages.map((/** @type {any} */ { status, package: { id } }) => [id, status]),
    [
      [topup.package_id, "ACTIVE"],
      [ORDER.package_id, "FINISHED"],
    ],
  );
  assert.throws(() => sandbox.useEsim({ iccid: sandbox.iccids.recycled }), /recycled/);
  assert.throws(() => sandbox.useEsim({ iccid: "1" }), /unknown eSIM/);
  assert.throws(() => sandbox.useEsim({ iccid: FIRST, megabytes: -1 }), /megabytes/);
});

test("wrong fields have a message each, and an order without any has a code", async () => {
  const { sandbox, caller } = await open();
  const { package_id, quantity, type } = ORDER;
  for (const [fields, names] of /** @type {[Record<string, string | string[]>, string[]][]} */ ([
    [{ package_id: "gone", quantity: "51" }, ["package_id", "quantity"]],
    [{ package_id: "northwind-7days-1gb-topup", quantity }, ["package_id"]],
    [{ package_id }, ["quantity"]],
    [{ quantity }, ["package_id"]],
    [{ package_id, quantity: "0" }, ["quantity"]],
    [{ package_id, quantity: "many" }, ["quantity"]],
    [{ ...ORDER, brand_settings_name: "none" }, ["brand_settings_name"]],
    [{ ...ORDER, to_email: "ada@example.org" }, ["sharing_option"]],
    [{ ...ORDER, to_email: "ada", "sharing_option[]": ["pdf"] }, ["to_email"]],
    [{ ...ORDER, to_email: "a@b", "sharing_option[]": ["mail"] }, ["sharing_option"]],
  ])) {
    const answer = await caller.buy(fields);
    assert.equal(answer.status, 422, JSON.stringify(fields));
    assert.deepEqual(Object.keys((await json(answer)).data).sort(), names);
  }
  assert.equal((await json(await caller.buy({ type }))).code, 34);
  assert.deepEqual([sandbox.ledger.orders, sandbox.ledger.balance], [[], 250]);
  assert.deepEqual(sandbox.violations, []);
});

test("packages of tests force the business codes, and an empty balance has its own", async () => {
  const { sandbox, caller } = await open({ balance: 20 });
  for (const [name, code] of [
    ["insufficient-balance", 11],
    ["maintenance-mode", 13],
    ["disabled-top-up", 23],
    ["not-enough", 33],
    ["out-of-stock", 34],
  ]) {
    const answer = await caller.buy({ ...ORDER, package_id: `test-${name}-7days-1gb` });
    assert.deepEqual([answer.status, (await json(answer)).code], [422, code]);
  }
  assert.equal((await json(await caller.buy({ ...ORDER, quantity: "3" }))).code, 11);
  assert.equal((await caller.buy({ ...ORDER, quantity: "2" })).status, 200);
  assert.equal(sandbox.ledger.balance, 6);
});

test("the stock is limited, and its error says how many eSIMs are left", async () => {
  const { caller } = await open({ settings: { esimStock: 3 } });
  assert.equal((await caller.buy(ORDER)).status, 200);
  const { data } = await json(await caller.buy({ ...ORDER, quantity: "3" }));
  assert.deepEqual(data, { quantity: "SIM quantity is not available. Available quantity: 2." });
  assert.equal((await caller.buy({ ...ORDER, quantity: "2" })).status, 200);
});

test("faults hit an order before and after it is made", async () => {
  const { sandbox, caller } = await open();
  sandbox.faults.add([
    { endpoint: "buy", kind: "cut-before" },
    { endpoint: "buy", kind: "cut-after" },
    { endpoint: "buy", kind: "late-visibility", ms: 60_000 },
  ]);
  await assert.rejects(caller.buy(ORDER));
  assert.equal(sandbox.ledger.orders.length, 0);
  await assert.rejects(caller.buy(ORDER));
  assert.equal(sandbox.ledger.orders.length, 1);
  const { data } = await json(await caller.buy(ORDER));
  const found = async () =>
    (await json(await caller.orders({ "filter[code]": data.code }))).data.length;
  assert.equal(await found(), 0);
  sandbox.clock.advance(60_000);
  assert.equal(await found(), 1);
});
