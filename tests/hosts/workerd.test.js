// The packed tarball in workerd, the runtime of Cloudflare's workers.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Miniflare } from "miniflare";
import { startSandbox } from "../sandbox/server.js";
import { contract, nothingWasForbidden } from "./contract.js";
import { installTarball } from "./tarball.js";

/** For other runtimes, and for a worker with Durable Objects. */
const OTHERS = ["node.js", "wasm-text.js", "edge-light.js", "gateway/cloudflare.js"];

/** The worker runs the test that it is asked for, and answers with what went wrong. */
const WORKER = `
  import * as esim from "./package/workerd.js";
  import * as gateway from "./package/gateway/index.js";
  import { contract } from "./contract.js";
  export default {
    async fetch(request) {
      const { name, url } = await request.json();
      try {
        await contract[name]({ esim, gateway, url });
        return new Response("passed");
      } catch (error) {
        return new Response(String(error?.stack ?? error), { status: 500 });
      }
    },
  };
`;

describe("the tarball in workerd", () => {
  const tarball = installTarball("workerd");
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  /** @type {Miniflare} */
  let miniflare;
  before(
    async () => {
      sandbox = await startSandbox({ port: 0 });
      const installed = join(tarball.project, "node_modules/pressone-esim");
      const scripts = tarball.files.filter(
        (file) => file.endsWith(".js") && !OTHERS.includes(file),
      );
      miniflare = new Miniflare({
        compatibilityDate: "2026-04-01",
        modulesRoot: tarball.project,
        modules: [
          { type: "ESModule", path: join(tarball.project, "worker.js"), contents: WORKER },
          {
            type: "ESModule",
            path: join(tarball.project, "contract.js"),
            contents: await readFile(new URL("contract.js", import.meta.url), "utf8"),
          },
          ...(await Promise.all(
            scripts.map(async (file) => ({
              type: /** @type {const} */ ("ESModule"),
              path: join(tarball.project, "package", file),
              contents: await readFile(join(installed, file), "utf8"),
            })),
          )),
          {
            type: "CompiledWasm",
            path: join(tarball.project, "package/pressone_esim_bg.wasm"),
            contents: await readFile(join(installed, "pressone_esim_bg.wasm")),
          },
        ],
      });
      await miniflare.ready;
    },
    { timeout: 60_000 },
  );
  after(async () => {
    await miniflare?.dispose();
    await sandbox.close();
    tarball.remove();
  });

  for (const [index, name] of Object.keys(contract).entries()) {
    it(name, { timeout: 30_000 }, async () => {
      const url = `${sandbox.url}/world/workerd-${index}`;
      const response = await miniflare.dispatchFetch("http://worker.localhost/", {
        method: "POST",
        body: JSON.stringify({ name, url }),
      });
      const said = await response.text();
      if (said !== "passed") throw new Error(said);
    });
  }

  it("sent nothing that the documentation does not allow", () => nothingWasForbidden(sandbox.url));
});
