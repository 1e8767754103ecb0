// Odd arguments of the shop's own calls. The partner client refuses them with the package's own error.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InvalidArgumentError } from "../../pkg/node.js";
import { useShops } from "./in-process.js";

const fail = () => {
  throw new Error("it cannot be read");
};
const unreadable = new Proxy({}, { ownKeys: fail });
const unreadableId = Object.defineProperty({}, "id", { get: fail });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

/** @type {[name: string, value: any][]} */
const BAD_REFERENCES = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 42],
  ["a bigint", 42n],
  ["true", true],
  ["an object", { id: "pay-1" }],
  ["an array", ["pay-1"]],
  ["a boxed text", Object("pay-1")],
  ["a symbol", Symbol("pay-1")],
  ["a function", () => "pay-1"],
  ["a revoked proxy", revoked],
  ["empty text", ""],
  ["256 characters", "x".repeat(256)],
  ["a text that is not ASCII", "päy-1"],
  ["half of a surrogate pair", "pay-\ud800"],
  ["a line break", "pay\n1"],
  ["a leading space", " pay-1"],
  ["a trailing space", "pay-1 "],
  ["a client secret", "pi_1_secret_2"],
];

/** @type {[name: string, identity: any][]} */
const BAD_IDENTITIES = [
  ["undefined", undefined],
  ["null", null],
  ["a text", "ada"],
  ["no id", {}],
  ["an undefined id", { id: undefined }],
  ["an empty id", { id: "" }],
  ["a fraction", { id: 1.5 }],
  ["NaN", { id: Number.NaN }],
  ["a number beyond 2^53", { id: 2 ** 53 }],
  ["an object", { id: {} }],
  ["a symbol", { id: Symbol("ada") }],
  ["half of a surrogate pair", { id: "ada\ud800" }],
  ["a control character", { id: "ada\n" }],
  ["an id that throws", unreadableId],
  ["a revoked proxy", revoked],
];

/**
 * Fails unless the call rejects with the package's error. Returns the argument that the error names.
 *
 * @param {Promise<unknown>} call
 * @param {string} name
 */
async function refusedPath(call, name) {
  const error = await call.then(
    () => assert.fail(`${name} was accepted`),
    (thrown) => thrown,
  );
  assert.ok(error instanceof InvalidArgumentError, `${name}: ${error}`);
  assert.equal(error.kind, "invalid_argument", name);
  return error.path;
}

describe("the shop's own calls", () => {
  const shop = useShops();

  it("refuse a reference that is none", async () => {
    const { gateway, order, sandbox, events, errors } = shop("references");
    const email = sandbox.emails.subscriber;
    for (const [name, reference] of BAD_REFERENCES) {
      const bought = gateway.purchase({ id: "ada" }, { ...order, reference });
      assert.equal(await refusedPath(bought, name), "order.reference", name);
      const renewed = gateway.renew({ id: "ada" }, { email, reference });
      assert.equal(await refusedPath(renewed, name), "renewal.reference", name);
      const claimed = gateway.claim({ id: "ada" }, { number: "+1", email, reference });
      assert.equal(await refusedPath(claimed, name), "claim.reference", name);
      const closed = gateway.closePurchase({ reference });
      assert.equal(await refusedPath(closed, name), "purchase.reference", name);
      // An object in the place of a reference may have one.
      const alone = await refusedPath(gateway.closePurchase(reference), name);
      assert.match(alone ?? "", typeof reference === "string" ? /^reference$/ : /^purchase/, name);
    }
    /** @type {any} */
    const unnamed = { ...order };
    const bought = gateway.purchase({ id: "ada" }, unnamed);
    assert.equal(await refusedPath(bought, "no reference"), "order.reference");
    assert.deepEqual(sandbox.requests, []);
    assert.deepEqual([events, errors], [[], []]);
  });

  it("refuse an identity without an id", async () => {
    const { gateway, order, sandbox } = shop("identities");
    const email = sandbox.emails.subscriber;
    for (const [name, identity] of BAD_IDENTITIES) {
      const bought = gateway.purchase(identity, { ...order, reference: "pay-1" });
      assert.equal(await refusedPath(bought, name), "order.shopper", name);
      const renewed = gateway.renew(identity, { email, reference: "pay-1" });
      assert.equal(await refusedPath(renewed, name), "renewal.shopper", name);
      const claimed = gateway.claim(identity, { number: "+1", email, reference: "pay-1" });
      assert.equal(await refusedPath(claimed, name), "claim.shopper", name);
    }
    assert.deepEqual(sandbox.requests, []);
    const bought = await gateway.purchase({ id: 7n }, { ...order, reference: "pay-1" });
    assert.equal(bought.reference, "pay-1");
  });

  it("refuse what is no order, no renewal and no claim", async () => {
    const { gateway, sandbox } = shop("objects");
    /** @type {any[]} */
    const values = [undefined, null, 42, "pay-1", Symbol("order"), [], revoked, unreadable];
    for (const value of values) {
      const bought = gateway.purchase({ id: "ada" }, value);
      assert.match((await refusedPath(bought, typeof value)) ?? "", /^order\b/);
      const renewed = gateway.renew({ id: "ada" }, value);
      assert.match((await refusedPath(renewed, typeof value)) ?? "", /^renewal\b/);
      const claimed = gateway.claim({ id: "ada" }, value);
      assert.match((await refusedPath(claimed, typeof value)) ?? "", /^claim\b/);
    }
    assert.deepEqual(sandbox.requests, []);
  });
});
