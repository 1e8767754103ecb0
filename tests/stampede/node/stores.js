// The stores that the processes of a stampede can share, by name.
import * as memoryHttp from "./memory-http.js";

/** @typedef {import("pressone-esim/stores").Store} Store */
/**
 * @typedef {object} Server
 * @property {any} options for `open`, as JSON
 * @property {(ms: number) => unknown} advance Sets the store's clock forward.
 * @property {() => Promise<unknown>} stop
 *
 * @typedef {object} SharedStore
 * @property {() => Promise<Server>} start Starts the server for a test.
 * @property {(options: any) => Store | Promise<Store>} open Opens the store in a process of the shop.
 */

/** @type {Record<string, SharedStore>} */
export const STORES = { "memory-http": memoryHttp };
