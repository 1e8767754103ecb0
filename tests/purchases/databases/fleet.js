// Gateway processes of one shop, which share a store, and the buyers in front of them.

import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../../../pkg-template/package/sandbox/server.js";
import { purchaseRequest } from "../../gateway/purchase-request.js";
import { startServer } from "../../gateway/server-process.js";
import { openAccount } from "../shared/account.js";

const PROCESS = fileURLToPath(new URL("gateway-process.mjs", import.meta.url));
/** After so long, every open purchase may be looked for, and no call is at work. */
const LATER_MS = 3_600_000;
const PAUSE_MS = 100;
/** A buyer gives up after as many answers that say that the outcome is unknown. */
const MAX_UNKNOWN = 3;
/** No purchase takes so long unless it hangs. */
const HANG_MS = 90_000;

/**
 * @typedef {{ iccid: string, package_id: string, price: number }} Offer
 * @typedef {{ code: string } | { unknown: true } | { failed: string }} Ending
 */

/**
 * @param {import("../../stores/open-store.js").Description} store
 * @param {number} count the number of gateways
 */
export async function startFleet(store, count) {
  const pressone = await startSandbox({ balance: 10_000_000 });
  const { sandbox } = pressone;
  const { offers } = await openAccount(pressone.url, sandbox);
  const options = { pressone: pressone.url, credentials: sandbox.credentials, store };
  const command = { program: process.execPath, args: [PROCESS, JSON.stringify(options)] };
  const gateways = Array.from({ length: count }, () => startServer(command));
  await Promise.all(gateways.map((gateway) => gateway.url()));
  const counts = { calls: 0, unanswered: 0, refused: 0, longestMs: 0 };

  /**
   * Sends one call. Null if no answer came.
   *
   * @param {number} place
   * @param {string} path
   * @param {RequestInit} init
   */
  async function send(place, path, init) {
    const startedAt = performance.now();
    counts.calls += 1;
    try {
      const url = await gateways[place % count]?.url();
      const answer = await fetch(url + path, { ...init, signal: AbortSignal.timeout(HANG_MS) });
      return { status: answer.status, body: /** @type {any} */ (await answer.json()) };
    } catch {
      counts.unanswered += 1;
      return null;
    } finally {
      counts.longestMs = Math.max(counts.longestMs, performance.now() - startedAt);
    }
  }

  /**
   * Buys, and repeats the call until it is known how the purchase ended.
   *
   * @param {string} reference
   * @param {number} place the gateway
   * @returns {Promise<Ending>}
   */
  async function buy(reference, place) {
    // All buyers of a reference want the same.
    const number = Number(reference.replace(/\D/g, ""));
    const { iccid, package_id, price } = /** @type {Offer} */ (offers[number % offers.length]);
    const order = { kind: "topup", iccid, package_id, price, description: reference };
    const init = purchaseRequest(reference, order, { "X-Shopper": `of-${reference}` });
    let unknown = 0;
    for (const deadline = Date.now() + 2 * HANG_MS; Date.now() < deadline; await sleep(PAUSE_MS)) {
      const answer = await send(place, "/purchases", init);
      const { state, order: bought, error } = answer?.body?.data ?? {};
      if (answer?.status === 200) return { code: bought.code };
      if (state === "open") unknown += 1;
      if (unknown === MAX_UNKNOWN) return { unknown: true };
      if (state === "failed") return { failed: JSON.stringify(error) };
      if (answer) counts.refused += 1;
    }
    return { failed: "the purchase did not end" };
  }

  /** A call of the shop's own code. @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  async function direct(method, ...args) {
    const url = await gateways[0]?.url();
    const body = JSON.stringify({ args, aheadMs: LATER_MS });
    const answer = await fetch(`${url}/direct/${method}`, { method: "POST", body });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  return {
    buy,
    direct,
    counts,
    sandbox,
    pressone,
    offers,
    gateways,
    /** The orders in PressOne's ledger, by reference. */
    ordersOf() {
      /** @type {Map<string, { id: any, code: string }[]>} */
      const orders = new Map();
      for (const order of sandbox.ledger.orders) {
        const reference = String(order.description).split(":").at(-1) ?? "";
        orders.set(reference, [...(orders.get(reference) ?? []), /** @type {any} */ (order)]);
      }
      return orders;
    },
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.end()));
      await pressone.close();
    },
  };
}
