// The proxy between a page and its gateway. It serves the page's files, forwards requests, and injects
// the fault in an order's reference into the answer to the order's first POST.
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { listFiles, serveFile } from "../../../www/server/static.mjs";
import { findPlan, parseFault, parsePageKillPoint } from "./purchase-plan.js";
import { ANSWER_FAULTS } from "./raw-http/answer-faults.js";
import { listen } from "./raw-http/server.js";

/** @typedef {import("./raw-http/server.js").Call} Call */
/** @typedef {import("./raw-http/server.js").Answer} Answer */
/** @typedef {Awaited<ReturnType<typeof listFiles>>} Files */

const folder = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {() => Promise<string>} gatewayUrl Waits while the gateway restarts.
 * @param {import("./killer.js").Killer["kill"]} kill Kills a part of the page's browser.
 */
export async function startProxy(gatewayUrl, kill) {
  const files = await listFiles([
    { folder: folder("page"), at: "/page/" },
    { folder: folder("seller"), at: "/seller/" },
    { folder: folder("../shared"), at: "/shared/" },
    { folder: folder("../../../pkg"), at: "/pkg/" },
  ]);
  /** The number of POSTs that the browser sent, by reference. @type {Map<string, number>} */
  const posts = new Map();

  /** @param {Call} call */
  async function servePost(call) {
    const plan = findPlan(call.headers["idempotency-key"] ?? call.body.toString("latin1"));
    if (!plan) throw new Error(`a purchase without a reference: ${call.path}`);
    const before = posts.get(plan.reference) ?? 0;
    posts.set(plan.reference, before + 1);
    if (before > 0) return call.answer(await forward(await gatewayUrl(), call));
    const { kind, ordered } = parseFault(plan.front);
    const { moment } = parsePageKillPoint(plan.killPoint);
    const answer = ordered ? forward(await gatewayUrl(), call) : Promise.resolve({ status: 500 });
    // After a kill, this function does not wait for the answer.
    answer.catch(() => {});
    if (moment === "request" && kill(plan)) return undefined;
    await ANSWER_FAULTS[kind]?.(call, await answer);
    return moment === "answer" && kill(plan);
  }

  const { url, close } = await listen(async (call) => {
    if (/^.(page|seller|shared|pkg|favicon)\b/.test(call.path)) return serveStatic(files, call);
    try {
      if (call.method === "POST") return await servePost(call);
      return call.answer(await forward(await gatewayUrl(), call));
    } catch {
      // The gateway was killed. The proxy resets the page's connection.
      return call.socket.resetAndDestroy();
    }
  });
  return { url, close, posts };
}

/** @param {Files} files @param {Call} call */
async function serveStatic(files, call) {
  const [path = ""] = call.path.split("?");
  const file = await serveFile(files, path);
  if (!file) return call.answer({ status: 404 });
  const headers = Object.fromEntries(file.headers);
  return call.answer({ status: 200, headers, body: new Uint8Array(await file.arrayBuffer()) });
}

const HOP_BY_HOP_HEADERS = ["connection", "keep-alive", "transfer-encoding", "content-length"];

/**
 * Forwards a request on a connection of its own.
 *
 * @param {string} url
 * @param {Call} call
 * @returns {Promise<Answer>}
 */
function forward(url, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const options = { hostname, port, method, path, headers, agent: false };
    const forwarded = request(options, (answer) => {
      /** @type {Buffer[]} */
      const parts = [];
      answer.on("error", reject);
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const endToEnd = Object.entries(answer.headers).filter(
          ([name]) => !HOP_BY_HOP_HEADERS.includes(name),
        );
        resolve({
          status: answer.statusCode ?? 500,
          headers: Object.fromEntries(endToEnd.map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(parts),
        });
      });
    });
    forwarded.on("error", reject);
    forwarded.end(body);
  });
}
