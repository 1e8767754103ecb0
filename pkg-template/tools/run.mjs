// Runs other programs.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import process from "node:process";

/**
 * Runs a program to its end. Rejects if it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, quiet?: boolean }} [options] what a quiet program prints
 *   is in the error alone
 */
export async function run(program, args, { env, cwd, quiet = false } = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  }
  const [status, signal] = await once(child, "close").catch((cause) => {
    throw new Error(`${program} cannot be run: ${cause.message}`, { cause });
  });
  if (status === 0) return;
  throw new Error(
    `${program} ${args.join(" ")} failed (${signal ?? `exit ${status}`})\n${printed}`,
  );
}

/**
 * The output of a program; undefined if the program is missing or fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 */
export function output(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
