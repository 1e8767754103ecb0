// The packed tarball in an app of Next.js, as it comes: no setting for the package. The gateway is a
// route of the app, and its page buys through it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, cpSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { useChromium } from "../browser.js";
import { startSandbox } from "../sandbox/server.js";
import { contract, nothingWasForbidden } from "./contract.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HERE = fileURLToPath(new URL("./", import.meta.url));
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");
const START_MS = 120_000;
const BOUND = { timeout: 60_000 };

describe("the tarball in Next.js, built by Turbopack", () => {
  const shop = useNext({ build: ["build"], run: ["start"] });
  const newPage = useChromium();

  for (const runtime of ["node", "edge"]) {
    it(`sells in a page through a gateway in the ${runtime} runtime`, BOUND, async (t) => {
      const { page, complaints, loads } = await visit(t, newPage, `${shop.url()}/shop/${runtime}`);
      assert.equal(loads(), 0);
      await page.getByRole("button", { name: "Buy" }).click();
      const told = (await page.locator("output:not(:empty)").textContent()) ?? "";
      const order = shop.sandbox().ledger.orders.at(-1)?.id;
      const error = { name: "InvalidArgumentError", ours: true };
      assert.deepEqual(JSON.parse(told), { order, listed: true, error });
      assert.equal(loads(), 1);
      assert.deepEqual(complaints, []);
    });
  }

  shop.keepsContract(["node", "edge"]);
});

// Its edge routes fail in Next.js itself, even one that imports nothing.
describe("the tarball in Next.js, on webpack's development server", () => {
  useNext({ run: ["dev", "--webpack"] }).keepsContract(["node"]);
});

/**
 * The app in `next-app`, for the suite that calls this.
 *
 * @param {{ build?: string[], run: string[] }} commands
 */
function useNext({ build, run }) {
  const { project, remove } = installTarball("next");
  const app = join(project, "next-app");
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let pressone;
  /** @type {Awaited<ReturnType<typeof serve>> | undefined} */
  let server;
  before(
    async () => {
      cpSync(join(HERE, "next-app"), app, { recursive: true });
      copyFileSync(join(HERE, "contract.js"), join(project, "contract.js"));
      pressone = await startSandbox({ port: 0 });
      if (build) {
        const { ended, said } = next(app, build);
        assert.equal(await ended, 0, said());
      }
      server = await serve(app, run, pressone);
    },
    { timeout: START_MS },
  );
  after(async () => {
    await server?.close();
    await pressone.close();
    remove();
  });
  return {
    url: () => server?.url ?? "",
    sandbox: () => pressone.sandbox,

    /** Every case in each of the runtimes, side by side. @param {string[]} runtimes */
    keepsContract(runtimes) {
      for (const [index, name] of Object.keys(contract).entries()) {
        it(name, BOUND, async () => {
          const said = runtimes.map(async (runtime) => {
            const url = `${pressone.url}/world/${runtime}-${index}`;
            const body = JSON.stringify({ name, url });
            const response = await fetch(`${server?.url}/case/${runtime}`, {
              method: "POST",
              body,
            });
            return [runtime, await response.text()];
          });
          const passed = runtimes.map((runtime) => [runtime, "passed"]);
          assert.deepEqual(await Promise.all(said), passed);
        });
      }

      it("sent nothing that the documentation does not allow", () =>
        nothingWasForbidden(pressone.url));
    },
  };
}

/**
 * @param {string} app
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function next(app, args, env) {
  const child = spawn(process.execPath, [NEXT, ...args], {
    cwd: app,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      // Otherwise it may ask a registry for what it misses in the lock file.
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
    said: () => text,
    ended: new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code));
    }),
  };
}

/**
 * The app, on a port of its own.
 *
 * @param {string} app
 * @param {string[]} run
 * @param {Awaited<ReturnType<typeof startSandbox>>} sandbox
 */
async function serve(app, run, { url: pressone, sandbox }) {
  const { credentials, iccids } = sandbox;
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const server = next(app, [...run, "--hostname", "127.0.0.1", "--port", port], {
    PRESSONE: pressone,
    CLIENT_ID: credentials.client_id,
    CLIENT_SECRET: credentials.client_secret,
    ICCID: iccids.active,
    // Next.js takes `localhost` for where it is, whatever page asks.
    PUBLIC_ORIGIN: url,
  });
  const ready = new Promise((resolve) => {
    server.child.stdout.on("data", () => /Ready in/.test(server.said()) && resolve(true));
  });
  assert.ok(await Promise.race([ready, server.ended.then(() => false)]), server.said());
  return {
    url,
    close: async () => {
      server.child.kill();
      await server.ended;
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
