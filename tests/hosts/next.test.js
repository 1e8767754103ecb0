// The packed tarball in a Next.js app without settings for the package. The gateway is a route of the
// app, and the app's page buys through it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { useChromium } from "../browser.js";
import {
  copyContract,
  inWorker,
  itKeepsContract,
  itSendsNoViolation,
  useSandbox,
} from "./suite.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const APP = fileURLToPath(new URL("next-app", import.meta.url));
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");
const START_MS = 120_000;
const BOUND = { timeout: 60_000 };

describe("the tarball in Next.js, built by Turbopack", () => {
  const shop = useNext({ build: ["build"], run: ["start"] });
  const newPage = useChromium();

  for (const runtime of ["node", "edge"]) {
    it(`sells in a page through a gateway in the ${runtime} runtime`, BOUND, async (t) => {
      const url = `${shop.url()}/shop/${runtime}`;
      const { page, complaints, countModuleLoads } = await visit(t, newPage, url);
      assert.equal(countModuleLoads(), 0);
      await page.getByRole("button", { name: "Buy" }).click();
      const result = (await page.locator("output:not(:empty)").textContent()) ?? "";
      const order = shop.sandbox().sandbox.ledger.orders.at(-1)?.id;
      const error = { name: "InvalidArgumentError", ours: true };
      assert.deepEqual(JSON.parse(result), { order, listed: true, error });
      assert.equal(countModuleLoads(), 1);
      assert.deepEqual(complaints, []);
    });
  }

  shop.itKeepsContract(["node", "edge"]);
});

// The development server on webpack fails in every edge route, even in one without imports.
describe("the tarball in Next.js, on webpack's development server", () => {
  useNext({ run: ["dev", "--webpack"] }).itKeepsContract(["node"]);
});

/**
 * Starts the app in `next-app` for the suite that calls this.
 *
 * @param {{ build?: string[], run: string[] }} commands
 */
function useNext({ build, run }) {
  const { project, remove } = installTarball("next");
  const app = join(project, "next-app");
  const sandbox = useSandbox();
  /** @type {Awaited<ReturnType<typeof startNext>> | undefined} */
  let server;
  before(
    async () => {
      cpSync(APP, app, { recursive: true });
      copyContract(project);
      if (build) {
        const { exit, output } = spawnNext(app, build);
        assert.equal(await exit, 0, output());
      }
      server = await startNext(app, run, sandbox());
    },
    { timeout: START_MS },
  );
  after(async () => {
    await server?.close();
    remove();
  });
  return {
    sandbox,
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
 * @param {Record<string, string>} [env]
 */
function spawnNext(app, args, env) {
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
 */
async function startNext(app, run, { url: pressone, sandbox }) {
  const { credentials, iccids } = sandbox;
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const server = spawnNext(app, [...run, "--hostname", "127.0.0.1", "--port", port], {
    PRESSONE: pressone,
    CLIENT_ID: credentials.client_id,
    CLIENT_SECRET: credentials.client_secret,
    ICCID: iccids.active,
    // Next.js reports `localhost` as its origin to every request.
    PUBLIC_ORIGIN: url,
  });
  const ready = new Promise((resolve) => {
    server.child.stdout.on("data", () => /Ready in/.test(server.output()) && resolve(true));
  });
  assert.ok(await Promise.race([ready, server.exit.then(() => false)]), server.output());
  return {
    url,
    close: async () => {
      server.child.kill();
      await server.exit;
    },
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const found = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(found));
    });
  });
}
