// The server that all contestants talk to: the sandbox's own answers, recorded once and sent as they
// are, by a thread of its own. What a client costs is not hidden behind a slow server, nor behind
// one that shares its thread. It also serves the pages, and is the same origin to them: there it
// stands for a shop's server that adds the access token, for everyone alike.
import { Worker } from "node:worker_threads";
import { createSandbox } from "../sandbox/index.js";

/**
 * What each contestant asks for.
 *
 * @typedef {Awaited<ReturnType<typeof record>>["asked"]} Asked
 */

/** One answer of each endpoint. */
async function record() {
  const sandbox = createSandbox();
  const { credentials, iccids, emails } = sandbox;
  const iccid = iccids.active;
  /** @type {Record<string, string>} */
  const answers = {};
  /** @param {string} path @param {RequestInit} [init] @param {string} [token] */
  async function ask(path, init, token) {
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
  const { data } = await ask("/customer/v2/token", { method: "POST", body: grant });
  const token = data.access_token;
  const offers = await ask(`/customer/v2/sims/${iccid}/topups`, {}, token);
  const package_id = /** @type {string} */ (offers.data[0].id);
  await ask(`/customer/v2/sims/${iccid}/packages`, {}, token);
  const include = /** @type {("sims" | "user" | "status")[]} */ (["sims", "user", "status"]);
  const limit = 25;
  await ask(`/customer/v2/orders?include=${include}&limit=${limit}`, {}, token);
  const body = new FormData();
  body.set("package_id", package_id);
  body.set("iccid", iccid);
  await ask("/customer/v2/orders/topups", { method: "POST", body }, token);
  const renewal = { email: emails.subscriber };
  const headers = { "content-type": "application/json" };
  const renewed = { method: "POST", headers, body: JSON.stringify(renewal) };
  await ask("/api/third-party/partner/renew-number/", renewed, token);
  return {
    answers,
    asked: { credentials, iccid, order: { iccid, package_id }, list: { include, limit }, renewal },
  };
}

/** Starts it. */
export async function startServer() {
  const { answers, asked } = await record();
  const worker = new Worker(new URL("server-thread.mjs", import.meta.url), {
    workerData: answers,
  });
  const url = await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return { url: /** @type {string} */ (url), asked, close: () => worker.terminate() };
}
