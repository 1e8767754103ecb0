/** A sandbox over HTTP. */
import { createServer } from "node:http";
import { jsonOutcome } from "./core/outcome.js";
import { createWorlds } from "./core/worlds.js";
import { listen, sendOutcome, toRequest } from "./node-http.js";

/** Methods that no `Request` of fetch can have. */
const UNREADABLE = ["CONNECT", "TRACE", "TRACK"];

/** @param {import("./server.d.ts").ServerOptions & import("./core/sandbox.js").Observing} [options] */
export async function startSandbox(options = {}) {
  const { port = 0, host = "127.0.0.1", cors = false, ...rest } = options;
  const worlds = createWorlds({ ...rest, settings: { ...rest.settings, cors } });
  const server = createServer(async (message, response) => {
    if (UNREADABLE.includes(message.method ?? "")) {
      const why = `${message.method} is not allowed`;
      sendOutcome(response, jsonOutcome({ sandbox_violation: why }, 405, { allow: "GET, POST" }));
      return;
    }
    try {
      const { outcome } = await worlds.handle(toRequest(message, url));
      sendOutcome(response, outcome);
    } catch (error) {
      // The client closed the connection before its request was complete.
      if (message.destroyed && !message.complete) return;
      // A bug of the sandbox. Without an answer the client would wait, and the bug would stay unseen.
      console.error(error);
      response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    }
  });
  const { url, close } = await listen(server, { port, host });
  return { url, sandbox: worlds.get(""), worlds, close };
}
