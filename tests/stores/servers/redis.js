// Redis, and an imitation of Upstash's REST server in front of it.
import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { createClient } from "redis";
import { REDIS_SERVER } from "../../../pkg-template/tools/databases.mjs";
import { serverPort } from "../../server-port.js";
import { createServerProcess, serverFolder } from "./process.js";

const DURABLE = { appendonly: "yes", appendfsync: "always", "maxmemory-policy": "noeviction" };

/** @param {number} port */
async function answersPing(port) {
  const client = createClient({
    url: `redis://127.0.0.1:${port}`,
    socket: { reconnectStrategy: false },
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

/** Starts a new Redis server. @param {{ settings?: Record<string, string> }} [options] */
export async function startRedis({ settings = {} } = {}) {
  const port = await serverPort();
  const { folder, remove } = serverFolder("redis");
  const all = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    ...DURABLE,
    ...settings,
  };
  const server = createServerProcess({
    program: REDIS_SERVER,
    args: Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
    port,
    folder,
    isReady: () => answersPing(port),
  });
  await server.start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    pause: server.pause,
    resume: server.resume,
    /** Ends the server without a warning, and starts it again. */
    async crash() {
      await server.kill();
      await server.start();
    },
    async close() {
      await server.kill();
      remove();
    },
  };
}

/** @param {unknown} value @returns {unknown} */
function encode(value) {
  if (typeof value === "string") return Buffer.from(value).toString("base64");
  return Array.isArray(value) ? value.map(encode) : value;
}

/** Serves Redis as Upstash does: each request is a command, and texts are in base64. @param {string} url */
export async function startUpstash(url) {
  const client = createClient({ url });
  client.on("error", () => {});
  await client.connect();
  /** @param {string[]} command @param {boolean} inBase64 */
  async function run(command, inBase64) {
    try {
      const result = await client.sendCommand(command.map(String));
      return { result: inBase64 ? encode(result) : result };
    } catch (error) {
      return { error: /** @type {Error} */ (error).message };
    }
  }
  const server = createServer(async (request, response) => {
    const body = /** @type {any} */ (await json(request));
    const inBase64 = request.headers["upstash-encoding"] === "base64";
    const isPipeline = request.url?.endsWith("/pipeline");
    const answer = isPipeline
      ? await Promise.all(body.map((/** @type {string[]} */ each) => run(each, inBase64)))
      : await run(body, inBase64);
    response.writeHead("error" in answer ? 400 : 200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      client.destroy();
    },
  };
}
