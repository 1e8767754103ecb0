// A job in a process of its own: what one measurement made the engine do is no matter of the next.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const CHILD = fileURLToPath(new URL("node-child.mjs", import.meta.url));

/** @param {string} job @returns {Promise<import("./platforms.mjs").Session>} */
export async function inNode(job) {
  const { file } = await bundle(job);
  const child = fork(CHILD, [file], { execArgv: ["--expose-gc"] });
  /** @param {string} name @param {unknown} [argument] */
  const call = async (name, argument) => {
    child.send({ name, argument });
    const ended = once(child, "exit").then(() => [{ error: "the process ended" }]);
    const [{ value, error }] = await Promise.race([once(child, "message"), ended]);
    if (error) throw new Error(error);
    return value;
  };
  return {
    call,
    heap: () => call("heap"),
    close: async () => {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
