/** A server in front of the shop. A test stops it, as if the network were gone, and starts it again. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request } from "node:http";

const HOST = "127.0.0.1";

/** @typedef {Awaited<ReturnType<typeof startFront>>} Front */
/** @typedef {import("node:http").IncomingMessage} IncomingMessage */

/**
 * @param {string} shop its URL
 */
export async function startFront(shop) {
  const { port: shopPort } = new URL(shop);
  /** The answers that a test replaces, by their paths. @type {Map<string, { status: number, type: string, body: string }>} */
  const replaced = new Map();
  /** @type {{ path: string, moment: "before" | "after" } | undefined} */
  let end;

  const server = createServer((incoming, outgoing) => {
    const { method, url: path = "/", headers } = incoming;
    const replacement = replaced.get(path);
    if (replacement) {
      const { status, type, body } = replacement;
      outgoing.writeHead(status, { "Content-Type": type, "Cache-Control": "no-cache" }).end(body);
      return;
    }
    const ends = end && method === "POST" && path === end.path ? end : undefined;
    if (ends?.moment === "before") return void stop();
    // A connection of its own: the shop may close an idle one while a request begins.
    const options = { host: HOST, port: shopPort, path, method, headers, agent: false };
    const onward = request(options, (answer) => {
      if (ends) return void stop();
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });

  async function listen(port = 0) {
    server.listen(port, HOST);
    await once(server, "listening");
  }

  async function stop() {
    end = undefined;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }

  await listen();
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const { port } = address;
  return {
    url: `http://${HOST}:${port}/`,
    stop,
    stopped: () => server.listening && once(server, "close"),
    /** Starts again at the same address. */
    start: () => listen(port),
    /** Stops at the next `POST` to a path, before or after the shop has received it. @param {string} path @param {"before" | "after"} moment */
    stopAt(path, moment) {
      end = { path, moment };
    },
    /** Answers a path in the shop's place. @param {string} path @param {{ status: number, type: string, body: string }} answer */
    replace: (path, answer) => void replaced.set(path, answer),
    close: () => (server.listening ? stop() : undefined),
  };
}
