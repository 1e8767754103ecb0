// The loopback server of all contestants. It sends recorded answers of the sandbox from a thread of its
// own, so neither a slow server nor a shared thread hides what a client costs. It also serves the pages.
// To a page it is the same origin, and stands for a shop's server that adds the access token.
import { Worker } from "node:worker_threads";
import { createSandbox } from "../sandbox/index.js";

/**
 * The arguments of each contestant's calls.
 *
 * @typedef {Awaited<ReturnType<typeof record>>["args"]} CallArguments
 */

/** Records one answer of each endpoint. */
async function record() {
  const sandbox = createSandbox();
  const { credentials, iccids, emails } = sandbox;
  const iccid = iccids.active;
  /** @type {Record<string, string>} */
  const answers = {};
  /** @param {string} path @param {RequestInit} [init] @param {string} [token] */
  async function recordAnswer(path, init, token) {
    const headers = new Headers(init?.headers);
    headers.set("accept", "application/json");
    if (token) headers.set("authorization", `Bearer ${token}`);
    const request = new Request(`http://sandbox${path}`, { ...init, headers });
    const response = await sandbox.fetch(request);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    answers[path.replace(/\?.*/, "")] = text;
    return JSON.parse(text);
  }
  /** @param {"topup" | "renewal"} kind @param {object} outcome */
  function recordPurchase(kind, outcome) {
    const data = { kind, state: "done", tries: 0, created_at: 0, ...outcome };
    answers[`/purchases.json ${kind}`] = JSON.stringify({ data, meta: { gateway: 1 } });
  }
  const grant = new URLSearchParams({ ...credentials, grant_type: "client_credentials" });
  const { data } = await recordAnswer("/customer/v2/token", { method: "POST", body: grant });
  const token = data.access_token;
  const offers = await recordAnswer(`/customer/v2/sims/${iccid}/topups`, {}, token);
  const package_id = /** @type {string} */ (offers.data[0].id);
  await recordAnswer(`/customer/v2/sims/${iccid}/packages`, {}, token);
  const include = /** @type {("sims" | "user" | "status")[]} */ (["sims", "user", "status"]);
  const limit = 25;
  await recordAnswer(`/customer/v2/orders?include=${include}&limit=${limit}`, {}, token);
  const body = new FormData();
  body.set("package_id", package_id);
  body.set("iccid", iccid);
  const order = await recordAnswer("/customer/v2/orders/topups", { method: "POST", body }, token);
  const renewal = { email: emails.subscriber };
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(renewal) };
  const renewed = await recordAnswer("/api/third-party/partner/renew-number/", init, token);
  // The same writes, as a gateway answers them.
  recordPurchase("topup", { order: order.data });
  recordPurchase("renewal", { renewal: renewed });
  return {
    answers,
    args: { credentials, iccid, order: { iccid, package_id }, list: { include, limit }, renewal },
  };
}

export async function startServer() {
  const { answers, args } = await record();
  const worker = new Worker(new URL("server-thread.mjs", import.meta.url), {
    workerData: answers,
  });
  const url = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return { url: /** @type {string} */ (url), args, close: () => worker.terminate() };
}
