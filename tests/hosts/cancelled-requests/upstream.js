// A slow PressOne for one eSIM per visitor. It holds the requests that the test wants to hold.
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** An eSIM of this test. The boundary of a multipart body may be as many digits. */
const ICCID = /89000\d{14}/;

/**
 * @param {(iccid: string, step: number) => boolean} holds True if this request of a visitor is never
 *   answered. `step` counts the requests for one eSIM from 1.
 * @param {(iccid: string) => void} onClosed Called if the worker closes a held request.
 * @param {(url: string) => boolean} holdsShared The same for a request that visitors share.
 */
export async function startUpstream(holds, onClosed, holdsShared) {
  /** @type {Map<string, number>} */
  const steps = new Map();
  const server = createServer(async (request, response) => {
    const url = decodeURIComponent(request.url ?? "");
    const body = await text(request);
    response.setHeader("content-type", "application/json");
    if (holdsShared(url)) return;
    if (url.endsWith("/token")) {
      return response.end('{"data":{"access_token":"t","expires_in":3600}}');
    }
    const iccid = ICCID.exec(url + body)?.[0] ?? "";
    const step = (steps.get(iccid) ?? 0) + 1;
    steps.set(iccid, step);
    if (holds(iccid, step)) return response.once("close", () => onClosed(iccid));
    // Answers come while other requests are reset.
    await sleep(Number(iccid.slice(-2)) % 40);
    return response.end(JSON.stringify(answer(request.method, url, iccid)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {string | undefined} method @param {string} url @param {string} iccid */
function answer(method, url, iccid) {
  const name = `of-${iccid}`;
  const order = { id: 1, code: name, price: 1, created_at: "2026-01-01" };
  if (url.endsWith("/packages")) return { data: [{ status: "ACTIVE", package: { id: name } }] };
  if (method === "POST") return { data: order };
  if (url.includes("/topups")) {
    return { data: [{ id: name, title: "x", price: 1, amount: 1, day: 1 }] };
  }
  return { data: [{ ...order, package_id: name, type: "topup" }] };
}
