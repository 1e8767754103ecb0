// A job in a process of its own, so one measurement does not affect the engine of the next.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundleJob } from "./bundle-job.mjs";

const CHILD = fileURLToPath(new URL("node-child.mjs", import.meta.url));

/** @typedef {{ value?: any, error?: string }} Answer */

/**
 * @param {string} job
 * @param {string[]} engineFlags
 * @returns {Promise<import("./index.mjs").Session>}
 */
export async function openNodeSession(job, engineFlags) {
  const { file } = await bundleJob(job);
  const child = fork(CHILD, [file], { execArgv: ["--expose-gc", ...engineFlags] });
  const exited = once(child, "exit");
  /** @type {(answer: Answer) => void} */
  let settle = () => {};
  child.on("message", (/** @type {Answer} */ answer) => settle(answer));
  exited.then(() => settle({ error: "the process ended" }));
  /** @param {string} name @param {unknown} [argument] */
  const call = async (name, argument) => {
    /** @type {Promise<Answer>} */
    const answer = new Promise((resolve) => {
      settle = resolve;
    });
    child.send({ name, argument });
    const { value, error } = await answer;
    if (error) throw new Error(error);
    return value;
  };
  return {
    call,
    heap: () => call("heap"),
    close: async () => {
      child.disconnect();
      await exited;
    },
  };
}
