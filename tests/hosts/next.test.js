// The packed tarball in a Next.js app without settings for the package. The gateway is a route of the
// app, and the app's page buys through it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { createClient } from "#pressone-esim";
import { useChromium } from "../browser.js";
import { createControl } from "./contract/host.js";
import {
  copyContract,
  inWorker,
  itKeepsContract,
  itSendsNoViolation,
  useSandbox,
} from "./suite.js";
import { installTarball } from "./tarball.js";
import { createTraceFinder } from "./traces.js";
import { visit } from "./visit.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const APP = fileURLToPath(new URL("next-app", import.meta.url));
const NEXT = join(ROOT, "node_modules/next/dist/bin/next");
const START_MS = 120_000;
const BOUND = { timeout: 60_000 };

describe("the tarball in Next.js, built by Turbopack", () => {
  const shop = useNext({ build: ["build"], run: ["start"] });
  const newPage = useChromium();
  itObeysTheSlashRule(shop);

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

  itSeparatesTheClients(shop, ["node", "edge"]);
  shop.itKeepsContract(["node", "edge"]);
});

// webpack fails in every edge route, even in one without imports.
describe("the tarball in Next.js, built by webpack", () => {
  const without = ["app/api/edge", "app/case/edge"];
  const shop = useNext({ build: ["build", "--webpack"], run: ["start"], without });
  itSeparatesTheClients(shop, ["node"]);
  shop.itKeepsContract(["node"]);
});

describe("the tarball in Next.js with trailingSlash: true", () => {
  const env = { TRAILING_SLASH: "true" };
  const shop = useNext({ build: ["build"], run: ["start"], env });
  itObeysTheSlashRule(shop);
});

// The development server on webpack fails in every edge route, even in one without imports.
describe("the tarball in Next.js, on webpack's development server", () => {
  useNext({ run: ["dev", "--webpack"] }).itKeepsContract(["node"]);
});

/**
 * Declares the tests of F1: each function of a page client works, whatever slash Next.js wants, and no
 * purchase is redirected.
 *
 * @param {ReturnType<typeof useNext>} shop
 */
function itObeysTheSlashRule(shop) {
  for (const runtime of ["node", "edge"]) {
    it(
      `F1: buys, renews and reads through a gateway in the ${runtime} runtime`,
      BOUND,
      async () => {
        // A history is served once in 15 minutes, and the tests share an eSIM.
        await createControl(shop.sandbox().url)("POST", "clock", { advance: 900_000 });
        /** @type {[string, number][]} */
        const answers = [];
        const page = await createClient({
          baseUrl: `${shop.url()}/api/${runtime}`,
          fetch: async (request) => {
            const answer = await fetch(request);
            answers.push([`${request.method} ${new URL(request.url).pathname}`, answer.status]);
            return answer;
          },
        });
        const { iccids, emails } = shop.sandbox().sandbox;
        const iccid = iccids.active;
        const [[offer], history] = await Promise.all([
          page.getTopupPackages(iccid),
          page.getPackageHistory(iccid),
        ]);
        assert.ok(offer && history.packages.length > 0);
        const reference = `f1-${runtime}`;
        const order = await page.submitTopupOrder({ iccid, package_id: offer.id, reference });
        const renewal = { email: emails.subscriber, reference: `${reference}-renewal` };
        assert.equal((await page.renewNumber(renewal)).success, true);
        const { orders } = await page.getOrderList({ description: `${reference}:` });
        assert.deepEqual(
          orders.map(({ id }) => id),
          [order.id],
        );
        assert.equal((await page.getPurchase(reference)).order?.id, order.id);
        assert.equal((await page.purchases()).purchases.length >= 2, true);
        // The first reads, which were sent at once, learn the rule.
        const redirected = answers.filter(([, status]) => status !== 200);
        assert.ok(redirected.length <= 2, JSON.stringify(answers));
        for (const [line, status] of redirected) {
          assert.equal(status, 308, line);
          assert.match(line, /^GET .*\/sims\//);
        }
        assert.equal(answers.filter(([line]) => line.startsWith("POST ")).length, 2);
      },
    );
  }
}

/**
 * Declares the tests of what Next.js built: a browser gets nothing of the partner client, and the routes of
 * a gateway have nothing of the page client.
 *
 * @param {ReturnType<typeof useNext>} shop
 * @param {("node" | "edge")[]} runtimes
 */
function itSeparatesTheClients(shop, runtimes) {
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
 * Starts the app in `next-app` for the suite that calls this.
 *
 * @param {object} options
 * @param {string[]} [options.build] the command that builds the app
 * @param {string[]} options.run the command that starts its server
 * @param {Record<string, string>} [options.env]
 * @param {string[]} [options.without] files that the app lacks
 */
function useNext({ build, run, env = {}, without = [] }) {
  const { project, installed, remove } = installTarball("next");
  const app = join(project, "next-app");
  const sandbox = useSandbox();
  /** @type {Awaited<ReturnType<typeof startNext>> | undefined} */
  let server;
  before(
    async () => {
      cpSync(APP, app, { recursive: true });
      for (const path of without) rmSync(join(app, path), { recursive: true });
      copyContract(project);
      if (build) {
        const { exit, output } = spawnNext(app, build, env);
        assert.equal(await exit, 0, output());
      }
      server = await startNext(app, run, sandbox(), env);
    },
    { timeout: START_MS },
  );
  after(async () => {
    await server?.close();
    remove();
  });
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
 * @param {Record<string, string>} env
 */
async function startNext(app, run, { url: pressone, sandbox }, env) {
  const { credentials, emails, iccids } = sandbox;
  const port = String(await freePort());
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
