// Processes of a shop, which a test can kill.
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** @typedef {import("../shared/checks.js").Outcome} Outcome */
/** @typedef {import("../shared/hour.js").Visit} Visit */
/**
 * @typedef {object} Plan
 * @property {number} index of the process
 * @property {import("./open-store.js").Description} store
 * @property {string} broken the rule that the store breaks, or ""
 * @property {Pick<import("pressone-esim/partner").PartnerOptions, "baseUrl" | "credentials" | "timeoutMs">} client
 */

const SCRIPT = fileURLToPath(new URL("process.mjs", import.meta.url));

/** @param {Plan} plan */
export async function startProcess(plan) {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(plan)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, "exit");

  /** The next result; undefined if the process was killed. */
  async function result() {
    const { value } = await lines.next();
    return value === undefined ? undefined : JSON.parse(value);
  }

  if ((await result()) !== "ready") throw new Error("a process did not start");
  /** @param {{ visits?: Visit[], passMs?: number }} command @returns {Promise<Outcome[]>} */
  const send = async (command) => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return (await result()) ?? [];
  };
  return {
    /** Resolves to nothing if the process is killed. @param {Visit[]} visits */
    visit: (visits) => send({ visits }),
    /** @param {number} passMs */
    pass: (passMs) => send({ passMs }),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
