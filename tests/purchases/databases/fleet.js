// Gateway processes of one shop, which share a store, and the buyers in front of them.

import process from "node:process";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../../../pkg-template/package/sandbox/server.js";
import { purchaseRequest } from "../../gateway/purchase-request.js";
import { startServer } from "../../gateway/server-process.js";
import { openAccount } from "../shared/account.js";
import { askUntilSettled } from "../shared/buyers.js";
import { codesByReference } from "../shared/ledger.js";

const PROCESS = fileURLToPath(new URL("gateway-process.mjs", import.meta.url));
/** After so long, every open purchase may be looked for, and no call is at work. */
const LATER_MS = 3_600_000;
/** A buyer gives up after as many answers that say that the outcome is unknown. */
const MAX_UNKNOWN = 3;
/** No call takes so long unless it hangs. */
const HANG_MS = 90_000;

/**
 * @typedef {import("../shared/buyers.js").Offer} Offer
 * @typedef {import("../shared/buyers.js").Outcome} Outcome
 */

/** @param {{ status: number, body: any }} answer of a gateway @returns {Outcome} */
function outcomeOf({ status, body }) {
  const { state, order, error } = body?.data ?? {};
  if (status === 200) return { code: order.code };
  const message = JSON.stringify(error ?? body);
  if (state === "open") return { kind: "outcome_unknown", message };
  // An answer without a state says nothing of the purchase.
  return { kind: state ?? "in_progress", message };
}

/**
 * @param {import("../../stores/open-store.js").Description} store
 * @param {number} count the number of gateways
 * @param {number} [timeoutMs] of a call of the partner client
 */
export async function startFleet(store, count, timeoutMs = 30_000) {
  const pressone = await startSandbox({ balance: 10_000_000 });
  const { sandbox } = pressone;
  const { offers } = await openAccount(pressone.url, sandbox);
  const options = { pressone: pressone.url, credentials: sandbox.credentials, store, timeoutMs };
  const command = { program: process.execPath, args: [PROCESS, JSON.stringify(options)] };
  const gateways = Array.from({ length: count }, () => startServer(command));
  await Promise.all(gateways.map((gateway) => gateway.url()));
  const counts = { calls: 0, unanswered: 0, longestMs: 0 };

  /**
   * Sends one call. Rejects if no answer comes.
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
    } catch (error) {
      counts.unanswered += 1;
      throw error;
    } finally {
      counts.longestMs = Math.max(counts.longestMs, performance.now() - startedAt);
    }
  }

  /**
   * Buys, and repeats the call until it is known how the purchase ended.
   *
   * @param {string} reference
   * @param {number} place the gateway
   */
  async function buy(reference, place) {
    // All buyers of a reference want the same.
    const number = Number(reference.replace(/\D/g, ""));
    const { iccid, package_id, price } = /** @type {Offer} */ (offers[number % offers.length]);
    const order = { kind: "topup", iccid, package_id, price, description: reference };
    const init = purchaseRequest(reference, order, { "X-Shopper": `of-${reference}` });
    const ask = async () => outcomeOf(await send(place, "/purchases", init));
    return (await askUntilSettled(ask, MAX_UNKNOWN)).outcome;
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
    /** The codes of the orders in PressOne's ledger, by reference. */
    codes: () => codesByReference(sandbox, (description) => description.split(":").at(-1)),
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.end()));
      await pressone.close();
    },
  };
}
