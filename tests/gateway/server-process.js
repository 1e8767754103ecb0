// A server in a process group of its own, which a test can kill and start again at any moment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const WORKERD_PROCESS = fileURLToPath(new URL("workerd-process.mjs", import.meta.url));

/**
 * @typedef {object} WorkerdOptions
 * @property {string[]} scripts The worker's files, the entry first.
 * @property {string} folder Keeps the worker's Durable Objects across restarts.
 * @property {Record<string, any>} bindings
 * @property {number} [isolates] Workers that share the Durable Objects. They take turns. The default is 1.
 *
 * @typedef {object} Command A server that starts when its standard input receives a line, and then
 *   prints its address.
 * @property {string} program
 * @property {string[]} args
 * @property {Record<string, string>} [env]
 *
 * @typedef {ReturnType<typeof startServer>} RestartableServer
 */

/** workerd with a worker. @param {WorkerdOptions} options @returns {Command} */
export const workerd = (options) => ({
  program: process.execPath,
  args: [WORKERD_PROCESS, JSON.stringify(options)],
});

/** Starts the process of a server, which waits for `start()`. @param {Command} command */
function prepare({ program, args, env }) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
    // In a group of its own, so workerd is killed together with the Node process that started it.
    detached: true,
  });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  return {
    async start() {
      child.stdin.write("\n");
      const [first] = await Promise.race([once(lines, "line"), ended]);
      const url = String(first);
      if (!url.startsWith("http://")) throw new Error(`the server did not start: ${url}`);
      return url;
    },
    async kill() {
      const alive = child.exitCode === null && child.signalCode === null;
      if (child.pid && alive) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

/** @param {Command} command */
export function startServer(command) {
  let current = prepare(command);
  // The next process is prepared in advance, because starting Node takes longest.
  let next = prepare(command);
  let url = current.start();
  return {
    /** The server's current address. Waits while the server restarts. */
    url: () => url,
    /** Kills the server and starts it again. */
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
