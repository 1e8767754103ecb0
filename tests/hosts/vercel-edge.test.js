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

/** The modules that the function imports. Each is in the global variable of its client's name. */
const MODULES = /** @type {const} */ (["page", "partner"]);

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
            const [, client] = /_esim_(\w+)_bg\.wasm\?module$/.exec(request ?? "") ?? [];
            if (!client) return done();
            compiledModules.push(client);
            return done(undefined, `var ${client}`);
          },
        ],
      });
      assert.deepEqual({ errors, warnings }, { errors: [], warnings: [] });
      const modules = MODULES.map(async (client) => {
        const bytes = readFileSync(join(installed, `pressone_esim_${client}_bg.wasm`));
        return [client, await WebAssembly.compile(bytes)];
      });
      const bindings = Object.fromEntries(await Promise.all(modules));
      runtime = new EdgeRuntime({
        initialCode: readFileSync(join(project, "dist/main.js"), "utf8"),
        // Vercel compiles nothing while a function runs.
        codeGeneration: { strings: false, wasm: false },
        extend: (context) => Object.assign(context, bindings),
      });
    },
    { timeout: 60_000 },
  );
  after(remove);

  it("takes the modules that the platform has compiled", () => {
    assert.deepEqual(compiledModules.sort(), MODULES);
  });

  const dispatch = inWorker((init) => runtime.dispatchFetch("https://shop.example/", init));
  itKeepsContract(sandbox, "vercel-edge", dispatch);
  itSendsNoViolation(sandbox);
});
