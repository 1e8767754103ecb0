// What stands between a page and its gateway: it gives the page its files, passes requests on, and does
// to each POST what the order's reference says, once.
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { listFiles, serveFile } from "../../../www/server/static.mjs";
import { planIn, rowOf } from "./plan.js";
import { ROWS } from "./raw/rows.js";
import { listen } from "./raw/server.js";

/** @typedef {import("./raw/server.js").Call} Call */
/** @typedef {import("./raw/server.js").Answer} Answer */

const folderOf = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {() => Promise<string>} gateway where it is now; waits while it is not there
 * @param {ReturnType<typeof import("./reaper.js").reaper>["strike"]} strike ends the page
 */
export async function startHop(gateway, strike) {
  const files = await listFiles([
    { folder: folderOf("page"), at: "/page/" },
    { folder: folderOf("hosts"), at: "/hosts/" },
    { folder: folderOf("../../../pkg"), at: "/pkg/" },
  ]);
  /** @type {Map<string, number>} POSTs that came from the page's browser, by reference */
  const posts = new Map();

  /** @param {Call} call */
  async function file(call) {
    const [path = ""] = call.path.split("?");
    const found = await serveFile(files, path);
    if (!found) return call.answer({ status: 404 });
    const headers = Object.fromEntries(found.headers);
    return call.answer({ status: 200, headers, body: new Uint8Array(await found.arrayBuffer()) });
  }

  /** @param {Call} call */
  async function post(call) {
    const plan = planIn(call.headers["idempotency-key"] ?? call.body.toString("latin1"));
    if (!plan) throw new Error(`a purchase without a reference: ${call.path}`);
    const before = posts.get(plan.reference) ?? 0;
    posts.set(plan.reference, before + 1);
    if (before > 0) return call.answer(await passOn(await gateway(), call));
    const { row, made } = rowOf(plan.hop);
    const passed = made ? passOn(await gateway(), call) : Promise.resolve({ status: 500 });
    // Nobody may be left to wait for it.
    passed.catch(() => {});
    if (plan.harm.endsWith("sent") && strike(plan)) return undefined;
    await ROWS[row]?.(call, await passed);
    return plan.harm.endsWith("told") && strike(plan);
  }

  const { url, close } = await listen(async (call) => {
    if (/^.(page|hosts|pkg|favicon)\b/.test(call.path)) return file(call);
    try {
      if (call.method === "POST") return await post(call);
      return call.answer(await passOn(await gateway(), call));
    } catch {
      // The gateway was killed meanwhile: as a proxy does, it lets the page know by its connection.
      return call.socket.resetAndDestroy();
    }
  });
  return { url, close, posts };
}

const OF_THE_HOP = ["connection", "keep-alive", "transfer-encoding", "content-length"];

/**
 * The whole request on a connection of its own, and the whole answer.
 *
 * @param {string} url
 * @param {Call} call
 * @returns {Promise<Answer>}
 */
function passOn(url, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const onward = { hostname, port, method, path, headers, agent: false };
    const sent = request(onward, (answer) => {
      /** @type {Buffer[]} */
      const parts = [];
      answer.on("error", reject);
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const pairs = Object.entries(answer.headers).filter(([name]) => !OF_THE_HOP.includes(name));
        resolve({
          status: answer.statusCode ?? 500,
          headers: Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(parts),
        });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
