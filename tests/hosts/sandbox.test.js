// The packed sandbox: in process on every platform, and over HTTP in Node, Deno and Bun.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { listFiles, serveFile } from "../../www/server/static.mjs";
import { workerModules } from "../../www/server/worker-modules.mjs";
import { useChromium } from "../browser.js";
import { callAsPartner } from "./sandbox-case/over-http.js";
import { startShop } from "./shop-server.js";
import { installTarball } from "./tarball.js";
import { visit } from "./visit.js";

const BIN = fileURLToPath(new URL("../../node_modules/.bin/", import.meta.url));
const CASE = fileURLToPath(new URL("sandbox-case/", import.meta.url));
const BOUND = { timeout: 60_000 };
const DENO = ["run", "--no-prompt", "--no-lock", "--no-remote", "--cached-only"];

/** @type {{ name: string, program: string, inProcess: string[], overHttp: string[] }[]} */
const RUNTIMES = [
  { name: "Node", program: process.execPath, inProcess: [], overHttp: [] },
  {
    name: "Deno",
    program: join(BIN, "deno"),
    inProcess: [...DENO, "--allow-read=."],
    overHttp: [...DENO, "--allow-net=127.0.0.1"],
  },
  {
    name: "Bun",
    program: join(BIN, "bun"),
    inProcess: ["--no-install"],
    overHttp: ["--no-install"],
  },
];

/** The policy of a page that may connect to nothing. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

describe("the packed sandbox", () => {
  const { project, installed, remove } = installTarball("sandbox");
  const newPage = useChromium();
  before(() => cpSync(CASE, join(project, "case"), { recursive: true }));
  after(remove);

  /** @param {string} program @param {string[]} args */
  const start = (program, args) =>
    spawn(program, args, {
      cwd: project,
      env: {
        ...process.env,
        NO_COLOR: "1",
        DENO_DIR: join(project, "deno"),
        DENO_NO_UPDATE_CHECK: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: BOUND.timeout,
      killSignal: "SIGKILL",
    });

  for (const { name, program, inProcess, overHttp } of RUNTIMES) {
    it(`answers all calls in process in ${name}, without a warning`, BOUND, async () => {
      const child = start(program, [...inProcess, "case/runtime.js"]);
      let [text, errors] = ["", ""];
      child.stdout.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      child.stderr.setEncoding("utf8").on("data", (part) => {
        errors += part;
      });
      const [code] = await once(child, "close");
      assert.deepEqual({ text, errors, code }, { text: "passed\n", errors: "", code: 0 });
    });

    it(`answers all calls over HTTP in ${name}, until a signal ends it`, BOUND, async () => {
      const command = "node_modules/pressone-esim/cli.js";
      const child = start(program, [...overHttp, command, "sandbox", "--port", "0"]);
      let errors = "";
      child.stderr.setEncoding("utf8").on("data", (part) => {
        errors += part;
      });
      try {
        const [text] = await Promise.race([
          once(child.stdout.setEncoding("utf8"), "data"),
          once(child, "exit").then(() => [errors]),
        ]);
        const url = /open at (http:[^ ]+) /.exec(text)?.[1];
        assert.ok(url, text);
        await callAsPartner(url);
      } finally {
        child.kill();
      }
      const [code] = await once(child, "exit");
      assert.deepEqual({ code, errors }, { code: 0, errors: "" });
    });
  }

  it("is run by npx", BOUND, async () => {
    const child = start("npx", ["--offline", "--no", "--", "pressone-esim", "sandbox", "--help"]);
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
    const [code] = await once(child, "close");
    assert.equal(code, 0);
    assert.match(text, /^Usage: pressone-esim sandbox/);
  });

  it("answers all calls in process in workerd", BOUND, async (t) => {
    const worker = workerModules(installed, [join(CASE, "worker.js"), join(CASE, "case.js")]);
    const miniflare = new Miniflare({
      compatibilityDate: "2026-04-01",
      modulesRoot: worker.modulesRoot,
      modules: [...worker.modules, ...sandboxModules()],
    });
    t.after(() => miniflare.dispose());
    const answer = await miniflare.dispatchFetch("http://worker.localhost/");
    assert.equal(await answer.text(), "passed");
  });

  /** The sandbox's modules for workerd, which `workerModules` leaves out. */
  function sandboxModules() {
    const files = readdirSync(join(installed, "sandbox"), { recursive: true, encoding: "utf8" });
    const scripts = files.filter((file) => /(?<!command|server|node-http)\.js$/.test(file));
    return [
      {
        type: /** @type {const} */ ("ESModule"),
        path: "/worker/pressone-esim/sandbox",
        contents: 'export * from "../package/sandbox/index.js";',
      },
      ...scripts.map((file) => ({
        type: /** @type {const} */ ("ESModule"),
        path: join("/worker/package/sandbox", file),
        contents: readFileSync(join(installed, "sandbox", file), "utf8"),
      })),
    ];
  }

  it(
    "answers a page's calls in process in Chromium, and the page sends nothing",
    BOUND,
    async (t) => {
      const site = join(project, "site");
      mkdirSync(site);
      const page =
        '<!doctype html><title>Shop</title><script type="module" src="/page.js"></script>';
      writeFileSync(join(site, "index.html"), page);
      // An import map would need a hash in the policy.
      const text = readFileSync(join(CASE, "case.js"), "utf8");
      writeFileSync(
        join(site, "case.js"),
        text.replace('"pressone-esim/sandbox"', '"/pressone-esim/sandbox/index.js"'),
      );
      writeFileSync(
        join(site, "page.js"),
        `import { createClient } from "/pressone-esim/web.js";
      import { readAsPage } from "/case.js";
      globalThis.result = readAsPage(createClient).then(() => "passed", (error) => error.stack);`,
      );
      const files = await listFiles([
        { folder: site, at: "/" },
        { folder: installed, at: "/pressone-esim/" },
      ]);
      const file = (/** @type {string} */ path) => serveFile(files, path);
      const shop = await startShop({
        sandbox: "http://127.0.0.1:1",
        file,
        policy: POLICY,
        installed,
      });
      t.after(() => shop.close());
      const visited = await visit(t, newPage, `${shop.url}/`);
      await visited.page.waitForFunction("globalThis.result !== undefined");
      assert.equal(await visited.page.evaluate("globalThis.result"), "passed");
      assert.deepEqual(visited.complaints, []);
      const others = visited.requestedPaths.filter((path) => !/\.(js|wasm)$|^\/$/.test(path));
      assert.deepEqual(others, []);
    },
  );
});
