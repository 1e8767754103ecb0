// Programs that Debian has packages of.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

/** The longest wait for another process that installs packages. */
const LOCK_WAIT_S = 600;
const POLL_MS = 2_000;
const LOCKED = /Could not get lock/;
// In English, because the text of an error is compared.
const APT_GET = [
  ...(process.getuid?.() === 0 ? [] : ["sudo"]),
  ...["env", "LC_ALL=C", "apt-get", "-o", `DPkg::Lock::Timeout=${LOCK_WAIT_S}`],
];

/** @param {number} ms */
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/**
 * Runs apt-get. `DPkg::Lock::Timeout` makes it wait for dpkg's lock. For the locks of its lists and its
 * archives it does not wait, so it is started again while another process holds one of them.
 *
 * @param {...string} args
 */
function aptGet(...args) {
  const [program = "", ...prefix] = APT_GET;
  const deadline = Date.now() + LOCK_WAIT_S * 1000;
  for (;;) {
    const { status, error, stderr } = spawnSync(program, [...prefix, ...args], {
      stdio: ["inherit", "inherit", "pipe"],
      encoding: "utf8",
    });
    const locked = status !== 0 && LOCKED.test(stderr ?? "");
    if (!locked || Date.now() > deadline) {
      process.stderr.write(stderr ?? "");
      if (status === 0) return;
      throw new Error(`apt-get ${args[0]} failed`, { cause: error ?? stderr });
    }
    console.log("another process holds a lock of apt-get: trying again");
    sleep(POLL_MS);
  }
}

/** Installs Debian's packages. @param {string[]} packages */
export function installPackages(packages) {
  aptGet("update");
  aptGet("install", "-y", "--no-install-recommends", ...packages);
}

/**
 * Installs Debian's packages if one of their programs is missing.
 *
 * @param {string[]} packages
 * @param {Record<string, string>} programs their paths, by the environment variable that can name them
 */
export function installDebianPrograms(packages, programs) {
  const paths = Object.values(programs);
  if (paths.every((path) => existsSync(path))) return;
  try {
    installPackages(packages);
  } catch (cause) {
    throw new Error(
      `the tests need ${paths.join(" and ")}, and apt-get could not install ${packages.join(", ")}: ` +
        "install the programs, and if they are elsewhere, set " +
        `${Object.keys(programs).join(" and ")} in the environment to their paths`,
      { cause },
    );
  }
}
