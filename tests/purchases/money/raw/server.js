// A server that hands over whole requests and the sockets they came on: what becomes of a connection
// is the tests' own affair.
import { createServer } from "node:net";
import { takeRequest } from "./request.js";

/**
 * @typedef {import("./request.js").RawRequest & Connection} Call
 * @typedef {object} Connection
 * @property {import("node:net").Socket} socket
 * @property {boolean} reused whether the connection has carried a request before
 * @property {(answer: Answer, close?: boolean) => void} answer as a server should
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} [headers]
 * @property {Uint8Array | string} [body]
 */

/** @param {Answer} answer @param {boolean} close */
export function written({ status, headers = {}, body = "" }, close) {
  const bytes = Buffer.from(body);
  const all = {
    ...headers,
    "content-length": String(bytes.length),
    connection: close ? "close" : "keep-alive",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} \r\n${lines.join("")}\r\n`), bytes]);
}

/** @param {(call: Call) => Promise<unknown>} serve */
export async function listen(serve) {
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    // Connections break here all the time.
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    /** @type {Buffer} */
    let bytes = Buffer.alloc(0);
    let served = 0;
    let busy = false;
    const next = () => {
      const taken = busy ? undefined : takeRequest(bytes);
      if (!taken) return;
      bytes = taken.rest;
      busy = true;
      const reused = served > 0;
      served += 1;
      /** @type {Connection["answer"]} */
      const answer = (full, close = false) => {
        if (close) socket.end(written(full, true));
        else socket.write(written(full, false));
        busy = false;
        next();
      };
      serve({ ...taken.request, socket, reused, answer }).catch((error) => {
        console.error(error);
        socket.destroy();
      });
    };
    socket.on("data", (part) => {
      bytes = Buffer.concat([bytes, part]);
      next();
    });
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
