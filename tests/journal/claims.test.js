// The claims of numbers: one for each reference, one open for each number, and the shopper who owns it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStore } from "../../pkg/stores/memory.js";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";
import { advance, createShop, DAY_MS, failureOf, fullStore, MINUTE_MS } from "./shop.js";

const EMAIL = "New.User@example.com";

/** @param {Record<string, unknown>} [client] @param {any} [store] */
async function openShop(client = {}, store = fullStore()) {
  const sandbox = createSandbox();
  const shop = await createShop({
    sandbox,
    store,
    client: { numbers: sandbox.numbers, ...client },
  });
  const { numbers } = await shop.client.getAvailableNumbers();
  const [first, second] = numbers.map(({ number }) => String(number));
  if (!first || !second) throw new Error("the sandbox has two numbers at least");
  const claims = () => sandbox.ledger.claims.length;
  /** @param {string} reference @param {Record<string, unknown>} [further] */
  const claim = (reference, further = {}) =>
    shop.client.claimNumber({ reference, number: first, email: EMAIL, ...further });
  return { ...shop, numbers, first, second, claim, claims };
}

describe("available numbers", () => {
  it("are read page by page, with the number under one name", async () => {
    const { client, numbers, sandbox } = await openShop();
    assert.equal(numbers.length, 10);
    assert.ok(numbers.every(({ number, mobile }) => number === mobile));
    const { next, count } = await client.getAvailableNumbers({ country: "US", page_size: "5" });
    assert.equal(count, 8);
    const second = await client.getAvailableNumbers({ after: String(next) });
    assert.deepEqual([second.numbers.length, second.next], [3, null]);
    // The caller's own parameters replace those of the link.
    const british = await client.getAvailableNumbers({
      ...{ after: String(next), country: "GB", page_size: "2" },
    });
    assert.deepEqual([british.numbers.length, british.count, british.next], [2, 4, null]);
    assert.deepEqual(sandbox.violations, []);
  });

  it("and claims need the names that PressOne does not document, before anything is sent", async () => {
    const { numbers } = createSandbox();
    const shop = await createShop();
    const before = shop.sandbox.requests.length;
    const missing = await failureOf(shop.client.getAvailableNumbers());
    assert.deepEqual(
      [missing.kind, missing.path],
      ["configuration", "options.numbers.availablePath"],
    );
    const claim = { number: "+1", email: EMAIL, reference: "pay-1" };
    for (const name of /** @type {const} */ (["claimPath", "numberField", "emailField"])) {
      const client = await shop.open({ numbers: { ...numbers, [name]: undefined } });
      const error = await failureOf(client.claimNumber(claim));
      assert.deepEqual([error.kind, error.path], ["configuration", `options.numbers.${name}`]);
      assert.match(error.message, /does not document it/);
    }
    assert.equal(shop.sandbox.requests.length, before);
    assert.equal((await shop.client.getPurchase("pay-1")).state, "none");
    const odd = await failureOf(shop.open({ numbers: { claimPath: "claim" } }));
    assert.equal(odd.path, "options.numbers.claimPath");
  });
});

