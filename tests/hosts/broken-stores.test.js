// A partner client over stores that break their contract.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "#pressone-esim/partner";
import { memoryStore } from "../../pkg/stores/memory.js";

/** @typedef {import("../../pkg/stores/index.js").Store} Store */

const ORDER = { iccid: "8944500102030405061", package_id: "fjord" };
const OFFER = { id: "fjord", title: "x", price: 1, amount: 1, day: 1 };
const TOKEN = { data: { access_token: "t", expires_in: 3600 } };

const never = () => new Promise(() => {});
/** @param {string} text */
const thrower = (text) => () => {
  throw new Error(text);
};
/** @param {string} text */
const rejecter = (text) => async () => {
  throw new Error(text);
};

/** A store in memory with these members instead of its own. @param {(store: Store) => object} replace */
function storeWith(replace) {
  const store = memoryStore();
  /** @type {any} */
  const copy = { durability: "full" };
  for (const name of /** @type {(keyof Store)[]} */ ([
    ...["get", "getMany", "put", "delete", "compareAndSet", "increment", "keys", "lock"],
  ])) {
    copy[name] = /** @type {any} */ (store[name]).bind(store);
  }
  return Object.assign(copy, replace(store));
}

/** A partner client over this store, and the orders that it has sent. @param {Store} store */
async function open(store) {
  /** @type {string[]} */
  const sent = [];
  /** @type {string[]} */
  const states = [];
  const client = await createClient({
    baseUrl: "https://pressone.example",
    credentials: { client_id: "id", client_secret: "secret" },
    secret: "a secret of 32 characters or some more",
    store,
    storeTimeoutMs: 100,
    lookUpMs: 0,
    fetch: async ({ url, method }) => {
      if (url.endsWith("/token")) return Response.json(TOKEN);
      if (method === "GET") return Response.json({ data: url.includes("/topups") ? [OFFER] : [] });
      sent.push(url);
      return Response.json({ data: { ...OFFER, id: sent.length, code: "c", created_at: "t" } });
    },
    onEvent: (event) => event.type === "purchase" && states.push(event.state),
  });
  return { client, sent, states };
}

/** @param {string} key */
const isEntry = (key) => key.startsWith("c/");

/** Stores that cannot record a purchase. @type {[string, (store: Store) => object][]} */
const UNUSABLE = [
  [
    "get parses JSON",
    (store) => ({
      get: async (/** @type {string} */ key) => JSON.parse((await store.get(key)) ?? "null"),
      getMany: async (/** @type {string[]} */ keys) =>
        (await store.getMany(keys)).map((text) => JSON.parse(text ?? "null")),
    }),
  ],
  [
    "get returns another text",
    (store) => ({
      get: async (/** @type {string} */ key) => {
        const text = await store.get(key);
        return text === null || !isEntry(key) ? text : `${text} `;
      },
    }),
  ],
  [
    "get forgets",
    () => ({
      get: async () => null,
    }),
  ],
  ["get throws", () => ({ get: thrower("gone") })],
  ["get rejects", () => ({ get: rejecter("gone") })],
  ["get never answers", () => ({ get: never })],
  ["put rejects", () => ({ put: rejecter("full") })],
  ["put never answers", () => ({ put: never })],
  ["compareAndSet rejects", () => ({ compareAndSet: rejecter("full") })],
  ["compareAndSet never answers", () => ({ compareAndSet: never })],
  ["compareAndSet returns nothing", () => ({ compareAndSet: async () => {} })],
  ["lock throws", () => ({ lock: thrower("no") })],
  ["lock rejects", () => ({ lock: rejecter("no") })],
  ["lock never answers", () => ({ lock: never })],
];

describe("a store that cannot record a purchase", () => {
  for (const [name, replace] of UNUSABLE) {
    it(`${name}: the purchase is refused with storage, and nothing is sent`, async () => {
      const { client, sent } = await open(storeWith(replace));
      for (const purchase of [ORDER, { ...ORDER, reference: "pay-1" }]) {
        const call = client.submitTopupOrder(purchase, { timeoutMs: 1_000 });
        const error = await call.catch((thrown) => thrown);
        assert.equal(error.kind, "storage", String(error.stack ?? error.id));
      }
      assert.deepEqual(sent, []);
    });
  }

  for (const [name, text] of [
    ["no JSON", "{"],
    ["an array", "[]"],
    ["another version", '{"v":99,"state":"done"}'],
  ]) {
    it(`an entry that is ${name} counts as open, and nothing is sent`, async () => {
      const store = storeWith((memory) => ({
        get: async (/** @type {string} */ key) => (isEntry(key) ? text : memory.get(key)),
      }));
      const { client, sent } = await open(store);
      const call = client.submitTopupOrder({ ...ORDER, reference: "pay-1" });
      const error = await call.catch((thrown) => thrown);
      assert.ok(["outcome_unknown", "storage"].includes(error.kind), String(error.stack));
      assert.equal(error.outcome, "unknown");
      assert.equal((await client.getPurchase("pay-1")).state, "open");
      assert.deepEqual(sent, []);
    });
  }

  it("an object without all methods is refused at once", async () => {
    for (const store of [{}, new Map(), { ...memoryStore(), lock: undefined }]) {
      // @ts-expect-error
      await assert.rejects(open(store), { kind: "configuration", path: "options.store" });
    }
  });
});

describe("a store that fails after the order left", () => {
  /** @param {string} value */
  const isOutcome = (value) => value.includes('"done"');
  /** @type {[string, (store: Store) => object][]} */
  const failures = [
    [
      "compareAndSet rejects the outcome",
      (store) => ({
        /** @type {Store["compareAndSet"]} */
        compareAndSet: async (key, expected, value) => {
          if (value && isOutcome(value)) throw new Error("full");
          return store.compareAndSet(key, expected, value);
        },
      }),
    ],
    ["delete rejects", () => ({ delete: rejecter("no") })],
    [
      "the lock is lost",
      () => ({
        /** @type {(name: string, work: (signal: AbortSignal) => Promise<unknown>) => Promise<unknown>} */
        lock: async (_, work) => {
          work(AbortSignal.abort());
          throw new Error("lost");
        },
      }),
    ],
  ];
  for (const [name, replace] of failures) {
    it(`${name}: the order is returned`, async () => {
      const { client, sent, states } = await open(storeWith(replace));
      const order = await client.submitTopupOrder({ ...ORDER, reference: "pay-1" });
      assert.deepEqual([order.id, order.source], [1, "answer"]);
      assert.equal(sent.length, 1);
      assert.equal(states.at(-1), name.includes("outcome") ? "not_recorded" : "done");
    });
  }
});
