// The ways in which an answer to a POST goes wrong over HTTP/1.1. Some make an engine send the POST
// again by itself, some make a careless client do so, and none says whether it took effect.
import { setTimeout as pause } from "node:timers/promises";
import { written } from "./server.js";

/** @typedef {import("./server.js").Call} Call */
/** @typedef {import("./server.js").Answer} Answer */

const HTML = { "content-type": "text/html" };
const page = (/** @type {number} */ status, headers = {}) => ({
  status,
  headers: { ...HTML, ...headers },
  body: `<!doctype html><title>${status}</title>`,
});
/** So that the other side has read what came before the connection breaks. */
const READ_MS = 20;

/** @param {number} status @param {Record<string, string>} [headers] @param {boolean} [close] */
const status =
  (status, headers = {}, close = false) =>
  (/** @type {Call} */ call) =>
    call.answer(page(status, headers), close);

/** @type {Record<string, (call: Call, real: Answer) => unknown>} */
export const ROWS = {
  plain: (call, real) => call.answer(real),
  fin: ({ socket }) => socket.end(),
  rst: ({ socket }) => socket.resetAndDestroy(),
  async half({ socket }) {
    socket.write("HTTP/1.1 20");
    await pause(READ_MS);
    socket.resetAndDestroy();
  },
  async cut({ socket }, real) {
    const whole = written(real, false);
    const head = whole.indexOf("\r\n\r\n") + 4;
    socket.write(whole.subarray(0, Math.ceil((head + whole.length) / 2)));
    await pause(READ_MS);
    socket.resetAndDestroy();
  },
  s408: status(408, {}, true),
  s421: status(421),
  s425: status(425),
  s500: status(500),
  s503: status(503, { "retry-after": "0" }),
  r307: (call) => call.answer(page(307, { location: call.path })),
  r308: (call) => call.answer(page(308, { location: call.path })),
  garbled: status(200),
  silent: () => {},
};
