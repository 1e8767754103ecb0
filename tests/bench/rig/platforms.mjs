// Where a job runs: a process of Node, a page of Chromium with and without a strict policy, workerd.
import { inNode } from "./in-node.mjs";
import { inPage } from "./in-page.mjs";
import { inWorkerd } from "./in-workerd.mjs";

/**
 * A job is a file of `rig/jobs`. It exports functions that take a `Host` and one argument that JSON
 * can hold, give what JSON can hold, and may keep what they like between two calls.
 *
 * @typedef {object} Host
 * @property {typeof import("../../../pkg/index.js")} esim the package, as the platform imports it
 * @property {string} baseUrl what a client on this platform may be given; nothing answers there
 *
 * @typedef {object} Session
 * @property {(name: string, argument?: unknown) => Promise<any>} call
 * @property {() => Promise<number>} heap Bytes of JavaScript objects that a full collection leaves.
 * @property {() => Promise<void>} close
 *
 * @typedef {"Node" | "Chromium" | "Chromium, strict page" | "workerd"} Platform
 */

/** How long a timing has to last on each platform, in ms, for its clock to tell. */
export const LEAST_MS = /** @type {const} */ ({
  Node: 2,
  // The page is isolated from other sites, which gives it a clock of 5 µs.
  Chromium: 2,
  "Chromium, strict page": 2,
  // A clock of whole milliseconds.
  workerd: 25,
});

export const PLATFORMS = /** @type {Platform[]} */ (Object.keys(LEAST_MS));

/**
 * Flags under which the engine gathers nothing by itself: what it learns about code it has from the
 * first call on, and it makes no machine code of it. What still grows are objects.
 */
export const STEADY = [
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
 * @param {string[]} [flags] of V8, where they can be given
 * @returns {Promise<Session>}
 */
export function open(platform, job, flags = []) {
  if (platform === "Node") return inNode(job, flags);
  if (platform === "workerd") return inWorkerd(job);
  return inPage(job, platform !== "Chromium", flags);
}
