// The packed tarball in this Node.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { contract } from "./contract/contract.js";
import { itKeepsContract, itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";

const WASM_FILES = ["pressone_esim_page_bg.wasm", "pressone_esim_partner_bg.wasm"];

describe("the tarball in Node", () => {
  const tarball = installTarball("node");
  const sandbox = useSandbox();
  after(tarball.remove);

  /** Runs a script of the project, and returns its output. @param {string} name @param {string} script */
  function runScript(name, script) {
    writeFileSync(join(tarball.project, name), script);
    const { status, stdout, stderr } = spawnSync(process.execPath, [name], {
      cwd: tarball.project,
      encoding: "utf8",
      timeout: 120_000,
    });
    assert.deepEqual([status, stderr], [0, ""]);
    return stdout.trim();
  }

  it("holds a module for each client, their types, the readme and the licences", () => {
    const wasm = tarball.files.filter((file) => file.endsWith(".wasm"));
    assert.deepEqual(wasm.sort(), WASM_FILES);
    const others = ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-LICENSES"];
    for (const file of ["index.d.ts", "partner/index.d.ts", ...others]) {
      assert.ok(tarball.files.includes(file), file);
    }
  });

  it("does nothing when it is imported", () => {
    runScript(
      "import.mjs",
      `const fail = (what) => () => { throw new Error(what); };
       globalThis.fetch = fail("fetch");
       WebAssembly.compile = fail("compile");
       WebAssembly.instantiate = fail("instantiate");
       WebAssembly.Module = fail("module");
       for (const name of ["", "/partner", "/inline", "/partner/inline"]) {
         const { createClient } = await import("pressone-esim" + name);
         if (typeof createClient !== "function") throw new Error("no createClient in " + name);
       }
       await import("pressone-esim/gateway");
       await import("pressone-esim/errors");`,
    );
  });

  it("can be loaded with require", () => {
    const printed = runScript(
      "require.cjs",
      `const { createClient, PressOneError } = require("pressone-esim");
       const { createClient: createPartner } = require("pressone-esim/partner");
       const { createGateway } = require("pressone-esim/gateway");
       const errors = require("pressone-esim/errors");
       (async () => {
         const baseUrl = "https://shop.example";
         const page = await createClient({ baseUrl });
         const error = await page.getTopupPackages("x").catch((error) => error);
         const credentials = { client_id: "id", client_secret: "secret" };
         const partner = await createPartner({ baseUrl, credentials });
         console.log(JSON.stringify([
           error instanceof PressOneError && errors.PressOneError === PressOneError,
           typeof partner.recoverPurchases,
           typeof createGateway,
         ]));
       })();`,
    );
    assert.deepEqual(JSON.parse(printed), [true, "function", "function"]);
  });

  for (const [what, missing] of /** @type {const} */ ([
    ["from its file", "_text.js"],
    ["from its text if the file is missing", "_bg.wasm"],
  ])) {
    it(`loads each module ${what}`, () => {
      const copy = join(tarball.project, "copy");
      cpSync(tarball.installed, copy, { recursive: true });
      const removed = readdirSync(copy).filter((file) => file.endsWith(missing));
      assert.equal(removed.length, 2);
      for (const file of removed) rmSync(join(copy, file));
      try {
        const printed = runScript(
          "copy.mjs",
          `import { createClient } from "./copy/node.js";
           import { createClient as createPartner } from "./copy/partner/node.js";
           const options = { baseUrl: "https://shop.example" };
           const page = await createClient(options);
           const credentials = { client_id: "id", client_secret: "secret" };
           const partner = await createPartner({ ...options, credentials });
           console.log(typeof page.renewNumber, typeof partner.renewNumber);`,
        );
        assert.equal(printed, "function function");
      } finally {
        rmSync(copy, { recursive: true });
      }
    });
  }

  /** @param {string} file */
  const load = (file) => import(pathToFileURL(join(tarball.installed, file)).href);
  itKeepsContract(sandbox, "node", async (name, url) => {
    const [esim, partner] = [await load("node.js"), await load("partner/node.js")];
    await contract[name]?.({ esim, partner, gateway: await load("gateway/index.js"), url });
  });
  itSendsNoViolation(sandbox);
});
