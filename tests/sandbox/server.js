import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { send, toRequest } from "./core/node-http.js";
import { createWorlds } from "./index.js";

/**
 * The sandbox behind a socket.
 *
 * @typedef {object} ServerOptions
 * @property {number} [port] 0: any free one.
 * @property {string} [host]
 * @property {boolean} [cors] Lets pages of other origins call it.
 * @property {boolean} [validate] Checks every exchange against the OpenAPI description; on unless told.
 *
 * @param {ServerOptions & Omit<import("./index.js").SandboxOptions, "basePath">} [options]
 */
export async function startSandbox(options = {}) {
  const { port = 0, host = "127.0.0.1", cors = false, validate = true, ...rest } = options;
  const settings = { ...rest.settings, cors };
  // Loaded only when wanted: it needs development dependencies.
  const observe = validate ? (await import("./validate.js")).createObserver() : undefined;
  const worlds = createWorlds({ ...(observe ? { observe } : {}), ...rest, settings });
  const server = createServer(async (message, response) => {
    try {
      const { outcome } = await worlds.handle(toRequest(message, url));
      send(response, outcome);
    } catch (error) {
      // The client went away before its request was complete.
      if (message.destroyed && !message.complete) return;
      // A bug of the sandbox itself; a silent hang would hide it.
      console.error(error);
      response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  return {
    url,
    sandbox: worlds.get(""),
    worlds,
    /** Ends every connection, hanging ones included. */
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      cors: { type: "boolean", default: false },
      shapes: { type: "string", default: "older" },
      "no-validate": { type: "boolean", default: false },
    },
  });
  const { port, host, cors, shapes } = values;
  const { url } = await startSandbox({
    port: Number(port),
    host,
    cors,
    shapes,
    validate: !values["no-validate"],
  });
  console.log(JSON.stringify({ url }));
}
