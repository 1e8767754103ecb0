// An order list from its text to checked orders: the package, `JSON.parse` alone, and the
// hand-written clients.
import initSerde, { decodeOrders as decodeWithSerde } from "#compiled-serde";
import * as ajv from "../contestants/ajv.js";
import * as irregularAjv from "../contestants/irregular/ajv.js";
import * as byHand from "../contestants/irregular/by-hand.js";
import * as irregularValibot from "../contestants/irregular/valibot.js";
import * as irregularZod from "../contestants/irregular/zod.js";
import * as irregularZodMini from "../contestants/irregular/zod-mini.js";
import * as unchecked from "../contestants/unchecked.js";
import * as valibot from "../contestants/valibot.js";
import * as zod from "../contestants/zod.js";
import * as zodMini from "../contestants/zod-mini.js";
import { cannedFetch, ordersRequest } from "../fixtures/canned-fetch.js";
import { LISTS } from "../fixtures/order-lists.js";
import { measureInterleaved } from "../measure.js";
import { difference, withoutPackageFields } from "./compare.js";
import { batchSizeFor } from "./repeat.js";

/** @typedef {(body: unknown) => { orders: unknown, meta: unknown }} Decode */

/** @type {Record<string, { decodeOrders: Decode, createClient: typeof zod.createClient }>} */
const CONTESTANTS = {
  "nothing checked": unchecked,
  "ajv standalone": ajv,
  zod,
  "zod/mini": zodMini,
  valibot,
};

/** @type {Record<string, Decode>} */
const REGULAR_DECODERS = Object.fromEntries(
  Object.entries(CONTESTANTS).map(([name, { decodeOrders }]) => [name, decodeOrders]),
);

/**
 * Decoders that accept the same irregular lists as the package. Only a developer who has met such a
 * server would write them.
 *
 * @type {Record<string, Decode>}
 */
const TOLERANT_DECODERS = {
  "nothing checked": byHand.decodeOrders,
  "ajv standalone": irregularAjv.decodeOrders,
  zod: irregularZod.decodeOrders,
  "zod/mini": irregularZodMini.decodeOrders,
  valibot: irregularValibot.decodeOrders,
};

/**
 * The decoders of each kind of list. None can read ids beyond 2^53, because a parsed body has lost
 * their digits.
 *
 * @type {Record<string, Record<string, Decode>>}
 */
const DECODERS = {
  regular: REGULAR_DECODERS,
  documented: REGULAR_DECODERS,
  irregular: TOLERANT_DECODERS,
  "long ids": {},
};

/** The contestant in Rust. It decodes texts, as its client does. */
const SERDE = "in Rust: serde_json, serde-wasm-bindgen";

/**
 * @typedef {object} Plan
 * @property {string} kind of list
 * @property {number} count of orders
 * @property {number} rounds
 * @property {number} warmup
 * @property {number} minMs minimum length of one timing
 *
 * @typedef {import("../platforms/index.mjs").Host} Host
 * @typedef {import("../measure.js").Contestant} Contestant
 */

/** @param {string} kind @param {number} count */
function listText(kind, count) {
  const list = LISTS[kind];
  if (!list) throw new Error(`there is no list "${kind}"`);
  return list(count);
}

/** @param {string} name @param {unknown} expected @param {unknown} decoded */
function assertSame(name, expected, decoded) {
  const found = difference(expected, decoded);
  if (found) throw new Error(`${name} differs from the package at ${found}`);
}

/**
 * Times the package and others against `JSON.parse`: bare, and of the same answer from the same fetch.
 *
 * @param {object} what
 * @param {string} what.text
 * @param {() => Promise<unknown>} what.parse
 * @param {() => Promise<unknown>} what.call of the package
 * @param {Contestant[]} what.others
 * @param {{ rounds: number, warmup: number }} rounds
 * @param {number} minMs
 */
async function compare({ text, parse, call, others }, rounds, minMs) {
  return await measureInterleaved(
    [
      { name: "JSON.parse, bare", run: () => JSON.parse(text) },
      { name: "JSON.parse", run: parse },
      { name: "pressone-esim", run: call },
      ...others,
    ],
    { ...rounds, batch: await batchSizeFor(parse, minMs) },
  );
}

/**
 * Decoding alone: `fetch` has the text already, and the other decoders get it from the same `fetch`.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function decode({ esim, serdeModule, baseUrl }, { kind, count, minMs, ...rounds }) {
  const text = listText(kind, count);
  const fetch = cannedFetch(text);
  const client = await esim.createClient({ baseUrl, token: "token", fetch });
  const read = async () => (await fetch(ordersRequest(baseUrl))).text();
  const parse = async () => JSON.parse(await read());
  const decoders = Object.entries(DECODERS[kind] ?? {});

  const expected = await client.getOrderList();
  if (expected.orders.length !== count) throw new Error(`${expected.orders.length} orders`);
  for (const [name, decodeOrders] of decoders) {
    assertSame(name, withoutPackageFields(expected), decodeOrders(JSON.parse(text)));
  }
  const others = decoders.map(([name, decodeOrders]) => ({
    name,
    run: async () => decodeOrders(await parse()),
  }));
  // Plain structs accept no other list.
  if (kind === "regular") {
    await initSerde({ module_or_path: serdeModule });
    assertSame(SERDE, withoutPackageFields(expected), decodeWithSerde(text));
    others.push({ name: SERDE, run: async () => decodeWithSerde(await read()) });
  }
  return await compare({ text, parse, call: () => client.getOrderList(), others }, rounds, minMs);
}

/**
 * Whole calls: each contestant's own client, and an answer that is the platform's `Response`.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function whole({ esim, baseUrl }, { kind, count, minMs, ...rounds }) {
  const text = listText(kind, count);
  const fetch = cannedFetch(text, "response");
  const parse = async () => JSON.parse(await (await fetch(ordersRequest(baseUrl))).text());
  /** Makes a `Request`, as the platform's `fetch` does. @type {typeof globalThis.fetch} */
  const fetchWithInit = (...args) => fetch(new Request(...args));
  const client = await esim.createClient({ baseUrl, token: "token", fetch });
  const expected = await client.getOrderList();
  const others = Object.entries(CONTESTANTS).map(([name, { createClient }]) => {
    const other = createClient({ baseUrl, fetch: fetchWithInit });
    return { name, run: () => other.getOrderList() };
  });
  for (const { name, run } of others) assertSame(name, withoutPackageFields(expected), await run());
  return await compare({ text, parse, call: () => client.getOrderList(), others }, rounds, minMs);
}
