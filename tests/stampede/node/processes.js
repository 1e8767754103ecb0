// Processes of a shop, which a test can kill.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** @typedef {import("../shared/checks.js").Outcome} Outcome */
/**
 * @typedef {object} Plan
 * @property {number} index of the process
 * @property {string} store its name in `stores.js`
 * @property {unknown} storeOptions
 * @property {number} factor of the time lapse
 * @property {string} broken the rule that the store breaks, or ""
 * @property {string[]} iccids
 * @property {number} seed
 * @property {number} calls at random times
 * @property {number} durationMs the time in which they begin
 * @property {Pick<import("pressone-esim/partner").PartnerOptions, "baseUrl" | "credentials" | "timeoutMs">} client
 */

const SCRIPT = fileURLToPath(new URL("process.mjs", import.meta.url));

/** @param {Plan} plan */
export async function startProcess(plan) {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(plan)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit");
  /** @returns {Promise<string | undefined>} */
  const line = async () => (await Promise.race([once(lines, "line"), ended.then(() => [])]))[0];
  if ((await line()) !== "ready") throw new Error("a process did not start");
  const first = line();
  return {
    go: () => child.stdin.write("\n"),
    /** @returns {Promise<Outcome[]>} empty if the process was killed */
    outcomes: async () => JSON.parse((await first) ?? "[]"),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
