// The platforms that run a job: a process of Node, a page of Chromium with and without a strict content
// security policy, and workerd.
import { openChromiumSession } from "./chromium.mjs";
import { openNodeSession } from "./node.mjs";
import { openWorkerdSession } from "./workerd.mjs";

/**
 * A job is a file of `jobs/` that a measurement names. It exports functions of a `Host` and one JSON
 * argument that return JSON. A job may keep state between two calls.
 *
 * @typedef {object} Host
 * @property {typeof import("../../../pkg/index.js")} esim the package, as the platform imports it
 * @property {string | Uint8Array | WebAssembly.Module} serdeModule the module of the contestant in Rust
 * @property {string} baseUrl a base URL that a client of this platform accepts; no server is there
 *
 * @typedef {object} Session
 * @property {(name: string, argument?: unknown) => Promise<any>} call Calls a function of the job.
 * @property {() => Promise<number>} heap Returns the bytes of JavaScript objects after a full garbage
 * collection.
 * @property {() => Promise<void>} close
 *
 * @typedef {"Node" | "Chromium" | "Chromium, strict page" | "workerd"} Platform
 */

/** The minimum length of one timing in ms. Each platform's clock resolves it. */
export const MIN_TIMING_MS = /** @type {const} */ ({
  Node: 2,
  // The page is isolated from other sites, so its clock ticks every 5 µs.
  Chromium: 2,
  "Chromium, strict page": 2,
  // The clock ticks in whole milliseconds.
  workerd: 25,
});

export const PLATFORMS = /** @type {Platform[]} */ (Object.keys(MIN_TIMING_MS));

/**
 * V8 flags for heap measurements. With them the engine allocates its feedback on the first call and
 * compiles no machine code, so the heap grows by objects only.
 */
export const STEADY_HEAP_FLAGS = [
  "--no-opt",
  "--no-maglev",
  "--no-sparkplug",
  "--no-lazy-feedback-allocation",
  "--no-flush-bytecode",
];

/**
 * Opens a new process, page or worker with a job in it.
 *
 * @param {Platform} platform
 * @param {string} job
 * @param {string[]} [engineFlags] flags of V8; workerd takes none
 * @returns {Promise<Session>}
 */
export function openSession(platform, job, engineFlags = []) {
  if (platform === "Node") return openNodeSession(job, engineFlags);
  if (platform === "workerd") return openWorkerdSession(job);
  return openChromiumSession(job, platform !== "Chromium", engineFlags);
}
