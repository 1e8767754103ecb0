// A job in a process of its own: what one measurement made the engine do is no matter of the next.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const CHILD = fileURLToPath(new URL("node-child.mjs", import.meta.url));

/**
 * @param {string} job
 * @param {string[]} flags
 * @returns {Promise<import("./platforms.mjs").Session>}
 */
export async function inNode(job, flags) {
  const { file } = await bundle(job);
  const child = fork(CHILD, [file], { execArgv: ["--expose-gc", ...flags] });
  const ended = once(child, "exit");
  /** @type {(answer: { value?: any, error?: string }) => void} */
  let answered = () => {};
  child.on("message", (/** @type {{ value?: any, error?: string }} */ answer) => answered(answer));
  ended.then(() => answered({ error: "the process ended" }));
  /** @param {string} name @param {unknown} [argument] */
  const call = async (name, argument) => {
    /** @type {Promise<{ value?: any, error?: string }>} */
    const answer = new Promise((resolve) => {
      answered = resolve;
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
      await ended;
    },
  };
}
