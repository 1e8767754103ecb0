// Calls of every kind, one after the other, for as long as the caller likes.
import { regularList } from "../orders.js";
import { ordersRequest } from "../prepared.js";
import { openShop, outcome } from "../shop.js";
import { watchMemory } from "../watch-memory.js";

/** @typedef {import("../platforms.mjs").Host} Host */

/** @type {Promise<{ pages: () => number, turn: () => Promise<void>, kinds: number }> | undefined} */
let running;

/** @param {Host} host */
async function begin(host) {
  const pages = watchMemory();
  const { kinds } = await openShop(host);
  const list = Object.entries(kinds);
  let made = 0;
  const turn = async () => {
    const [name, kind] = list[made++ % list.length] ?? [];
    if (!kind) throw new Error("there are no calls");
    const found = await outcome(host.esim, kind.call);
    if (found !== kind.expected) throw new Error(`${name}: ${found} instead of ${kind.expected}`);
  };
  return { pages, turn, kinds: list.length };
}

/**
 * Makes so many calls and tells how many pages the module has then.
 *
 * @param {Host} host
 * @param {number} calls
 */
export async function calls(host, calls) {
  running ??= begin(host);
  const { pages, turn, kinds } = await running;
  for (let made = 0; made < calls; made += 1) await turn();
  return { pages: pages(), kinds };
}

const TEXT = regularList(5);

/**
 * As many calls of nobody: the objects of the platform alone that a call is made of. What they leave
 * behind is the platform's.
 *
 * @param {Host} host
 * @param {number} calls
 */
export async function nothing({ baseUrl }, calls) {
  for (let made = 0; made < calls; made += 1) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 30_000);
    const request = new Request(ordersRequest(baseUrl), { signal: controller.signal });
    if (made % 10 === 0) controller.abort();
    const response = new Response(TEXT, { status: request.signal.aborted ? 500 : 200 });
    response.headers.get("retry-after");
    JSON.parse(await response.text());
    clearTimeout(timer);
  }
  return { pages: 0, kinds: 1 };
}
