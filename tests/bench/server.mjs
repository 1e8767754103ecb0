// The loopback server of all contestants. It sends recorded answers of the sandbox from a thread of its
// own, so neither a slow server nor a shared thread hides what a client costs. It also serves the pages.
// To a page it is the same origin, and stands for a shop's server that adds the access token.
import { Worker } from "node:worker_threads";
import { createSandbox } from "../../pkg-template/package/sandbox/index.js";

/**
 * The arguments of each contestant's calls.
 *
 * @typedef {Awaited<ReturnType<typeof record>>["args"]} CallArguments
 */

/** Records one answer of each endpoint. */
async function record() {
  const sandbox = createSandbox();
  const { credentials, iccids } = sandbox;
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
  // The same order, as a gateway answers it.
  const done = { kind: "topup", state: "done", tries: 0, created_at: 0, order: order.data };
  answers["/purchases.json"] = JSON.stringify({ data: done, meta: { gateway: 1 } });
  return {
    answers,
    args: { credentials, iccid, order: { iccid, package_id }, list: { include, limit } },
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
