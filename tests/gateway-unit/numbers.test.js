// Numbers: those that can be claimed, and claims.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createShop } from "./shop.js";
import { failure } from "./stand-in.js";

const NUMBERS = "/numbers.json";
const NUMBER = "+12025550200";
const EMAIL = "ada@shop.example";
const sold = (/** @type {any} */ _identity, /** @type {any} */ _id, /** @type {any} */ journal) =>
  journal.sold();

describe("available numbers", () => {
  it("are shown only if mayBrowseNumbers allows it, and never to an unknown shopper", async () => {
    for (const answer of [false, null, undefined, 1, "true", {}, [true]]) {
      const shop = createShop({ mayBrowseNumbers: () => answer });
      assert.equal((await shop.send(NUMBERS)).status, 403);
      assert.equal(shop.calls.length, 0);
    }
    for (const hook of [undefined, null]) {
      const { status, body } = await createShop({ mayBrowseNumbers: hook }).send(NUMBERS);
      assert.deepEqual([status, body.code], [404, "configuration"]);
    }
    assert.equal((await createShop().send(NUMBERS, { shopper: null })).status, 401);
  });

  it("have the number alone, unless the shop exposes more", async () => {
    const shop = createShop();
    const { body } = await shop.send(NUMBERS);
    assert.deepEqual(body.data, [{ number: NUMBER }]);
    assert.equal(body.meta.total, 8);
    const exposing = createShop({ expose: { number: ["net_fee"] } });
    assert.deepEqual((await exposing.send(NUMBERS)).body.data, [{ number: NUMBER, net_fee: 2 }]);
  });

  it("are asked for with the parameters of the hook alone", async () => {
    /** @type {any[]} */
    const asked = [];
    const mayBrowseNumbers = (/** @type {any} */ { id }, /** @type {any} */ query) => {
      asked.push([id, query]);
      return query.filter === "US" ? { query: { country: "US" } } : true;
    };
    const shop = createShop({ mayBrowseNumbers });
    for (const [query, sent] of /** @type {[string, object][]} */ ([
      ["", {}],
      ["?filter=US", { country: "US" }],
      ["?filter=SE", {}],
    ])) {
      assert.equal((await shop.send(`${NUMBERS}${query}`)).status, 200, query);
      assert.deepEqual(shop.last("getAvailableNumbers"), sent, query);
    }
    assert.deepEqual(asked[0], ["ada", { filter: null }]);
    assert.deepEqual(asked[1], ["ada", { filter: "US" }]);
    shop.calls.length = 0;
    for (const [query, field] of [
      ["country=US", "country"],
      ["filter=", "filter"],
      ["filter=a%0ab", "filter"],
      ["filter=a&filter=b", "filter"],
    ]) {
      const { status, body } = await shop.send(`${NUMBERS}?${query}`);
      assert.deepEqual([status, Object.keys(body.data)], [422, [field]], query);
    }
    assert.equal(shop.calls.length, 0);
  });

  it("have a cursor that continues the shop's own query", async () => {
    const shop = createShop({ mayBrowseNumbers: () => ({ query: { country: "US" } }) });
    const { next } = (await shop.send(NUMBERS)).body.meta;
    assert.match(next, /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
    assert.equal((await shop.send(`${NUMBERS}?after=${next}`)).status, 200);
    assert.deepEqual(shop.last("getAvailableNumbers"), { country: "US", after: "page=2" });
    for (const [sent, seen] of [
      [null, null],
      ["", ""],
    ]) {
      shop.partner.getAvailableNumbers = async () => ({ numbers: [], count: 0, next: sent });
      assert.equal((await shop.send(NUMBERS)).body.meta.next, seen);
    }
  });

  it("have no cursor that a page made, changed or took from elsewhere", async () => {
    const mayBrowseNumbers = (/** @type {any} */ _identity, /** @type {any} */ { filter }) => ({
      query: { country: filter ?? "US" },
    });
    const shop = createShop({ mayBrowseNumbers });
    const { next } = (await shop.send(NUMBERS)).body.meta;
    const [iv = "", rest = ""] = next.split(".");
    const flipped = rest.startsWith("A") ? `B${rest.slice(1)}` : `A${rest.slice(1)}`;
    /** @type {[string, any?][]} */
    const attacks = [
      ...[
        ...["page=2", "country=GB", "country=GB&page=2", "?country=GB", "page=2&country=GB#"],
        ...[
          "/customer/v2/balance",
          "../balance",
          "//evil.example/",
          "https://evil.example/?page=2",
        ],
        ...["", ".", "a b", "%", "a%0d%0ab", `${next}&country=GB`, `${next}%00`, `${next}.${rest}`],
        ...[rest, `${iv}.`, `.${rest}`, `${iv}.${flipped}`, `${iv}.${rest.slice(0, -4)}`],
        `${iv}.${"A".repeat(10_000)}`,
      ].map((after) => /** @type {[string]} */ ([encodeURIComponent(after)])),
      // Another shopper's cursor, one of another query, and two.
      [next, { shopper: "eve" }],
      [`${next}&filter=GB`],
      [`${next}&after=${next}`],
    ];
    shop.calls.length = 0;
    for (const [after, init] of attacks) {
      const { status, body } = await shop.send(`${NUMBERS}?after=${after}`, init);
      assert.deepEqual([status, Object.keys(body.data)], [422, ["after"]], after);
    }
    assert.equal(shop.count("getAvailableNumbers"), 0);
  });

  it("of a hook with an odd query are not asked for, and the shop is told", async () => {
    for (const query of [null, "a=b", ["a"], { page: 2 }, { page: " " }, { after: "page=2" }]) {
      const shop = createShop({ mayBrowseNumbers: () => ({ query }) });
      assert.equal((await shop.send(NUMBERS)).status, 503);
      assert.match(shop.errors[0]?.error.message, /mayBrowseNumbers must return/);
      assert.equal(shop.calls.length, 0);
    }
  });

  it("without the partner client's option are 503, and the shop's log names the option", async () => {
    const shop = createShop();
    const missing = failure("configuration", { path: "options.numbers.availablePath" });
    shop.partner.getAvailableNumbers = async () => {
      throw missing;
    };
    const { status, text } = await shop.send(NUMBERS);
    assert.equal(status, 503);
    assert.doesNotMatch(text, /options|availablePath/);
    const context = { endpoint: "getAvailableNumbers" };
    assert.deepEqual(shop.errors, [{ error: missing, context }]);
  });
});

describe("a claim", () => {
  it("is judged by verifyClaim alone, and the number is the shopper's then", async () => {
    /** @type {any[]} */
    const judged = [];
    const shop = createShop({
      ownsNumber: sold,
      verifyClaim: (/** @type {any} */ { id }, /** @type {any} */ claim) => {
        judged.push([id, claim]);
        return true;
      },
    });
    assert.equal((await shop.renew("pay-0")).status, 403);
    const { status, body, text } = await shop.claim("pay-1");
    assert.equal(status, 200, text);
    assert.deepEqual(judged, [["ada", { reference: "pay-1", number: NUMBER, email: EMAIL }]]);
    const { options, ...sent } = shop.last("claimNumber");
    const claim = { reference: "pay-1", number: NUMBER, email: EMAIL };
    assert.deepEqual(sent, { ...claim, shopper: "ada", tries: 0 });
    assert.equal(typeof options.waitUntil, "function");
    assert.deepEqual([body.data.kind, body.data.state], ["claim", "done"]);
    assert.deepEqual(body.data.claim, {
      ...{ success: true, message: "The number was claimed.", data: null },
      ...{ reference: "pay-1", source: "answer" },
    });
    assert.doesNotMatch(text, /upstream|text of the server/);
    assert.deepEqual(shop.eventsOf("pressone.claim"), [
      { "pressone.claim.outcome": "done", "pressone.reference": "pay-1" },
    ]);
    assert.equal((await shop.renew("pay-2")).status, 200);
    assert.equal((await shop.renew("pay-3", {}, { shopper: "eve" })).status, 403);
  });

  it("is sent once for a reference, and shown in the journal", async () => {
    const shop = createShop();
    await shop.claim("pay-1");
    const again = await shop.claim("pay-1", { email: "ADA@shop.example" });
    assert.deepEqual([again.status, again.body.data.claimed_number], [200, NUMBER]);
    assert.equal(shop.count("claimNumber"), 1);
    for (const fields of [{ number: "+12025550201" }, { email: "eve@shop.example" }]) {
      const other = await shop.claim("pay-1", fields);
      assert.deepEqual([other.status, other.body.code], [409, "reference_reused"]);
    }
    const renewal = await shop.renew("pay-1");
    assert.deepEqual([renewal.status, renewal.body.code], [409, "reference_reused"]);
    const { data } = (await shop.state("pay-1", { query: "?kind=claim" })).body;
    assert.deepEqual([data.state, data.email, data.claimed_number], ["done", EMAIL, NUMBER]);
    assert.equal(data.claim.success, true);
    assert.equal((await shop.state("pay-1", { shopper: "eve" })).body.data.state, "none");
    assert.equal((await shop.send("/purchases.json?kind=claim")).body.data.length, 1);
    assert.equal((await shop.send("/purchases.json?kind=renewal")).body.data.length, 0);
  });

  it("is not sent without the verdict true, or without the hook", async () => {
    for (const [verdict, status] of [
      [false, 402],
      [null, 402],
      [undefined, 402],
      ["pending", 409],
      ["unpaid", 503],
      [1, 503],
      [{ paid: true }, 503],
    ]) {
      const shop = createShop({ verifyClaim: () => verdict });
      assert.equal((await shop.claim("pay-1")).status, status, String(verdict));
      assert.equal(shop.count("claimNumber"), 0);
    }
    const { status, body } = await createShop({ verifyClaim: null }).claim("pay-1");
    assert.deepEqual([status, body.code], [404, "configuration"]);
    const alone = createShop({ ownsNumber: null, verifyRenewal: null, mayBrowseNumbers: null });
    assert.equal((await alone.claim("pay-1")).status, 200);
  });

  it("has a number and an address", async () => {
    const shop = createShop();
    for (const [fields, field] of /** @type {[object, string][]} */ ([
      [{ number: null }, "number"],
      [{ number: "" }, "number"],
      [{ number: "../1" }, "number"],
      [{ number: 1 }, "number"],
      [{ email: "ada" }, "email"],
      [{ iccid: "8944500102030405061" }, "iccid"],
      [{ fields: {} }, "fields"],
    ])) {
      const { status, body } = await shop.claim("pay-1", fields);
      assert.deepEqual([status, Object.keys(body.data)], [422, [field]]);
    }
    assert.equal(shop.calls.length, 0);
  });

  it("tells its own shopper alone which claim is in the way", async () => {
    const shop = createShop();
    shop.script.push(() => {
      throw failure("outcome_unknown", { outcome: "unknown" });
    });
    assert.equal((await shop.claim("pay-1")).status, 202);
    shop.partner.claimNumber = async () => {
      throw failure("number_busy", { reference: "pay-1", outcome: "not_ordered" });
    };
    const own = await shop.claim("pay-2");
    assert.deepEqual(
      [own.status, own.body.code, own.body.reference],
      [409, "number_busy", "pay-1"],
    );
    const foreign = await shop.claim("pay-3", {}, { shopper: "eve" });
    assert.deepEqual([foreign.status, foreign.body.reference], [409, undefined]);
  });

  it("without the partner client's option is 503, and the shop's log has the cause", async () => {
    const shop = createShop();
    const missing = failure("configuration", { path: "options.numbers.claimPath" });
    shop.partner.claimNumber = async () => {
      throw missing;
    };
    assert.equal((await shop.claim("pay-1")).status, 503);
    assert.equal(shop.errors[0]?.error, missing);
  });
});

describe("gateway.claim", () => {
  it("makes one claim with the page", async () => {
    const shop = createShop();
    const claim = { reference: "pay-1", number: NUMBER, email: EMAIL };
    const further = { ...claim, fields: { plan: "monthly" } };
    const made = await shop.gateway.claim({ id: "ada" }, further);
    assert.equal(made.success, true);
    const { options, ...sent } = shop.last("claimNumber");
    assert.deepEqual(sent, { ...further, shopper: "ada", tries: 0 });
    assert.equal((await shop.claim("pay-1")).body.data.state, "done");
    assert.equal(shop.count("claimNumber"), 1);
    await assert.rejects(shop.gateway.claim(/** @type {any} */ ({}), claim), {
      kind: "invalid_argument",
    });
  });
});
