// The commands that start a seller in each engine.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { workerd } from "../../../gateway/server-process.js";

/**
 * @typedef {import("../../../gateway/server-process.js").Command} Command
 *
 * @typedef {object} Setting
 * @property {string} folder Keeps the seller's storage across restarts.
 * @property {string} killUrl
 * @property {import("./shop.js").Access} access
 */

const file = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const BIN = file("../../../../node_modules/.bin/");
const WORKER_FILES = [
  ...["worker.js", "shop.js", "handler.js", "kill-points.js", "outcome.js", "timing.js"],
  "../../../gateway/clock.js",
].map(file);
/** The workers that share the Durable Objects. */
const ISOLATES = 2;

/** @param {string} program @param {...string} flags */
const inProcess =
  (program, ...flags) =>
  (/** @type {Setting} */ { folder, killUrl, access }) => ({
    program,
    args: [...flags, file("process.mjs"), JSON.stringify({ folder, killUrl, access })],
    env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
  });

/** @param {Setting} setting */
export const inWorkerd = ({ folder, killUrl, access }) =>
  workerd({
    scripts: WORKER_FILES,
    folder,
    bindings: { KILL_URL: killUrl, ACCESS: access },
    isolates: ISOLATES,
  });

/** @type {Record<string, (setting: Setting) => Command>} */
export const ENGINES = {
  node: inProcess(process.execPath),
  deno: inProcess(`${BIN}deno`, "run", "--allow-all", "--no-prompt", "--no-lock", "--cached-only"),
  bun: inProcess(`${BIN}bun`, "--no-install"),
  workerd: inWorkerd,
};

/**
 * The control: a worker without the gateway.
 *
 * @param {{ folder: string, partnerUrl: string, token: string }} setting
 */
export const controlInWorkerd = ({ folder, partnerUrl, token }) =>
  workerd({
    scripts: [file("../../shared/control-worker.js")],
    folder,
    bindings: { PRESSONE: partnerUrl, TOKEN: token },
  });
