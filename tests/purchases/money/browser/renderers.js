// Finds the processes in which a browser runs its pages.
import { readdirSync, readFileSync } from "node:fs";

/** Matches the command lines of Chromium's and Firefox's renderers. */
const RENDERER = /--type=renderer| tab $/;

/** @param {string} path */
function readIfPresent(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process has ended meanwhile.
    return "";
  }
}

/** @param {number} pid */
function parentOf(pid) {
  const [, , parent] = readIfPresent(`/proc/${pid}/stat`)
    .replace(/\(.*\)/s, "")
    .split(/ +/);
  return Number(parent);
}

/** Returns the pids of a browser's renderers. @param {number} browser The browser's pid. */
export function renderersOf(browser) {
  const processes = readdirSync("/proc")
    .map(Number)
    .filter(Boolean)
    .map((pid) => ({ pid, parent: parentOf(pid) }));
  const descendants = [browser];
  for (const pid of descendants) {
    descendants.push(...processes.filter(({ parent }) => parent === pid).map(({ pid }) => pid));
  }
  return descendants.filter((pid) =>
    RENDERER.test(readIfPresent(`/proc/${pid}/cmdline`).replaceAll("\0", " ")),
  );
}
