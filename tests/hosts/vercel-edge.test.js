// The packed tarball in Vercel's edge runtime, bundled as for it: with its conditions, and with each
// `.wasm?module` a compiled module that the platform hands over.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { EdgeRuntime } from "edge-runtime";
import { startSandbox } from "../sandbox/server.js";
import { contract, nothingWasForbidden } from "./contract.js";
import { installTarball } from "./tarball.js";
import { webpackBuild } from "./webpack-build.js";

/** The function runs the test that it is asked for, and answers with what went wrong. */
const WORKER = `
  import * as esim from "pressone-esim";
  import * as gateway from "pressone-esim/gateway";
  import { contract } from "./contract.js";
  const answer = async (request) => {
    const { name, url } = await request.json();
    try {
      await contract[name]({ esim, gateway, url });
      return new Response("passed");
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  };
  addEventListener("fetch", (event) => event.respondWith(answer(event.request)));
`;
/** What the bundle finds the module under. */
const BINDING = "pressone_esim_module";

describe("the tarball in Vercel's edge runtime", () => {
  const { project, remove } = installTarball("vercel-edge");
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  /** @type {EdgeRuntime} */
  let runtime;
  /** @type {string[]} */
  const bound = [];
  before(
    async () => {
      sandbox = await startSandbox({ port: 0 });
      writeFileSync(join(project, "worker.js"), WORKER);
      const cases = fileURLToPath(new URL("contract.js", import.meta.url));
      copyFileSync(cases, join(project, "contract.js"));
      const { errors, warnings } = await webpackBuild({
        mode: "none",
        context: project,
        entry: "./worker.js",
        target: "webworker",
        output: { path: join(project, "dist"), publicPath: "/" },
        resolve: { conditionNames: ["edge-light", "browser", "module", "import"] },
        externals: [
          ({ request }, done) => {
            if (!request?.endsWith(".wasm?module")) return done();
            bound.push(request);
            return done(undefined, `var ${BINDING}`);
          },
        ],
      });
      assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
      const bytes = readFileSync(join(project, "node_modules/pressone-esim/pressone_esim_bg.wasm"));
      const module = await WebAssembly.compile(bytes);
      runtime = new EdgeRuntime({
        initialCode: readFileSync(join(project, "dist/main.js"), "utf8"),
        // Vercel compiles nothing while a function runs.
        codeGeneration: { strings: false, wasm: false },
        extend: (context) => Object.assign(context, { [BINDING]: module }),
      });
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await sandbox.close();
    remove();
  });

  it("takes the module that the platform has compiled", () => {
    assert.deepEqual(bound, ["./pressone_esim_bg.wasm?module"]);
  });

  for (const [index, name] of Object.keys(contract).entries()) {
    it(name, { timeout: 30_000 }, async () => {
      const url = `${sandbox.url}/world/vercel-edge-${index}`;
      const response = await runtime.dispatchFetch("https://shop.example/", {
        method: "POST",
        body: JSON.stringify({ name, url }),
      });
      const said = await response.text();
      if (said !== "passed") throw new Error(said);
    });
  }

  it("sent nothing that the documentation does not allow", () => nothingWasForbidden(sandbox.url));
});
