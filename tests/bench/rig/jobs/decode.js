// An order list from the text to checked orders: ours, `JSON.parse` alone, and everybody else.
import * as ajv from "../../contestants/ajv.js";
import * as bare from "../../contestants/bare.js";
import * as valibot from "../../contestants/valibot.js";
import * as zod from "../../contestants/zod.js";
import * as zodMini from "../../contestants/zod-mini.js";
import { interleaved } from "../../measure.js";
import * as byHand from "../irregular/by-hand.js";
import * as compiled from "../irregular/compiled.js";
import * as irregularValibot from "../irregular/valibot.js";
import * as irregularZod from "../irregular/zod.js";
import * as irregularMini from "../irregular/zod-mini.js";
import { LISTS } from "../orders.js";
import { answering, ordersRequest } from "../prepared.js";
import { asOthers, difference } from "../same.js";
import { turnsFor } from "../timed.js";

/** @typedef {(body: unknown) => { orders: unknown, meta: unknown }} Decode */

/**
 * The contestants' own decoders.
 *
 * @type {Record<string, Decode>}
 */
const USUAL = {
  "nothing checked": bare.decodeOrders,
  "ajv standalone": ajv.decodeOrders,
  zod: zod.decodeOrders,
  "zod/mini": zodMini.decodeOrders,
  valibot: valibot.decodeOrders,
};

/** @type {Record<string, (options: import("../../contestants/types.js").Options) => import("../../contestants/types.js").Client>} */
const CLIENTS = {
  "nothing checked": bare.createClient,
  "ajv standalone": ajv.createClient,
  zod: zod.createClient,
  "zod/mini": zodMini.createClient,
  valibot: valibot.createClient,
};

/**
 * Decoders that take what ours takes: nobody who has not met such a server writes them.
 *
 * @type {Record<string, Decode>}
 */
const TOLERANT = {
  "nothing checked": byHand.bare,
  "ajv standalone": compiled.ajv,
  zod: irregularZod.zod,
  "zod/mini": irregularMini.zodMini,
  valibot: irregularValibot.valibot,
};

/**
 * Ids that are too long are beyond anybody who gets a parsed value: nobody stands against ours.
 *
 * @type {Record<string, Record<string, Decode>>}
 */
const DECODERS = { regular: USUAL, documented: USUAL, irregular: TOLERANT, "long ids": {} };

/**
 * @typedef {object} Plan
 * @property {string} kind of list
 * @property {number} count of orders
 * @property {number} rounds
 * @property {number} warmup
 * @property {number} leastMs that a timing lasts
 *
 * @typedef {import("../platforms.mjs").Host} Host
 */

/**
 * Decoding alone: the text is there already, and others get it as their decoders do.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function decode({ esim, baseUrl }, { kind, count, leastMs, ...rounds }) {
  const text = LISTS[kind]?.(count) ?? "";
  const fetch = answering(text, "light");
  const client = await esim.createClient({ baseUrl, token: "token", fetch });
  const asked = async () => JSON.parse(await (await fetch(ordersRequest(baseUrl))).text());
  const others = Object.entries(DECODERS[kind] ?? {});

  const expected = await client.getOrderList();
  if (expected.orders.length !== count) throw new Error(`${expected.orders.length} orders`);
  for (const [name, decodeOrders] of others) {
    const found = difference(asOthers(expected), decodeOrders(JSON.parse(text)));
    if (found) throw new Error(`${name} differs from ours at ${found}`);
  }
  return await interleaved(
    [
      { name: "JSON.parse, bare", run: () => JSON.parse(text) },
      { name: "JSON.parse", run: asked },
      { name: "ours", run: () => client.getOrderList() },
      ...others.map(([name, decodeOrders]) => ({
        name,
        run: async () => decodeOrders(await asked()),
      })),
    ],
    { ...rounds, batch: await turnsFor(asked, leastMs) },
  );
}

/**
 * Whole calls: everybody's own client, and an answer that is the platform's own `Response`.
 *
 * @param {Host} host
 * @param {Plan} plan
 */
export async function whole({ esim, baseUrl }, { kind, count, leastMs, ...rounds }) {
  const text = LISTS[kind]?.(count) ?? "";
  const fetch = answering(text, "response");
  const asked = async () => JSON.parse(await (await fetch(ordersRequest(baseUrl))).text());
  /** What the platform's `fetch` does with an address and an init. @type {typeof globalThis.fetch} */
  const fetchLike = (...args) => fetch(new Request(...args));
  const ours = await esim.createClient({ baseUrl, token: "token", fetch });
  const expected = await ours.getOrderList();
  const others = Object.entries(CLIENTS).map(([name, createClient]) => {
    const client = createClient({ baseUrl, fetch: fetchLike });
    return { name, run: () => client.getOrderList() };
  });
  for (const { name, run } of others) {
    const found = difference(asOthers(expected), await run());
    if (found) throw new Error(`${name} differs from ours at ${found}`);
  }
  return await interleaved(
    [
      { name: "JSON.parse, bare", run: () => JSON.parse(text) },
      { name: "JSON.parse", run: asked },
      { name: "ours", run: () => ours.getOrderList() },
      ...others,
    ],
    { ...rounds, batch: await turnsFor(asked, leastMs) },
  );
}
