// A forwarding HTTP proxy between Chromium and the server of wasm-bindgen's test runner.
//
// The runner's server starts four threads and may queue a fifth connection behind the other four.
// A browser keeps its connections open, so a queued connection is never answered. The proxy sends
// each request over a connection of its own, and at most three at a time.
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { pipeline } from "node:stream";

/** One less than the threads of the runner's server. */
const MAX_CONNECTIONS = 3;

/** @returns {Promise<{ port: number, close: () => void }>} */
export async function startRunnerProxy() {
  // An agent without `keepAlive` closes each connection after its response, and queues the rest.
  const agent = new Agent({ keepAlive: false, maxTotalSockets: MAX_CONNECTIONS });
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = "" } = incoming;
    // Chromium's own requests to other hosts stay here.
    if (!url.startsWith("http://127.0.0.1:")) return outgoing.writeHead(403).end();
    const options = { method, agent, headers: { ...headers, connection: "close" } };
    const onward = request(url, options, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      pipeline(response, outgoing, () => {});
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    return incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
