// A store that processes share: the memory of one process, over HTTP on a loopback address.
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { listen } from "../../../pkg-template/package/sandbox/node-http.js";
import { createLeaseLock } from "../../../pkg-template/package/stores/lease-lock.js";
import { memoryStore } from "../../../pkg-template/package/stores/memory.js";
import { installClock } from "../shared/clock.js";

installClock();

/** A process that was killed blocks the others for this time. */
export const LEASE_MS = 1_000;
const METHODS = ["get", "getMany", "put", "delete", "compareAndSet", "increment", "keys"];

/** Starts the store in this process, whose clock is its clock. */
export async function start() {
  const store = memoryStore();
  const server = createServer(async (request, response) => {
    try {
      const [method, args] = /** @type {[string, unknown[]]} */ (await json(request));
      if (!METHODS.includes(method)) throw new TypeError(`no such method: ${method}`);
      const value = await /** @type {any} */ (store)[method](...args);
      response.end(JSON.stringify(value ?? null));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  const { url, close } = await listen(server);
  return { url, stop: close };
}

/**
 * Opens the store in a process.
 *
 * @param {{ url: string }} options
 * @returns {import("pressone-esim/stores").Store}
 */
export function open({ url }) {
  /** @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  async function call(method, ...args) {
    const response = await fetch(url, { method: "POST", body: JSON.stringify([method, args]) });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text);
  }
  const leases = {
    /** @param {string} name @param {string} owner @param {number} ttlMs */
    acquire: (name, owner, ttlMs) => call("compareAndSet", `lock/${name}`, null, owner, { ttlMs }),
    /** @param {string} name @param {string} owner @param {number} ttlMs */
    renew: (name, owner, ttlMs) => call("compareAndSet", `lock/${name}`, owner, owner, { ttlMs }),
    /** @param {string} name @param {string} owner */
    release: (name, owner) => call("compareAndSet", `lock/${name}`, owner, null),
  };
  return {
    durability: "full",
    get: (key) => call("get", key),
    getMany: (keys) => call("getMany", keys),
    put: (key, value, options = {}) => call("put", key, value, options),
    delete: (key) => call("delete", key),
    compareAndSet: (key, expected, value, options = {}) =>
      call("compareAndSet", key, expected, value, options),
    increment: (key, options) => call("increment", key, options),
    keys: (prefix, options = {}) => call("keys", prefix, options),
    lock: createLeaseLock(leases, { leaseMs: LEASE_MS }),
  };
}
