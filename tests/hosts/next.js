// The app in `next-app`, built and started by Next.js.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { after, before, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serverPort } from "../server-port.js";
import {
  copyContract,
  inWorker,
  itKeepsContract,
  itSendsNoViolation,
  useSandbox,
} from "./suite.js";
import { installTarball } from "./tarball.js";
import { createTraceFinder } from "./traces.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const APP = fileURLToPath(new URL("next-app", import.meta.url));
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");
const BUILD_MS = 180_000;
const START_MS = 120_000;
/** The time in which a process that took too long ends. */
const END_MS = 15_000;

/**
 * Declares the tests of what Next.js built. A browser receives nothing of the partner client. The routes of a gateway
 * have nothing of the page client.
 *
 * @param {ReturnType<typeof useNext>} shop
 * @param {("node" | "edge")[]} runtimes
 */
export function itSeparatesTheClients(shop, runtimes) {
  it("serves nothing of the partner client to browsers", () => {
    const folder = join(shop.output, "static");
    assert.deepEqual(createTraceFinder(shop.installed, "partner")(folder), []);
    assert.match(createTraceFinder(shop.installed, "page")(folder).join(), /: module/);
  });

  const routeFiles = { node: nodeRouteFiles, edge: edgeRouteFiles };
  for (const runtime of runtimes) {
    it(`takes nothing of the page client into a route of the ${runtime} runtime`, () => {
      const files = routeFiles[runtime](shop.output, `/api/${runtime}/[...path]/route`);
      assert.deepEqual(createTraceFinder(shop.installed, "page")(shop.output, files), []);
      assert.match(
        createTraceFinder(shop.installed, "partner")(shop.output, files).join(),
        /: (text of the )?module/,
      );
    });
  }
}

/** The files that a route of the Node runtime needs. @param {string} output @param {string} route */
function nodeRouteFiles(output, route) {
  const script = join(output, `server/app${route}.js`);
  /** @type {{ files: string[] }} */
  const { files } = JSON.parse(readFileSync(`${script}.nft.json`, "utf8"));
  const all = files.map((file) => join(dirname(script), file));
  // The others are those of Next.js, and the package as it is installed.
  return [script, ...all.filter((file) => file.startsWith(`${output}/`))];
}

/** The files that a route of the edge runtime needs. @param {string} output @param {string} route */
function edgeRouteFiles(output, route) {
  const manifest = readFileSync(join(output, "server/middleware-manifest.json"), "utf8");
  const { files, wasm = [], assets = [] } = JSON.parse(manifest).functions[route];
  const others = [...wasm, ...assets].map(({ filePath }) => filePath);
  return [...files, ...others].map((/** @type {string} */ file) => join(output, file));
}

/**
 * Installs the app in `next-app` for the suite that calls this.
 *
 * @param {string[]} [without] files that the app lacks
 */
export function installApp(without = []) {
  const { project, installed, remove } = installTarball("next");
  const app = join(project, "next-app");
  before(() => {
    cpSync(APP, app, { recursive: true });
    for (const path of without) rmSync(join(app, path), { recursive: true });
    copyContract(project);
  });
  after(remove);
  return { app, installed };
}

/**
 * Starts an app for the suite that calls this.
 *
 * @param {ReturnType<typeof installApp>} installedApp
 * @param {object} options
 * @param {string[]} [options.build] the command that builds the app
 * @param {string[]} options.run the command that starts its server
 * @param {Record<string, string>} [options.env]
 */
export function useNext({ app, installed }, { build, run, env = {} }) {
  const sandbox = useSandbox();
  /** @type {Awaited<ReturnType<typeof startNext>> | undefined} */
  let server;
  before(
    async () => {
      if (!build) return;
      const { exit, output } = spawnNext(app, build, env, { timeout: BUILD_MS });
      assert.equal(await exit, 0, output());
    },
    { timeout: BUILD_MS + END_MS },
  );
  before(
    async () => {
      server = await startNext(app, run, sandbox(), env);
    },
    { timeout: START_MS + END_MS },
  );
  after(() => server?.close());
  return {
    sandbox,
    installed,
    /** The folder of what Next.js built. */
    output: join(app, ".next"),
    url: () => server?.url ?? "",

    /** Declares a test per case, which runs in each of the runtimes at once. @param {string[]} runtimes */
    itKeepsContract(runtimes) {
      // The development server compiles a route at its first request, which may take a minute.
      before(
        async () => {
          for (const runtime of runtimes) await fetch(`${server?.url}/case/${runtime}`);
        },
        { timeout: START_MS },
      );
      itKeepsContract(sandbox, "next", (name, url, t) =>
        Promise.all(
          runtimes.map((runtime) => {
            const run = inWorker((init) => fetch(`${server?.url}/case/${runtime}`, init));
            return run(name, `${url}-${runtime}`, t);
          }),
        ),
      );
      itSendsNoViolation(sandbox);
    },
  };
}

/**
 * Starts a command of Next.js.
 *
 * @param {string} app
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {{ timeout?: number }} [limits] A command that takes longer is ended.
 */
function spawnNext(app, args, env, limits) {
  const child = spawn(process.execPath, [NEXT, ...args], {
    cwd: app,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      // Otherwise Next.js may ask a registry for packages that the lock file lacks.
      NEXT_IGNORE_INCORRECT_LOCKFILE: "1",
      NEXT_ROOT: ROOT,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    ...limits,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
  }
  return {
    child,
    output: () => text,
    exit: new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code));
    }),
  };
}

/**
 * Starts the app's server on a free port.
 *
 * @param {string} app
 * @param {string[]} run
 * @param {import("./suite.js").Sandbox} sandbox
 * @param {Record<string, string>} env
 */
async function startNext(app, run, { url: pressone, sandbox }, env) {
  const { credentials, emails, iccids } = sandbox;
  const port = String(await serverPort());
  const url = `http://127.0.0.1:${port}`;
  const server = spawnNext(app, [...run, "--hostname", "127.0.0.1", "--port", port], {
    PRESSONE: pressone,
    CLIENT_ID: credentials.client_id,
    CLIENT_SECRET: credentials.client_secret,
    ICCID: iccids.active,
    EMAIL: emails.subscriber,
    // Next.js reports `localhost` as its origin to every request.
    PUBLIC_ORIGIN: url,
    ...env,
  });
  const ready = new Promise((resolve) => {
    server.child.stdout.on("data", () => /Ready in/.test(server.output()) && resolve(true));
  });
  const close = async () => {
    server.child.kill();
    await server.exit;
  };
  const late = sleep(START_MS, false, { ref: false });
  if (!(await Promise.race([ready, server.exit.then(() => false), late]))) {
    await close();
    assert.fail(server.output());
  }
  return {
    url,
    close,
  };
}
