// Calls of every kind in a cycle.
import { callKinds, outcomeOf } from "../fixtures/call-kinds.js";
import { ordersRequest } from "../fixtures/canned-fetch.js";
import { regularList } from "../fixtures/order-lists.js";
import { trackWasmMemory } from "./wasm-memory.js";

/** @typedef {import("../platforms/index.mjs").Host} Host */
/** @typedef {{ pages: () => number, callNext: () => Promise<void>, kinds: number }} Cycle */

/** @type {Promise<Cycle> | undefined} */
let cycle;

/** @param {Host} host @returns {Promise<Cycle>} */
async function startCycle(host) {
  const pages = trackWasmMemory();
  const kinds = Object.entries(await callKinds(host));
  let made = 0;
  const callNext = async () => {
    const [name, kind] = kinds[made++ % kinds.length] ?? [];
    if (!kind) throw new Error("there are no calls");
    const outcome = await outcomeOf(host.esim, kind.call);
    if (outcome !== kind.expected) {
      throw new Error(`${name}: ${outcome} instead of ${kind.expected}`);
    }
  };
  return { pages, callNext, kinds: kinds.length };
}

/**
 * Makes `count` further calls and returns the number of the module's pages after them.
 *
 * @param {Host} host
 * @param {number} count
 */
export async function calls(host, count) {
  cycle ??= startCycle(host);
  const { pages, callNext, kinds } = await cycle;
  for (let made = 0; made < count; made += 1) await callNext();
  return { pages: pages(), kinds };
}

const TEXT = regularList(5);

/**
 * The baseline: makes the platform objects of `count` calls without the package.
 *
 * @param {Host} host
 * @param {number} count
 */
export async function baseline({ baseUrl }, count) {
  for (let made = 0; made < count; made += 1) {
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
