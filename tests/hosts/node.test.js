// The packed tarball in this Node.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { startSandbox } from "../sandbox/server.js";
import { contract, nothingWasForbidden } from "./contract.js";
import { installTarball } from "./tarball.js";

describe("the tarball in Node", () => {
  const tarball = installTarball("node");
  const installed = join(tarball.project, "node_modules/pressone-esim");
  const [entry, gatewayEntry] = ["node.js", "gateway/index.js"].map(
    (file) => pathToFileURL(join(installed, file)).href,
  );
  /** @type {Awaited<ReturnType<typeof startSandbox>>} */
  let sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0 });
  });
  after(async () => {
    await sandbox.close();
    tarball.remove();
  });

  it("holds one module, its types, its readme and its licences", () => {
    const wasm = tarball.files.filter((file) => file.endsWith(".wasm"));
    assert.deepEqual(wasm, ["pressone_esim_bg.wasm"]);
    for (const file of ["index.d.ts", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
      assert.ok(tarball.files.includes(file), file);
    }
  });

  it("does nothing when it is imported", () => {
    writeFileSync(
      join(tarball.project, "import.mjs"),
      `const fail = (what) => () => { throw new Error(what); };
       globalThis.fetch = fail("fetch");
       WebAssembly.compile = fail("compile");
       WebAssembly.instantiate = fail("instantiate");
       WebAssembly.Module = fail("module");
       const esim = await import("pressone-esim");
       if (typeof esim.createClient !== "function") throw new Error("no createClient");`,
    );
    execFileSync(process.execPath, ["import.mjs"], { cwd: tarball.project, timeout: 20_000 });
  });

  for (const [index, [name, test]] of Object.entries(contract).entries()) {
    it(name, { timeout: 30_000 }, async () => {
      const [esim, gateway] = [await import(entry ?? ""), await import(gatewayEntry ?? "")];
      await test({ esim, gateway, url: `${sandbox.url}/world/node-${index}` });
    });
  }

  it("sent nothing that the documentation does not allow", () => nothingWasForbidden(sandbox.url));
});
