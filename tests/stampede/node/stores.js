// The stores that the processes of a stampede can share, by name.
import * as memoryHttp from "./memory-http.js";

/** @typedef {import("pressone-esim/stores").Store} Store */
/**
 * @typedef {object} SharedStore
 * @property {() => Promise<{ options: any, stop: () => Promise<unknown> }>} start Starts the server in the
 *   test's process. `options` are JSON.
 * @property {(options: any) => Store | Promise<Store>} open Opens the store in another process.
 */

/** @type {Record<string, SharedStore>} */
export const STORES = { "memory-http": memoryHttp };
