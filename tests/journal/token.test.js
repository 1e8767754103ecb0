// One access token for all clients of a store.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStore } from "../../pkg/stores/memory.js";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";
import { createShop, failureOf, SECRET } from "./shop.js";

describe("the access token", () => {
  it("is requested once for all clients of a store, and stored encrypted", async () => {
    let token = "";
    const sandbox = createSandbox();
    const shop = await createShop({
      sandbox,
      client: {
        fetch: async (/** @type {Request} */ request) => {
          const answer = await sandbox.fetch(request);
          if (request.url.endsWith("/token")) {
            token = (await answer.clone().json()).data.access_token;
          }
          return answer;
        },
      },
    });
    const others = await Promise.all([shop.open(), shop.open(), shop.open()]);
    await Promise.all(others.map((client) => client.getTopupPackages(shop.iccid)));
    assert.equal(shop.requests("token").length, 1);
    const [key = ""] = await shop.store.keys("t/");
    const sealed = await shop.store.get(key);
    assert.ok(token.length > 10 && sealed && !sealed.includes(token));
  });

  it("that PressOne refuses names the credentials", async () => {
    const shop = await createShop();
    const wrong = { client_id: "another", client_secret: "another secret" };
    const refused =
      /^PressOne refused client_id or client_secret \(\d+\); check options\.credentials$/;
    const client = await shop.open({ credentials: wrong });
    const read = await failureOf(client.getTopupPackages(shop.iccid));
    assert.deepEqual(
      [read.kind, refused.test(read.message)],
      ["authentication", true],
      read.message,
    );
    const order = { reference: "pay-1", iccid: shop.iccid, package_id: shop.packages[0].id };
    const bought = await failureOf(client.submitTopupOrder(order));
    assert.deepEqual([bought.kind, bought.outcome], ["authentication", "not_ordered"]);
    assert.match(bought.message, refused);
    // A store that forgets cannot rule out an earlier order.
    const forgetful = await shop.open({ credentials: wrong, store: memoryStore() });
    const unproven = await failureOf(forgetful.submitTopupOrder(order));
    assert.deepEqual([unproven.kind, unproven.outcome], ["outcome_unknown", "unknown"]);
    assert.match(
      unproven.message,
      /^this call sent nothing; .* cannot be ruled out, .*check options\.credentials\)$/,
    );
    const { cause } = /** @type {any} */ (unproven);
    assert.deepEqual([cause.kind, refused.test(cause.message)], ["authentication", true]);
    assert.equal(shop.requests("submit").length, 0);
  });

  it("is read with an older secret", async () => {
    const shop = await createShop();
    const next = await shop.open({ secret: ["another secret of the tests, newer", SECRET] });
    await next.getTopupPackages(shop.iccid);
    assert.equal(shop.requests("token").length, 1);
    const foreign = await shop.open({ secret: "a secret that does not fit the others" });
    await foreign.getTopupPackages(shop.iccid);
    assert.equal(shop.requests("token").length, 2);
  });

  it("is checked before it is stored", async () => {
    const shop = await createShop();
    const [key = ""] = await shop.store.keys("t/");
    await shop.store.delete(key);
    for (const json of [{ data: { access_token: "two words" } }, { data: [] }, "text"]) {
      shop.sandbox.faults.add({ endpoint: "token", kind: "raw-answer", json });
      const client = await shop.open();
      await failureOf(client.getTopupPackages(shop.iccid));
      assert.deepEqual(await shop.store.keys("t/"), [], JSON.stringify(json));
      await client.getTopupPackages(shop.iccid);
      const [stored = ""] = await shop.store.keys("t/");
      await shop.store.delete(stored);
    }
  });

  it("in the store that is malformed is replaced", async () => {
    const shop = await createShop();
    const [key = ""] = await shop.store.keys("t/");
    for (const text of ["", "x", "a.b", "AAAA.AAAA", "{}"]) {
      await shop.store.put(key, text);
      const client = await shop.open();
      await client.getTopupPackages(shop.iccid);
    }
  });

  it("is not dropped by a 401 of the voice product", async () => {
    const shop = await createShop();
    shop.sandbox.faults.add({ endpoint: "voice", kind: "unauthorized", times: "always" });
    for (let index = 0; index < 20; index++) {
      const renewal = { email: shop.sandbox.emails.subscriber, reference: `rn-${index}` };
      await failureOf(shop.client.renewNumber(renewal));
    }
    await shop.client.getTopupPackages(shop.iccid);
    assert.equal(shop.requests("token").length, 1);
  });

  it("that fails is requested once for all who wait for it", async () => {
    const shop = await createShop();
    for (const key of await shop.store.keys("t/")) await shop.store.delete(key);
    const requests = shop.requests("token").length;
    const cold = await Promise.all(Array.from({ length: 16 }, () => shop.open()));
    const fault = { endpoint: "token", kind: "status", status: 503, body: "html", delay: 2_000 };
    shop.sandbox.faults.add(/** @type {any} */ (fault));
    const failures = await Promise.all(
      cold.map((client) => failureOf(client.getTopupPackages(shop.iccid))),
    );
    assert.deepEqual([...new Set(failures.map(({ kind }) => kind))], ["server"]);
    assert.equal(shop.requests("token").length, requests + 1);
    // Those who come later did not wait.
    const later = await shop.open();
    await later.getTopupPackages(shop.iccid);
    assert.equal(shop.requests("token").length, requests + 2);
  });

  it("that PressOne refuses is replaced once, for all clients", async () => {
    const shop = await createShop();
    const other = await shop.open();
    await other.getTopupPackages(shop.iccid);
    shop.sandbox.revokeTokens();
    await shop.client.getTopupPackages(shop.iccid);
    await other.getTopupPackages(shop.iccid);
    assert.equal(shop.requests("token").length, 2);
  });
});
