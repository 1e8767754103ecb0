// The packed tarball in Vercel's edge runtime, in a bundle with its conditions. Each `.wasm?module` is
// a compiled module that the platform provides.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EdgeRuntime } from "edge-runtime";
import {
  copyContract,
  inWorker,
  itKeepsContract,
  itSendsNoViolation,
  useSandbox,
} from "./suite.js";
import { installTarball } from "./tarball.js";
import { webpackBuild } from "./webpack-build.js";

/** The global variable with the compiled module. */
const BINDING = "pressone_esim_module";

describe("the tarball in Vercel's edge runtime", () => {
  const { project, installed, remove } = installTarball("vercel-edge");
  const sandbox = useSandbox();
  /** @type {EdgeRuntime} */
  let runtime;
  /** @type {string[]} */
  const compiledModules = [];
  before(
    async () => {
      copyContract(project);
      const { errors, warnings } = await webpackBuild({
        mode: "none",
        context: project,
        entry: "./contract/edge-function.js",
        target: "webworker",
        output: { path: join(project, "dist"), publicPath: "/" },
        resolve: { conditionNames: ["edge-light", "browser", "module", "import"] },
        externals: [
          ({ request }, done) => {
            if (!request?.endsWith(".wasm?module")) return done();
            compiledModules.push(request);
            return done(undefined, `var ${BINDING}`);
          },
        ],
      });
      assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
      const bytes = readFileSync(join(installed, "pressone_esim_bg.wasm"));
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
  after(remove);

  it("takes the module that the platform has compiled", () => {
    assert.deepEqual(compiledModules, ["./pressone_esim_bg.wasm?module"]);
  });

  const dispatch = inWorker((init) => runtime.dispatchFetch("https://shop.example/", init));
  itKeepsContract(sandbox, "vercel-edge", dispatch);
  itSendsNoViolation(sandbox);
});
