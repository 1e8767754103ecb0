// The processes in which a browser runs its pages.
import { readdirSync, readFileSync } from "node:fs";

/** Chromium's and Firefox's words for one. */
const RENDERER = /--type=renderer| tab $/;

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It has ended meanwhile.
    return "";
  }
}

/** Of the browser that is this process. @param {number} browser */
export function renderersOf(browser) {
  const parents = readdirSync("/proc")
    .map(Number)
    .filter(Boolean)
    .map((pid) => {
      const [, , parent] = read(`/proc/${pid}/stat`)
        .replace(/\(.*\)/s, "")
        .split(/ +/);
      return { pid, parent: Number(parent) };
    });
  const family = [browser];
  for (const one of family) {
    family.push(...parents.filter(({ parent }) => parent === one).map(({ pid }) => pid));
  }
  return family.filter((pid) => RENDERER.test(read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")));
}
