// An HTTP server that passes complete requests and their sockets to a test, which decides what happens
// to the connection.
import { createServer } from "node:net";
import { parseRequest } from "./request.js";

/**
 * @typedef {import("node:net").Socket} Socket
 * @typedef {import("./request.js").RawRequest & Connection} Call
 *
 * @typedef {object} Connection
 * @property {Socket} socket
 * @property {boolean} reused True if the connection has carried a request before.
 * @property {(answer: Answer, close?: boolean) => void} answer Answers correctly.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} [headers]
 * @property {Uint8Array | string} [body]
 */

/** @param {Answer} answer @param {boolean} close */
export function serializeAnswer({ status, headers = {}, body = "" }, close) {
  const bytes = Buffer.from(body);
  const all = {
    ...headers,
    "content-length": String(bytes.length),
    connection: close ? "close" : "keep-alive",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} \r\n${lines.join("")}\r\n`), bytes]);
}

/**
 * Serves the requests of one connection, one after the other.
 *
 * @param {Socket} socket
 * @param {(call: Call) => Promise<unknown>} serve
 */
function serveConnection(socket, serve) {
  /** @type {Buffer} */
  let bytes = Buffer.alloc(0);
  let served = 0;
  let busy = false;

  /** @param {Answer} answer @param {boolean} [close] */
  function answer(answer, close = false) {
    if (close) socket.end(serializeAnswer(answer, true));
    else socket.write(serializeAnswer(answer, false));
    busy = false;
    serveNext();
  }

  function serveNext() {
    const parsed = busy ? undefined : parseRequest(bytes);
    if (!parsed) return;
    bytes = parsed.rest;
    busy = true;
    const reused = served > 0;
    served += 1;
    serve({ ...parsed.request, socket, reused, answer }).catch((error) => {
      console.error(error);
      socket.destroy();
    });
  }

  socket.on("data", (part) => {
    bytes = Buffer.concat([bytes, part]);
    serveNext();
  });
}

/** Starts a server on a free port. @param {(call: Call) => Promise<unknown>} serve */
export async function listen(serve) {
  /** @type {Set<Socket>} */
  const sockets = new Set();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    // Broken connections are expected.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    serveConnection(socket, serve);
  });
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
        for (const socket of sockets) socket.destroy();
      }),
  };
}
