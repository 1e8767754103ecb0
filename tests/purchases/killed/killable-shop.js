// A partner that answers slowly, and a worker in front of it that can be killed.
import { fileURLToPath } from "node:url";
import { exchange, multipart, TOPUPS } from "../../gateway/rig.js";
import { startServer, workerd } from "../../gateway/server-process.js";
import { activeIccids, openAccount } from "../shared/account.js";
import { codesByReference } from "../shared/ledger.js";

/** @typedef {import("../shared/buyers.js").Outcome} Outcome */

/** The partner's delays: before it makes one order, and after it has made the next. */
const BEFORE_MS = 15;
const AFTER_MS = 40;
/** Calls per purchase for which the partner is slow. */
const SLOW_CALLS = 20;
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
 */
export async function openShop({ pressone, folder, world, scripts, purchases }) {
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

  /** Sends an order to the worker. @type {import("../shared/buyers.js").Ask} */
  async function ask({ reference, iccid, package_id }) {
    const order = { iccid, package_id, description: reference };
    const { headers, ...init } = multipart(Object.entries(order));
    const all = new Headers({ ...headers, ...HEADERS, "Idempotency-Key": reference });
    const url = await worker.url();
    return outcomeOf(await exchange(url, `/${world}${TOPUPS}`, { ...init, headers: all }));
  }

  return {
    worker,
    sandbox,
    offers,
    ask,
    references: Array.from({ length: purchases }, (_, n) => `paid-ada-k${n}`),
    codes: () =>
      codesByReference(sandbox, (description) => /paid-ada-k\d+$/.exec(description)?.[0]),
  };
}

/** @param {import("../../sandbox/index.js").Sandbox} sandbox @param {number} calls */
function addLatency({ faults }, calls) {
  for (let call = 0; call < calls; call += 1) {
    const timing = call % 2 ? { ms: AFTER_MS, after: true } : { ms: BEFORE_MS };
    faults.add({ endpoint: "submit", kind: "latency", ...timing });
  }
}

/** @param {{ status: number, body: any }} answer @returns {Outcome} */
function outcomeOf({ status, body }) {
  if (status === 200) return { code: body.data.code };
  const message = `${status} ${JSON.stringify(body)}`;
  if (body?.code === "outcome_unknown" && status === 502) return { kind: body.code, message };
  return { kind: status >= 500 ? "server" : String(body?.code), message };
}