describe("a claim", () => {
  it("happens once for a reference, is in the journal, and can be renewed", async () => {
    const shop = await openShop();
    const claim = await shop.claim("pay-1");
    assert.deepEqual([claim.success, claim.source, claim.reference], [true, "answer", "pay-1"]);
    const [again] = await Promise.all([shop.claim("pay-1"), shop.claim("pay-1")]);
    assert.equal(again.source, "journal");
    assert.equal(shop.claims(), 1);
    const purchase = await shop.client.getPurchase("pay-1");
    assert.deepEqual(
      [purchase.kind, purchase.state, purchase.email, purchase.claimed_number],
      ["claim", "done", EMAIL, shop.first],
    );
    assert.equal(purchase.claim?.message, claim.message);
    const { purchases } = await shop.client.purchases({ kind: "claim" });
    assert.equal(purchases.length, 1);
    const { users } = await shop.client.getUsers({ email: EMAIL });
    assert.equal(users[0]?.mobile, shop.first);
    await shop.client.renewNumber({ email: EMAIL, reference: "pay-2" });
    assert.equal(shop.sandbox.ledger.renewals.length, 1);
    assert.deepEqual(shop.sandbox.violations, []);
  });

  it("of another number or address is another one, and a refused one is stored", async () => {
    const shop = await openShop();
    await shop.claim("pay-1");
    for (const further of [{ number: shop.second }, { email: "eve@example.com" }]) {
      assert.equal((await failureOf(shop.claim("pay-1", further))).kind, "reference_reused");
    }
    const refused = await failureOf(shop.claim("pay-2", { email: "eve@example.com" }));
    assert.deepEqual([refused.kind, refused.outcome], ["validation", "not_ordered"]);
    assert.deepEqual(Object.keys(refused.fields ?? {}), ["mobile"]);
    assert.equal((await shop.client.getPurchase("pay-2")).state, "failed");
    assert.equal(shop.claims(), 1);
  });

  it("whose answer was lost stays open, and blocks its number alone", async () => {
    const shop = await openShop();
    shop.sandbox.faults.add({ endpoint: "claim", kind: "cut-after" });
    const lost = await failureOf(shop.claim("pay-1"));
    assert.deepEqual([lost.kind, lost.outcome], ["outcome_unknown", "unknown"]);
    assert.equal((await failureOf(shop.claim("pay-1"))).kind, "outcome_unknown");
    const busy = await failureOf(shop.claim("pay-2", { email: "eve@example.com" }));
    assert.deepEqual([busy.kind, busy.reference], ["number_busy", "pay-1"]);
    const spaced = shop.first.replace(/^\+1(\d{3})/, "1 ($1) ");
    const same = { number: spaced, email: "eve@example.com" };
    assert.equal((await failureOf(shop.claim("pay-2", same))).kind, "number_busy");
    await shop.claim("pay-3", { number: shop.second, email: "eve@example.com" });
    assert.equal(shop.claims(), 2);
    advance(5 * MINUTE_MS);
    const { open } = await shop.client.recoverPurchases();
    assert.equal(open.length, 1);
    assert.match(JSON.stringify(open[0]?.after), /example\.com/);
    const settled = await shop.client.settlePurchase({
      reference: "pay-1",
      outcome: "done",
      code: "by phone",
    });
    assert.equal(settled.state, "done");
    assert.equal(shop.claims(), 2);
  });

  it("that was refused is closed after 90 days too, without a look at other users", async () => {
    const judgeClaim = () => assert.fail("the entry has no number any more");
    // The store may forget, so a close looks for the claim.
    const shop = await openShop({ judgeClaim }, memoryStore());
    shop.sandbox.faults.add({ endpoint: "claim", kind: "invalid" });
    assert.equal((await failureOf(shop.claim("pay-1"))).kind, "validation");
    advance(91 * DAY_MS);
    assert.equal((await shop.client.getPurchase("pay-1")).state, "failed");
    const before = shop.sandbox.requests.length;
    const { state } = await shop.client.closePurchase("pay-1");
    assert.equal(state, "closed");
    assert.deepEqual(shop.sandbox.requests.slice(before), []);
  });

  it("is settled by judgeClaim, and not by judgeRenewal", async () => {
    /** @type {unknown[]} */
    const judged = [];
    const judgeClaim = (/** @type {any} */ before, /** @type {any} */ after) => {
      judged.push(before.count);
      return after.count > before.count ? "done" : "failed";
    };
    const judgeRenewal = () => assert.fail("it is no renewal");
    const shop = await openShop({ judgeClaim, judgeRenewal });
    shop.sandbox.faults.add({ endpoint: "claim", kind: "cut-after" });
    assert.equal((await shop.claim("pay-1", { shopper: "ada" })).success, true);
    shop.sandbox.faults.add({ endpoint: "claim", kind: "cut-before" });
    const other = { number: shop.second, email: "eve@example.com" };
    assert.equal((await failureOf(shop.claim("pay-2", other))).outcome, "not_ordered");
    assert.deepEqual(judged, [0, 0]);
    assert.equal(shop.claims(), 1);
    assert.equal(await owns(shop.client, "ada", EMAIL), true);
  });
});

/** @param {any} client @param {string} shopper @param {string} email */
const owns = (client, shopper, email) => client.ownsNumber(shopper, email);

describe("the owner of a number", () => {
  it("is the shopper of a claim that is done, in any case of the address", async () => {
    const shop = await openShop();
    await shop.claim("pay-1", { shopper: "ada" });
    assert.equal(await owns(shop.client, "ada", EMAIL.toLowerCase()), true);
    assert.equal(await owns(shop.client, "ada", "other@example.com"), false);
    assert.equal(await owns(shop.client, "eve", EMAIL), false);
    await failureOf(shop.claim("pay-2", { shopper: "eve", email: "eve@example.com" }));
    assert.equal(await owns(shop.client, "eve", "eve@example.com"), false);
    const keys = await shop.store.keys("");
    assert.ok(!keys.some((/** @type {string} */ key) => /example|\+1/.test(key)));
  });

  it("is not the shopper of another number that was claimed for the same address", async () => {
    const shop = await openShop();
    await shop.claim("pay-1", { shopper: "ada" });
    // PressOne documents no rule for a second number.
    const { fetch } = shop.sandbox;
    const lenient = await shop.open({
      fetch: (/** @type {Request} */ request) =>
        request.url.endsWith(String(shop.sandbox.numbers.claimPath))
          ? Response.json({ success: true })
          : fetch(request),
    });
    const claim = { reference: "pay-2", number: shop.second, email: EMAIL, shopper: "eve" };
    assert.equal((await lenient.claimNumber(claim)).success, true);
    assert.equal(await owns(shop.client, "eve", EMAIL), false);
    assert.equal(await owns(shop.client, "ada", EMAIL), true);
  });

  it("is known after a person settled a lost claim", async () => {
    const shop = await openShop();
    shop.sandbox.faults.add({ endpoint: "claim", kind: "cut-after" });
    await failureOf(shop.claim("pay-1", { shopper: "ada" }));
    assert.equal(await owns(shop.client, "ada", EMAIL), false);
    advance(5 * MINUTE_MS);
    await shop.client.settlePurchase({ reference: "pay-1", outcome: "done", code: "by phone" });
    assert.equal(await owns(shop.client, "ada", EMAIL), true);
  });
});
