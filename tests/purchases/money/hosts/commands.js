// How each engine is started, as a process that can be killed.
import process from "node:process";
import { fileURLToPath } from "node:url";
import { workerd } from "../../../gateway/server-process.js";

/**
 * @typedef {import("../../../gateway/server-process.js").Command} Command
 * @typedef {object} Setting
 * @property {string} folder what outlives the process
 * @property {string} control
 * @property {import("./shop.js").Where} where
 */

const file = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const BIN = file("../../../../node_modules/.bin/");
const WORKER = ["worker.js", "shop.js", "stepping.js", "outcome.js", "times.js"].map(file);

/** @param {string} program @param {...string} flags */
const inProcess =
  (program, ...flags) =>
  (/** @type {Setting} */ { folder, control, where }) => ({
    program,
    args: [...flags, file("process.mjs"), JSON.stringify({ folder, control, ...where })],
    // Deno asks nobody for a newer one.
    env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
  });

/** @param {Setting} setting */
export const inWorkerd = ({ folder, control, where }) =>
  workerd({ scripts: WORKER, folder, bindings: { CONTROL: control, WHERE: where } });

/** @type {Record<string, (setting: Setting) => Command>} */
export const SELLERS = {
  node: inProcess(process.execPath),
  deno: inProcess(`${BIN}deno`, "run", "--allow-all", "--no-prompt", "--no-lock", "--cached-only"),
  bun: inProcess(`${BIN}bun`, "--no-install"),
  workerd: inWorkerd,
};

/**
 * What a shop has without the gateway: it adds a token and passes on.
 *
 * @param {{ folder: string, partner: string, token: string }} setting
 */
export const plainInWorkerd = ({ folder, partner, token }) =>
  workerd({
    scripts: [file("../../shared/pass-through.js")],
    folder,
    bindings: { PRESSONE: partner, TOKEN: token },
  });
