import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createWorlds } from "./index.js";
import { listen, sendOutcome, toRequest } from "./node-http.js";

/**
 * Starts an HTTP server with sandboxes.
 *
 * @typedef {object} ServerOptions
 * @property {number} [port] 0, the default: a free one.
 * @property {string} [host]
 * @property {boolean} [cors] Lets pages of other origins call the sandboxes.
 * @property {boolean} [validate] Checks every exchange against the OpenAPI description; true by default.
 *
 * @param {ServerOptions & Omit<import("./index.js").SandboxOptions, "basePath">} [options]
 */
export async function startSandbox(options = {}) {
  const { port = 0, host = "127.0.0.1", cors = false, validate = true, ...rest } = options;
  const settings = { ...rest.settings, cors };
  // The validator needs development dependencies, so it is loaded on demand.
  const observe = validate ? (await import("./validate.js")).createObserver() : undefined;
  const worlds = createWorlds({ ...(observe ? { observe } : {}), ...rest, settings });
  const server = createServer(async (message, response) => {
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
