// An example of `www/examples` as a newcomer has it: a copy in a folder outside of the repository, with the
// packed tarball installed.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import process from "node:process";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { installTarball } from "../hosts/tarball.js";
import { serverPort } from "../server-port.js";
import { copyDependencies, removeOldFolders } from "./dependencies.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const EXAMPLES = join(ROOT, "www/examples");
const MODULES = "node_modules";
const COMMAND_MS = 480_000;
const START_MS = 240_000;
/** Deno and Bun are among the repository's packages. */
const PATH = `${process.env.PATH}${delimiter}${join(ROOT, "node_modules/.bin")}`;

/**
 * Returns a function that opens an example for the suite that calls this, which removes it at its end.
 *
 * @param {string} name
 */
export function useExample(name) {
  /** @type {ReturnType<typeof openExample> | undefined} */
  let example;
  after(() => example?.remove());
  return () => {
    example ??= openExample(name);
    return example;
  };
}

/**
 * Copies an example. Its dependencies are hard links to those that are installed once; the package is that of
 * this checkout.
 *
 * @param {string} name
 */
function openExample(name) {
  const { archive, remove } = installTarball("examples");
  const manifest = JSON.parse(readFileSync(join(EXAMPLES, name, "package.json"), "utf8"));
  assert.equal(manifest.dependencies["pressone-esim"], versionOf(archive));
  removeOldFolders();
  const folder = copyDependencies(name, manifest, archive);
  cpSync(join(EXAMPLES, name), folder, {
    recursive: true,
    filter: (path) => ![MODULES, "package.json"].includes(basename(path)),
  });
  unpack(archive, join(folder, MODULES, "pressone-esim"));
  remove();
  return {
    folder,
    /** Runs a command of the example to its end. @param {string[]} command @param {NodeJS.ProcessEnv} [env] */
    run: (command, env) => run(folder, command, env).finish(COMMAND_MS),
    /** Starts a server of the example. @param {string[]} command @param {NodeJS.ProcessEnv} env */
    start: (command, env) => start(folder, command, env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Replaces an installed package, which has no dependencies. @param {string} archive @param {string} folder */
function unpack(archive, folder) {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  execFileSync("tar", ["-xzf", archive, "--strip-components=1", "-C", folder]);
}

/** The version in the name of a packed tarball. @param {string} archive */
const versionOf = (archive) => /^pressone-esim-(.+)\.tgz$/.exec(basename(archive))?.[1];

/**
 * Returns the environment variables that each example takes.
 *
 * @param {import("../hosts/suite.js").Sandbox} sandbox
 */
export function environment({ url, sandbox: { credentials } }) {
  return {
    PRESSONE_URL: url,
    CLIENT_ID: credentials.client_id,
    CLIENT_SECRET: credentials.client_secret,
    STORE_SECRET: "a-secret-of-the-examples-for-tests-alone",
  };
}

/** @param {string} folder @param {string[]} command @param {NodeJS.ProcessEnv} [env] */
function run(folder, [program = "", ...args], env = {}) {
  // A process group of its own, which ends with all that npm has started.
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, PATH, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
  }
  let closed = false;
  /** @type {Promise<number | null>} */
  const exit = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      closed = true;
      resolve(code);
    });
  });
  /** Signals the whole group: npm can end before its children. @param {NodeJS.Signals} signal */
  function end(signal) {
    if (child.pid === undefined || closed) return;
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      // The group has ended meanwhile.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
    }
  }
  return {
    exit,
    end,
    output: () => text,
    /** Returns what the command printed. It has to succeed in time. @param {number} ms */
    async finish(ms) {
      const timer = setTimeout(() => end("SIGKILL"), ms);
      const code = await exit.finally(() => clearTimeout(timer));
      assert.equal(code, 0, `${program} ${args.join(" ")}\n${text}`);
      return text;
    },
  };
}

/** @param {string} folder @param {string[]} command @param {NodeJS.ProcessEnv} env */
async function start(folder, command, env) {
  const port = await serverPort();
  // A program without the variable PORT takes it as an argument.
  const withPort = command.map((part) => part.replace("<port>", String(port)));
  // Browsers send a `Secure` cookie to localhost without TLS.
  const url = `http://localhost:${port}`;
  const values = Object.entries(env).map(([name, value]) => [name, value?.replace("<url>", url)]);
  const ports = { PORT: String(port), PUBLIC_ORIGIN: url };
  const server = run(folder, withPort, { ...Object.fromEntries(values), ...ports });
  const ended = server.exit.then((code) => {
    throw new Error(`the server ended with ${code}\n${server.output()}`);
  });
  ended.catch(() => {});
  const ready = (async () => {
    for (const end = Date.now() + START_MS; ; await sleep(100)) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(
        () => undefined,
      );
      await answer?.body?.cancel();
      if (answer?.ok) return;
      if (Date.now() > end) throw new Error(`the server did not start\n${server.output()}`);
    }
  })();
  try {
    await Promise.race([ready, ended]);
  } catch (error) {
    server.end("SIGKILL");
    throw error;
  }
  return {
    url,
    output: server.output,
    async close() {
      server.end("SIGTERM");
      const timer = setTimeout(() => server.end("SIGKILL"), 5_000);
      await server.exit;
      clearTimeout(timer);
    },
  };
}
