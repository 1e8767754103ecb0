// The machine and the versions that the figures depend on.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import process from "node:process";
import { CHROMIUM } from "../../pkg-template/tools/browser.mjs";

const PACKAGES = ["vite", "zod", "valibot", "ajv", "miniflare"];

/** @param {string} name */
const versionOf = (name) =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;

function chromiumVersion() {
  try {
    return execFileSync(CHROMIUM, ["--version"], {
      encoding: "utf8",
      // Its start script prints unrelated warnings.
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 120_000,
    }).trim();
  } catch {
    // The measurements that need Chromium fail by themselves.
    return "Chromium not found";
  }
}

/** @typedef {ReturnType<typeof readEnvironment>} Environment */

/** The environment of a run, read at its start. @param {boolean} quick */
export function readEnvironment(quick) {
  return {
    quick,
    load: loadavg()[1] ?? Number.NaN,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    chromium: chromiumVersion(),
    packages: Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
  };
}

/** The environment in one or two sentences. @param {Environment} environment */
export function describeEnvironment(environment) {
  const { date, machine, system, load, node, chromium, packages, quick } = environment;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const rounds = quick ? " Few rounds (`--quick`)." : "";
  const busy = `load average ${load.toFixed(1)} over the five minutes before the start`;
  return `Measured ${date} on ${machine} (${system}), ${busy}: Node ${node}, ${chromium}, ${versions.join(", ")}.${rounds}`;
}
