// Concurrent callers of one process: each callback runs in the asynchronous context of its caller, and a
// call that breaks ends no other call.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, it } from "node:test";
import { createClient } from "#pressone-esim";

const ICCIDS = ["8944500102030405061", "8944500102030405062"];
const PATIENCE_MS = 5_000;
const empty = async () => new Response('{"data":[]}');

/** @param {Promise<unknown>} call @returns {Promise<string>} the kind of its end */
function endOf(call) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const hung = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, "hung");
  });
  const ended = call.then(
    () => "resolved",
    () => "rejected",
  );
  return Promise.race([ended, hung]).finally(() => clearTimeout(timer));
}

describe("concurrent callers", () => {
  it("get their own context in token, fetch and onEvent", async () => {
    const session = new AsyncLocalStorage();
    /** @type {[string, unknown, unknown][]} */
    const seen = [];
    const client = await createClient({
      baseUrl: "https://shop.example",
      token: () => `token-of-${session.getStore()}`,
      fetch: async (request) => {
        seen.push(["fetch", session.getStore(), request.headers.get("authorization")]);
        return empty();
      },
      onEvent: ({ type }) => type === "response" && seen.push([type, session.getStore(), null]),
    });
    const shoppers = ["alice", "bob"];
    await Promise.all(
      shoppers.map((shopper, index) =>
        session.run(shopper, () => client.getTopupPackages(String(ICCIDS[index]))),
      ),
    );
    const expected = shoppers.flatMap((shopper) => [
      ["fetch", shopper, `Bearer token-of-${shopper}`],
      ["response", shopper, null],
    ]);
    const sorted = (/** @type {unknown[]} */ list) =>
      list.map((each) => JSON.stringify(each)).sort();
    assert.deepEqual(sorted(seen), sorted(expected));
  });

  it("do not wait for a call that an exception of the platform broke", async () => {
    const options = { baseUrl: "https://shop.example", token: "t", fetch: empty, maxRetries: 0 };
    const [broken, other] = [await createClient(options), await createClient(options)];
    const random = crypto.getRandomValues;
    crypto.getRandomValues = () => {
      throw new Error("no randomness");
    };
    try {
      const order = { iccid: String(ICCIDS[0]), package_id: "p" };
      const calls = [broken.submitTopupOrder(order), other.getOrderList()];
      assert.deepEqual(await Promise.all(calls.map(endOf)), ["rejected", "resolved"]);
    } finally {
      crypto.getRandomValues = random;
    }
  });
});
