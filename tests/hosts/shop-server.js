// A shop's own server at its simplest: the files of a page, and PressOne's paths, passed on to the
// sandbox with a token that the page never sees.
import { request as ask, createServer } from "node:http";
import { pipeline } from "node:stream";

/** No more than the README says that a page needs. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
].join("; ");

/**
 * @param {object} options
 * @param {string} options.sandbox its URL
 * @param {(path: string) => Promise<Response | undefined>} options.file
 * @param {string} options.policy
 */
export async function startShop({ sandbox, file, policy }) {
  const passOn = passingOn(sandbox);
  /** @param {import("node:http").IncomingMessage} incoming @param {import("node:http").ServerResponse} outgoing */
  const answer = async (incoming, outgoing) => {
    const path = incoming.url ?? "/";
    if (path.startsWith("/world/")) return passOn(incoming, outgoing);
    const found = (await file(path)) ?? new Response("There is nothing here.\n", { status: 404 });
    outgoing.writeHead(found.status, {
      ...Object.fromEntries(found.headers),
      "Content-Security-Policy": policy,
    });
    outgoing.end(new Uint8Array(await found.arrayBuffer()));
  };
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error) => {
      console.error(error);
      outgoing.destroy();
    });
  });
  // Chromium itself sends a request again, a POST too, where a connection that it has used before
  // is cut: a lost answer would then mean two orders, whatever the page's script does.
  server.maxRequestsPerSocket = 1;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

/**
 * As it comes, both ways: connections that are cut or hang are so on both sides.
 *
 * @param {string} sandbox
 */
function passingOn(sandbox) {
  /** @type {Map<string, Promise<string>>} */
  const tokens = new Map();
  /** @param {import("node:http").IncomingMessage} incoming @param {import("node:http").ServerResponse} outgoing */
  return async (incoming, outgoing) => {
    const { method, url = "" } = incoming;
    const world = /^\/world\/[^/]+/.exec(url)?.[0] ?? "";
    const token = tokens.get(world) ?? newToken(sandbox + world);
    tokens.set(world, token);
    const authorization = `Bearer ${await token}`;
    const headers = { ...incoming.headers, authorization, connection: "close" };
    const onward = ask(sandbox + url, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: "close" });
      pipeline(answer, outgoing, () => {});
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  };
}

/** @param {string} base @returns {Promise<string>} */
async function newToken(base) {
  const { credentials } = await (await fetch(`${base}/__sandbox/examples`)).json();
  const answer = await fetch(`${base}/customer/v2/token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ ...credentials, grant_type: "client_credentials" }),
  });
  return (await answer.json()).data.access_token;
}
