// A server that a test starts on a loopback port of its own, with its data in a temporary folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

const START_MS = 30_000;

/** Root starts servers as this user, because some of them refuse root. */
const UNPRIVILEGED = { uid: 65_534, gid: 65_534 };
export const userOfServers = process.getuid?.() === 0 ? UNPRIVILEGED : {};

/** A new folder that belongs to the servers' user. @param {string} name */
export function serverFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `pressone-${name}-`));
  if (userOfServers === UNPRIVILEGED) chownSync(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The processes that a process started. @param {number} pid @returns {number[]} */
function childrenOf(pid) {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((each) => parentOf(each) === pid);
}

/** @param {number} pid @returns {number | undefined} */
function parentOf(pid) {
  try {
    // The second field is a name in parentheses, which may have spaces.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** False for a process that has ended, also if its parent has not asked for its end. @param {number} pid */
function isAlive(pid) {
  try {
    return !/^[ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "");
  } catch {
    return false;
  }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
}

/** @param {number} port */
async function answers(port) {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * @param {object} command
 * @param {string} command.program
 * @param {string[]} command.args
 * @param {number} command.port
 * @param {string} command.folder
 * @param {() => Promise<boolean>} [command.isReady] Default: the port accepts a connection.
 */
export function createServerProcess({ program, args, port, folder, isReady }) {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  let log = "";

  /** @param {NodeJS.Signals} signal */
  function signalAll(signal) {
    const pid = child?.pid;
    if (!pid || child?.exitCode !== null || child.signalCode !== null) return;
    // The server first, so that it starts no other process meanwhile.
    const children = signal === "SIGSTOP" ? [] : childrenOf(pid);
    for (const each of [...children, pid]) kill(each, signal);
    if (signal === "SIGSTOP") for (const each of childrenOf(pid)) kill(each, signal);
  }

  /** Kills all processes of the server at once, and waits until they have ended. */
  async function killAll() {
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    signalAll("SIGSTOP");
    const children = childrenOf(child.pid);
    signalAll("SIGKILL");
    await ended;
    // A new server refuses the memory and the files that a process of the old one still uses.
    while (children.some(isAlive)) await sleep(5);
  }

  return {
    async start() {
      const started = spawn(program, args, {
        ...userOfServers,
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        stream.on("data", (data) => {
          log = (log + data).slice(-4_000);
        });
      }
      const deadline = Date.now() + START_MS;
      while (!(await (isReady ?? (() => answers(port)))())) {
        const hasEnded = started.exitCode !== null || started.signalCode !== null;
        if (hasEnded || Date.now() > deadline) {
          await killAll();
          throw new Error(`${program} did not start:\n${log}`);
        }
        await sleep(25);
      }
    },
    /** Stops all processes of the server where they are. */
    pause: () => signalAll("SIGSTOP"),
    resume: () => signalAll("SIGCONT"),
    kill: killAll,
  };
}
