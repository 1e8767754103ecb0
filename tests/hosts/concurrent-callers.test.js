// Concurrent callers of one process: each callback runs in the asynchronous context of its caller, and a
// call that breaks ends no other call.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, it } from "node:test";
import { createClient } from "#pressone-esim";
import { createClient as createPartner } from "#pressone-esim/partner";

const ICCIDS = ["8944500102030405061", "8944500102030405062"];
const PATIENCE_MS = 30_000;
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
    const random = crypto.randomUUID;
    crypto.randomUUID = () => {
      throw new Error("no randomness");
    };
    try {
      const order = { iccid: String(ICCIDS[0]), package_id: "p" };
      const calls = [broken.submitTopupOrder(order), other.getOrderList()];
      assert.deepEqual(await Promise.all(calls.map(endOf)), ["rejected", "resolved"]);
    } finally {
      crypto.randomUUID = random;
    }
  });

  /**
   * A client whose first token request hangs until `release` is called, or the test ends.
   *
   * @param {import("node:test").TestContext} t
   */
  async function clientWithHungToken(t) {
    /** @type {(token: string) => void} */
    let release = () => {};
    /** @type {string[]} */
    const tokens = [];
    const answer = (/** @type {string} */ access_token) =>
      Response.json({ data: { access_token, expires_in: 3600 } });
    let requests = 0;
    const client = await createPartner({
      baseUrl: "https://pressone.example",
      credentials: { client_id: "id", client_secret: "secret" },
      timeoutMs: 30_000,
      maxRetries: 0,
      fetch: async (request) => {
        if (!request.url.endsWith("/token")) {
          tokens.push(String(request.headers.get("authorization")));
          return empty();
        }
        requests++;
        if (requests > 1) return answer(`token-${requests}`);
        return new Promise((resolve) => {
          release = (token) => resolve(answer(token));
        });
      },
    });
    // The hung request would keep the process alive until the client's timeout.
    t.after(() => release("late"));
    const state = { client, tokens, requests: () => requests };
    return { ...state, release: (/** @type {string} */ token) => release(token) };
  }

  /** @param {import("#pressone-esim").Client} client @param {number} timeoutMs */
  const offers = (client, timeoutMs) => client.getTopupPackages(String(ICCIDS[0]), { timeoutMs });

  it("do not wait longer than half of their time for work that hangs", async (t) => {
    const { client, tokens, requests } = await clientWithHungToken(t);
    const first = offers(client, 5_000).catch(({ kind }) => kind);
    const started = Date.now();
    await Promise.all(Array.from({ length: 20 }, () => offers(client, 4_000)));
    assert.ok(Date.now() - started < 3_800, "half of 4 seconds");
    assert.equal(requests(), 2);
    assert.deepEqual([...new Set(tokens)], ["Bearer token-2"]);
    assert.equal(await first, "timeout");
    const later = Date.now();
    await offers(client, 4_000);
    assert.ok(Date.now() - later < 1_900, "later callers are quick");
    assert.equal(requests(), 2);
  });

  it("join work that is only slow", async (t) => {
    const { client, tokens, requests, release } = await clientWithHungToken(t);
    const calls = Array.from({ length: 20 }, () => offers(client, 20_000));
    setTimeout(release, 300, "slow");
    await Promise.all(calls);
    assert.equal(requests(), 1);
    assert.deepEqual([...new Set(tokens)], ["Bearer slow"]);
  });

  it("do not wait for the same hung work through other work", async (t) => {
    const { client } = await clientWithHungToken(t);
    const history = (/** @type {number} */ timeoutMs) =>
      client.getPackageHistory(String(ICCIDS[0]), { timeoutMs });
    const first = history(5_000).catch(({ kind }) => kind);
    const started = Date.now();
    assert.deepEqual((await history(4_000)).packages, []);
    assert.ok(Date.now() - started < 3_800, "half of 4 seconds");
    assert.equal(await first, "timeout");
  });
});
