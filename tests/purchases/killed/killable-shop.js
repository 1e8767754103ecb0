// A partner that answers slowly, and a worker in front of it that can be killed.
import { fileURLToPath } from "node:url";
import { purchaseRequest } from "../../gateway/purchase-request.js";
import { exchange, PURCHASES } from "../../gateway/rig.js";
import { startServer, workerd } from "../../gateway/server-process.js";
import { activeIccids, openAccount } from "../shared/account.js";
import { codesByReference } from "../shared/ledger.js";
import { plainOrder } from "../shared/plain-order.js";

/** @typedef {import("../shared/buyers.js").Outcome} Outcome */

/** The partner's delays: before it makes one order, and after it has made the next. */
const BEFORE_MS = 15;
const AFTER_MS = 40;
/** Calls per purchase for which the partner is slow. */
const SLOW_CALLS = 20;
/** After so long, every open purchase may be looked for, and no call is at work. */
const LATER_MS = 600_000;
const HEADERS = { Authorization: "Bearer shopper-ada", Accept: "application/json" };

/** The worker's files, as paths from `tests/`. @param {string} path */
const script = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * @param {object} options
 * @param {Awaited<ReturnType<typeof import("../../sandbox/server.js").startSandbox>>} options.pressone
 * @param {string} options.folder Keeps the worker's Durable Objects across restarts.
 * @param {string} options.world Name of the sandbox.
 * @param {string[]} options.scripts The worker's files, the entry first.
 * @param {number} options.purchases
 * @param {boolean} [options.plain] Without the gateway.
 */
export async function openShop({ pressone, folder, world, scripts, purchases, plain = false }) {
  const sandbox = pressone.worlds.get(world);
  addLatency(sandbox, SLOW_CALLS * purchases);
  const { token, offers } = await openAccount(`${pressone.url}/world/${world}`, sandbox);
  const bindings = {
    PRESSONE: pressone.url,
    TOKEN: token,
    CREDENTIALS: sandbox.credentials,
    SECRET: "a secret of the tests' own, and long enough",
    ESIMS: { ada: activeIccids(sandbox) },
    EMAILS: {},
  };
  const worker = startServer(workerd({ scripts: scripts.map(script), folder, bindings }));

  /** @param {import("../shared/buyers.js").Order} order */
  function requestOf({ reference, iccid, package_id, price }) {
    if (plain) return plainOrder({ reference, iccid, package_id });
    const order = { kind: "topup", iccid, package_id, price, description: reference };
    return { path: PURCHASES, init: purchaseRequest(reference, order) };
  }

  /** Sends an order to the worker. @type {import("../shared/buyers.js").Ask} */
  async function ask(order) {
    const { path, init } = requestOf(order);
    const headers = new Headers({ ...init.headers, ...HEADERS });
    const url = await worker.url();
    return outcomeOf(await exchange(url, `/${world}${path}`, { ...init, headers }));
  }

  /** The shop looks for the orders of all open purchases, after the pause between two looks. */
  async function recover() {
    if (plain) return;
    const init = { method: "POST", body: JSON.stringify({ args: [], aheadMs: LATER_MS }) };
    const answer = await fetch(`${await worker.url()}/${world}/direct/recoverPurchases`, init);
    if (!answer.ok) throw new Error(await answer.text());
  }

  return {
    worker,
    recover,
    sandbox,
    offers,
    ask,
    references: Array.from({ length: purchases }, (_, n) => `paid-ada-k${n}`),
    codes: () =>
      codesByReference(sandbox, (description) => /paid-ada-k\d+$/.exec(description)?.[0]),
  };
}

/** @param {import("../../../pkg-template/package/sandbox/index.js").Sandbox} sandbox @param {number} calls */
function addLatency({ faults }, calls) {
  for (let call = 0; call < calls; call += 1) {
    const timing = call % 2 ? { ms: AFTER_MS, after: true } : { ms: BEFORE_MS };
    faults.add({ endpoint: "submit", kind: "latency", ...timing });
  }
}

/** @param {{ status: number, body: any }} answer @returns {Outcome} */
function outcomeOf({ status, body }) {
  const { state, order, error } = body?.data ?? {};
  // The control returns PressOne's order.
  if (status === 200) return { code: order?.code ?? body.data.code };
  const message = `${status} ${JSON.stringify(body)}`;
  if (state === "open") return { kind: "outcome_unknown", message };
  const kind = status >= 500 ? "server" : (error?.kind ?? body?.code);
  return { kind: String(kind), message };
}
