// The packed tarball in this Node.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { contract } from "./contract/contract.js";
import { itKeepsContract, itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";

describe("the tarball in Node", () => {
  const tarball = installTarball("node");
  const sandbox = useSandbox();
  after(tarball.remove);

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

  /** @param {string} file */
  const load = (file) => import(pathToFileURL(join(tarball.installed, file)).href);
  itKeepsContract(sandbox, "node", async (name, url) => {
    const [esim, gateway] = [await load("node.js"), await load("gateway/index.js")];
    await contract[name]?.({ esim, gateway, url });
  });
  itSendsNoViolation(sandbox);
});
