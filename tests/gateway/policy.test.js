// The gateway's policy over a real partner client: hooks that are left out, fail or hang, the access token,
// and what events and stored values reveal.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createGateway } from "../../pkg/gateway/index.js";
import { contentsOf, SECRET, storeOf, useShops } from "./in-process.js";
import { purchaseRequest } from "./purchase-request.js";
import { PURCHASES } from "./rig.js";

/** Token answers that hold no token. */
const MALFORMED_TOKENS = [
  {},
  { data: null },
  { data: {} },
  { data: { access_token: "", expires_in: 3600, token_type: "Bearer" } },
  { data: { access_token: null, expires_in: 3600, token_type: "Bearer" } },
  { data: { access_token: "a b\r\nX: y", expires_in: 3600, token_type: "Bearer" } },
  { data: { access_token: ["a"], expires_in: 3600, token_type: "Bearer" } },
];

/** The claim of the first number in the list. @param {ReturnType<ReturnType<typeof useShops>>} shop */
async function firstClaim({ send }) {
  const { body } = await send("/numbers.json");
  return { number: String(body.data[0].number), email: "new@shop.example" };
}

describe("the gateway's policy", () => {
  const shop = useShops();

  it("closes the endpoints of the hooks that are left out", async () => {
    const without = (/** @type {string} */ hook) =>
      shop(`without-${hook}`, { policy: { [hook]: undefined } });
    const noEsim = without("ownsEsim");
    assert.deepEqual([(await noEsim.topups()).status, (await noEsim.buy()).status], [404, 404]);
    assert.equal((await noEsim.renew()).status, 200);
    const noPayment = without("verifyPayment");
    assert.deepEqual(
      [(await noPayment.buy()).status, (await noPayment.topups()).status],
      [404, 200],
    );
    for (const hook of ["ownsNumber", "verifyRenewal"]) {
      assert.equal((await without(hook).renew()).status, 404);
    }
    const noClaims = without("verifyClaim");
    const claim = { number: "+12025550200", email: "new@shop.example" };
    assert.equal((await noClaims.claim("pay-1", claim)).status, 404);
    assert.equal((await noClaims.send("/numbers.json")).status, 200);
    assert.equal((await without("mayBrowseNumbers").send("/numbers.json")).status, 404);
  });

  it("lists no eSIM that ownsEsim denies, and a page reads on behind it", async () => {
    /** @type {string[]} */
    const denied = [];
    const ownsEsim = (/** @type {any} */ _identity, /** @type {string} */ iccid) =>
      !denied.includes(iccid);
    const seller = shop("denied", { policy: { ownsEsim, verifyPayment: () => true } });
    const iccids = [];
    for (const reference of ["pay-1", "pay-2", "pay-3"]) {
      const sim = { kind: "sim", package_id: "northwind-15days-2gb" };
      const { body } = await seller.send(PURCHASES, purchaseRequest(reference, sim));
      iccids.unshift(body.data.order.sims[0].iccid);
    }
    const listed = async () => {
      const page = await seller.openPage();
      const found = [];
      for await (const { iccid } of page.esims({ limit: 1 })) found.push(iccid);
      return found;
    };
    assert.deepEqual(await listed(), iccids);
    denied.push(String(iccids[0]), String(iccids[1]));
    assert.deepEqual(await listed(), [iccids[2]]);
  });

  it("refuses a partner client without a store of the shop", async () => {
    const { partner: proper } = shop("with-store");
    const bare = () => shop("bare", { client: { store: undefined } });
    const client = await bare().partner;
    const authorize = () => ({ id: "ada" });
    assert.throws(
      () => createGateway({ partner: client, authorize }),
      /^TypeError: createGateway: the partner client has no store; .* memoryStore\(\)/,
    );
    createGateway({ partner: await proper, authorize, ownsEsim: null });
    // A function is called at the first request.
    const late = bare();
    assert.equal((await late.topups()).status, 503);
    const [{ error, context } = /** @type {any} */ ({})] = late.errors;
    assert.deepEqual([error.name, context.hook], ["TypeError", "partner"]);
    assert.match(error.message, /has no store/);
  });

  it("orders nothing unless a hook returns what allows it", async () => {
    for (const [index, answer] of [false, null, undefined, 1, "true", {}, [true]].entries()) {
      const hook = /** @type {any} */ (() => answer);
      const esim = shop(`yes-${index}`, { policy: { ownsEsim: hook } });
      assert.deepEqual([(await esim.topups()).status, (await esim.buy()).status], [403, 403]);
      const payment = shop(`paid-${index}`, { policy: { verifyPayment: hook } });
      const { status } = await payment.buy();
      assert.ok(status === 402 || status === 503, String(status));
      const number = shop(`number-${index}`, { policy: { ownsNumber: hook } });
      assert.equal((await number.renew()).status, 403);
      for (const each of [esim, payment, number]) {
        assert.equal(each.count("submit") + each.count("renew"), 0);
        assert.deepEqual(await contentsOf(each.store).then(({ size }) => size), 0);
      }
    }
  });

  it("orders nothing if a hook fails or hangs, and tells the shop the cause", async () => {
    const thrown = new Error("the database is at 10.0.0.7");
    for (const [index, fails] of [
      () => {
        throw thrown;
      },
      () => Promise.reject(thrown),
      () => new Promise(() => {}),
    ].entries()) {
      for (const hook of ["authorize", "ownsEsim", "verifyPayment", "confirmOffer"]) {
        const broken = shop(`broken-${index}-${hook}`, { policy: { [hook]: fails } });
        const { status, text } = await broken.buy();
        assert.equal(status, 503, hook);
        assert.doesNotMatch(text, /10\.0|database/);
        assert.equal(broken.count("submit"), 0);
        assert.equal(broken.errors[0]?.context.hook, hook);
        if (index < 2) assert.equal(broken.errors[0]?.error, thrown);
      }
    }
  });

  it("reports events without secrets, ICCIDs or e-mail addresses", async () => {
    const observed = shop("observed");
    await observed.topups();
    await observed.buy();
    await observed.renew();
    const claim = await firstClaim(observed);
    await observed.claim("pay-4", claim);
    await observed.send("/customer/v2/balance");
    observed.sandbox.faults.add({ endpoint: "submit", kind: "cut-after" });
    await observed.buy("pay-2");
    await observed.buy("pay-3", { package_id: "gone" });
    const text = JSON.stringify([observed.events, observed.clientEvents, observed.errors]);
    assert.ok(text.includes('"http.route":"/customer/v2/sims/{iccid}/topups"'));
    assert.ok(text.includes('"pressone.order.outcome":"done"'));
    assert.ok(text.includes('"pressone.renewal.outcome":"done"'));
    assert.ok(text.includes('"pressone.claim.outcome":"done"'));
    assert.ok(text.includes('"http.response.status_code":404'));
    const { credentials, iccids, emails } = observed.sandbox;
    const secrets = [
      ...Object.values(credentials),
      ...Object.values(iccids),
      ...Object.values(emails),
      ...Object.values(claim),
    ];
    for (const secret of [...secrets, SECRET, "Bearer", "eyJ"]) {
      assert.ok(!text.includes(secret), secret);
    }
  });

  it("stores no token and no secret as plain text, and no key that shows an ICCID or address", async () => {
    const observed = shop("encrypted");
    const { sandbox, store } = observed;
    assert.equal((await observed.topups()).status, 200);
    assert.equal((await observed.renew()).status, 200);
    assert.equal((await observed.buy()).status, 200);
    const claim = await firstClaim(observed);
    assert.equal((await observed.claim("pay-4", claim)).status, 200);
    const path = `/customer/v2/sims/${sandbox.iccids.active}/packages`;
    assert.equal((await observed.send(path)).status, 200);
    const contents = await contentsOf(store);
    const keys = [...contents.keys()].join();
    const values = [...contents.values()].join();
    assert.match(keys, /(^|,)t\//, "the token is stored");
    const tokens = sandbox.requests.flatMap(
      ({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? [],
    );
    assert.ok(tokens.length > 0);
    const { client_secret } = sandbox.credentials;
    for (const text of [...tokens, client_secret, SECRET]) {
      assert.ok(!keys.includes(text) && !values.includes(text), text);
    }
    for (const text of [
      ...[sandbox.emails.subscriber, sandbox.iccids.active],
      ...[claim.email, claim.number.slice(1)],
    ]) {
      assert.ok(!keys.includes(text), text);
    }
    // PressOne sees no id of a shopper.
    for (const { description } of sandbox.ledger.orders) assert.doesNotMatch(description, /ada/);
  });

  it("shares one token between instances, and replaces it when it is refused", async () => {
    const store = storeOf();
    const [one, two] = [shop("tokens", { store }), shop("tokens", { store })];
    assert.equal((await one.topups()).status, 200);
    assert.equal((await two.topups()).status, 200);
    assert.equal(one.count("token"), 1);
    one.sandbox.revokeTokens();
    assert.equal((await two.topups()).status, 200);
    assert.equal((await one.topups()).status, 200);
    assert.equal(one.count("token"), 2);
    // Another secret cannot read it, and an older one that is still named can.
    const older = shop("tokens", { store, client: { secret: [`${SECRET}, newer`, SECRET] } });
    assert.equal((await older.topups()).status, 200);
    assert.equal(one.count("token"), 2);
    const other = shop("tokens", { store, client: { secret: `${SECRET}, another` } });
    assert.equal((await other.topups()).status, 200);
    assert.equal(one.count("token"), 3);
  });

  it("keeps no malformed token answer", async () => {
    const store = storeOf();
    const { sandbox, ...broken } = shop("malformed", { store });
    for (const [index, json] of MALFORMED_TOKENS.entries()) {
      sandbox.faults.add({ endpoint: "token", kind: "raw-answer", status: 200, json });
      const { status } = await broken.topups();
      assert.equal(status, 503, JSON.stringify(json));
      assert.equal(broken.count("token"), index + 1);
      assert.deepEqual(await store.keys("t/"), []);
    }
    assert.equal((await broken.buy()).status, 200);
    // What stands in the store is checked as well.
    const [key = ""] = await store.keys("t/");
    for (const text of ["", "x", "AAAA.AAAA", '{"token":"eyJ"}', "null"]) {
      await store.put(key, text);
      assert.equal((await shop("malformed", { store }).topups()).status, 200, text);
    }
  });

  it("keeps the token if the voice product refuses it", async () => {
    const { sandbox, renew, topups, count } = shop("voice");
    assert.equal((await topups()).status, 200);
    sandbox.faults.add({ endpoint: "voice", kind: "unauthorized", times: "always" });
    for (let n = 0; n < 20; n += 1) {
      const { status } = await renew(`renewal-${n}`);
      assert.ok(status >= 400, String(status));
    }
    assert.ok(count("users") + count("renew") >= 20);
    assert.equal(count("token"), 1);
    sandbox.faults.clear();
    assert.equal((await renew("renewal-0", { tries: 1 })).status, 200);
    assert.equal(count("token"), 1);
  });
});
