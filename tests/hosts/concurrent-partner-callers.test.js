// Concurrent callers of partner clients in one process: each step of a call runs in the asynchronous context of
// its caller, and a call that breaks ends no other call.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "#pressone-esim/partner";

const ICCIDS = ["8944500102030405061", "8944500102030405062", "8944500102030405063"];
const PATIENCE_MS = 30_000;
const TOKEN = { data: { access_token: "t", expires_in: 3600 } };
const OFFERS = {
  data: [
    {
      id: "p",
      type: "topup",
      price: "4.50",
      amount: 1024,
      day: 30,
      is_unlimited: false,
      title: "",
    },
  ],
};

/**
 * Answers as PressOne does, after a time that differs from request to request.
 *
 * @param {string} url
 */
async function answer(url) {
  if (url.endsWith("/token")) return Response.json(TOKEN);
  await sleep(url.includes(String(ICCIDS[0])) ? 20 : 5);
  return Response.json(url.includes("/topups") ? OFFERS : { data: [] });
}

/** @param {Partial<Parameters<typeof createClient>[0]>} options */
const openClient = (options = {}) =>
  createClient({
    baseUrl: "https://pressone.example",
    credentials: { client_id: "id", client_secret: "secret" },
    maxRetries: 0,
    fetch: ({ url }) => answer(url),
    ...options,
  });

/** @param {Promise<unknown>} call @returns {Promise<string>} the kind of its end */
function endOf(call) {
  const stop = new AbortController();
  const hung = sleep(PATIENCE_MS, "hung", { signal: stop.signal });
  const ended = call.then(
    () => "resolved",
    () => "rejected",
  );
  return Promise.race([ended, hung]).finally(() => stop.abort());
}

/** @template T @param {object} owner @param {string} name @param {unknown} value @param {() => Promise<T>} run */
async function withReplaced(owner, name, value, run) {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  try {
    return await run();
  } finally {
    if (own) Object.defineProperty(owner, name, own);
    else Reflect.deleteProperty(owner, name);
  }
}

describe("concurrent callers of partner clients", () => {
  it("get their own context in fetch and onEvent, in every step of their calls", async () => {
    const session = new AsyncLocalStorage();
    /** @type {string[]} */
    const seen = [];
    const client = await openClient({
      fetch: async ({ url }) => {
        const iccid = ICCIDS.findIndex((each) => url.includes(each));
        if (iccid >= 0) seen.push(`fetch ${iccid} ${session.getStore()}`);
        return answer(url);
      },
      onEvent: ({ type }) => type === "response" && seen.push(`${type} ${session.getStore()}`),
    });
    // The token's request is shared. It has the context of the first caller.
    await session.run("first", () => client.getOrderList());
    seen.length = 0;
    await Promise.all(
      ICCIDS.map((iccid, index) =>
        session.run(index, async () => {
          await client.getTopupPackages(iccid);
          await client.getTopupPackages(iccid);
        }),
      ),
    );
    const expected = ICCIDS.flatMap((_, index) => [
      ...[`fetch ${index} ${index}`, `response ${index}`],
      ...[`fetch ${index} ${index}`, `response ${index}`],
    ]);
    assert.deepEqual(seen.sort(), expected.sort());
  });

  it("do not wait for a call that an exception of the platform broke", async () => {
    const [broken, other] = [await openClient(), await openClient()];
    const failing = () => {
      throw new Error("no randomness");
    };
    const order = { iccid: String(ICCIDS[0]), package_id: "p" };
    const ends = await withReplaced(crypto, "randomUUID", failing, () =>
      Promise.all(
        [
          broken.submitTopupOrder(order),
          broken.getTopupPackages(String(ICCIDS[1])),
          other.getOrderList(),
        ].map(endOf),
      ),
    );
    assert.deepEqual(ends, ["rejected", "resolved", "resolved"]);
    assert.equal(await endOf(broken.getTopupPackages(String(ICCIDS[1]))), "resolved");
  });

  it("need no queueMicrotask, which tests replace", async () => {
    // The platform's own answers need it.
    const fetch = async (/** @type {{ url: string }} */ { url }) => {
      const { data } = url.endsWith("/token") ? TOKEN : OFFERS;
      const text = async () => JSON.stringify({ data });
      const response = { status: 200, redirected: false, headers: { get: () => null }, text };
      return /** @type {Response} */ (/** @type {unknown} */ (response));
    };
    const client = await openClient({ fetch });
    const ends = await withReplaced(
      globalThis,
      "queueMicrotask",
      () => {},
      () => Promise.all(ICCIDS.map((iccid) => endOf(client.getTopupPackages(iccid)))),
    );
    assert.deepEqual(
      ends,
      ICCIDS.map(() => "resolved"),
    );
  });
});
