// A server in a process group of its own, which can be killed at any moment and started again on what
// it had stored.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const CHILD = fileURLToPath(new URL("workerd-process.mjs", import.meta.url));

/**
 * @typedef {object} Hosted
 * @property {string[]} scripts the worker's files, the entry first
 * @property {string} folder where its Durable Objects are kept
 * @property {Record<string, any>} bindings
 */

/**
 * @typedef {object} Command a server that begins at a word on its standard input, and then prints its
 *   address
 * @property {string} program
 * @property {string[]} args
 * @property {Record<string, string>} [env]
 */

/** workerd with one worker. @param {Hosted} hosted @returns {Command} */
export const workerd = (hosted) => ({
  program: process.execPath,
  args: [CHILD, JSON.stringify(hosted)],
});

/** A process that is ready to start the server. @param {Command} command */
function prepare({ program, args, env }) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
    // A group of its own: workerd is killed at the same moment as what started it.
    detached: true,
  });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  return {
    async start() {
      child.stdin.write("\n");
      const first = await Promise.race([once(lines, "line"), ended]);
      const url = String(first[0]);
      if (!url.startsWith("http://")) throw new Error(`the server did not start: ${first}`);
      return url;
    },
    async kill() {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

/** @param {Command} command */
export function mortal(command) {
  let current = prepare(command);
  // The next one waits beside it: most of a start is Node's own.
  let next = prepare(command);
  let url = current.start();
  return {
    /** The address that it has now; waits while it is not there. */
    url: () => url,
    async restart() {
      await url;
      const killed = current.kill();
      current = next;
      url = killed.then(() => current.start());
      await url;
      next = prepare(command);
    },
    end: () => Promise.all([current.kill(), next.kill()]),
  };
}
