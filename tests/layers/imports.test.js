// Every rule about imports finds an import that breaks it, and no rule refuses an allowed one.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { cruise } from "dependency-cruiser";
import rules from "./imports.mjs";

/** Imports that break a rule, by the rule's name. @type {Record<string, [file: string, imported: string]>} */
const FORBIDDEN = {
  "no-cycle": ["src/wasm/one.js", "./two.js"],
  "shell-imports-shell": ["src/wasm/shell.js", "../../pkg-template/package/load.js"],
  "shared-shell-imports-no-client": ["src/wasm/shared.js", "../page/leaf.js"],
  "error-classes-import-nothing": ["src/wasm/error.js", "./leaf.js"],
  "package-imports-package": ["pkg-template/package/dependent.js", "left-pad"],
  "node-modules-in-read-module-js": ["pkg-template/package/node.js", "node:fs"],
  "cloudflare-modules-in-cloudflare-js": [
    "pkg-template/package/gateway/a.js",
    "cloudflare:workers",
  ],
  "client-without-gateway": ["pkg-template/package/partner/load.js", "../gateway/index.js"],
  "page-client-without-partner-client": ["pkg-template/package/web.js", "./partner/node.js"],
  "partner-client-without-page-client": ["pkg-template/package/partner/node.js", "../node.js"],
  "gateway-without-client": ["pkg-template/package/gateway/b.js", "../load.js"],
  "partner-client-without-stores": [
    "pkg-template/package/partner/load.js",
    "../stores/lease-lock.js",
  ],
  "checks-import-checks": ["pkg-template/package/checks/a.js", "../stores/index.js"],
  "stores-import-stores": ["pkg-template/package/stores/a.js", "../gateway/index.js"],
  "package-without-sandbox": ["pkg-template/package/gateway/c.js", "../sandbox/index.js"],
  "sandbox-imports-sandbox": ["pkg-template/package/sandbox/core/a.js", "../../load.js"],
  "sandbox-in-process-without-server": ["pkg-template/package/sandbox/index.js", "./node-http.js"],
  "tools-import-tools": ["pkg-template/tools/tool.mjs", "../../src/wasm/leaf.js"],
  "description-imports-gateway": ["pkg-template/openapi/a.mjs", "../package/node.js"],
  "setup-imports-no-package": ["pkg-template/tools/archive.mjs", "esbuild"],
  "storefront-imports-the-package-by-name": ["www/server/seed.mjs", "../../pkg/load.js"],
  "page-imports-page": ["www/app/main.jsx", "../worker/sessions.js"],
  "worker-imports-worker": ["www/worker/shop.js", "../app/format.js"],
  "example-imports-example": ["www/examples/deno/shop.js", "../bun/sessions.js"],
  "messages-import-nothing": ["www/messages/en.js", "../app/format.js"],
  "page-routes-import-nothing": ["www/app/routes.js", "./format.js"],
  "page-words-imports-lower-layers": ["www/app/i18n.js", "./data/errors.js"],
  "page-router-imports-lower-layers": ["www/app/router.js", "./data/errors.js"],
  "page-data-imports-lower-layers": ["www/app/data/account.js", "../parts/box.jsx"],
  "page-parts-imports-lower-layers": ["www/app/parts/list.jsx", "../router.js"],
  "page-views-imports-lower-layers": ["www/app/views/orders.jsx", "../shop.jsx"],
  "page-demo-imports-lower-layers": ["www/app/demo/panel.jsx", "../views/offers.jsx"],
  "worker-endpoints-below-entry": ["www/worker/payments.js", "./index.js"],
  "product-without-tests": ["www/server/serve.mjs", "../../tests/helper.js"],
  "sandbox-tests-import-sandbox": ["tests/sandbox/server.js", "../helper.js"],
  "tests-are-not-imported": ["tests/e2e/visit.js", "./start.test.js"],
};

/** @type {[file: string, imported: string][]} */
const ALLOWED = [
  ["pkg-template/package/load.js", "./error-classes.js"],
  ["pkg-template/package/read-module.js", "node:fs"],
  ["pkg-template/package/partner/node.js", "../pressone_esim_partner.js"],
  ["pkg-template/package/partner/load.js", "../load.js"],
  ["pkg-template/package/partner/load.js", "../stores/memory.js"],
  ["pkg-template/package/gateway/cloudflare.js", "cloudflare:workers"],
  ["pkg-template/package/gateway/index.js", "./handler.js"],
  ["pkg-template/package/stores/cloudflare.js", "cloudflare:workers"],
  ["pkg-template/package/stores/memory.js", "./arguments.js"],
  ["pkg-template/build.mjs", "./tools/run.mjs"],
  ["pkg-template/build.mjs", "esbuild"],
  ["pkg-template/setup.mjs", "./tools/archive.mjs"],
  ["pkg-template/openapi/b.mjs", "../package/gateway/handler.js"],
  ["www/app/main.jsx", "./shop.jsx"],
  ["www/app/shop.jsx", "./views/offers.jsx"],
  ["www/app/views/list.jsx", "../router.js"],
  ["www/app/views/list.jsx", "../format.js"],
  ["www/app/parts/error.jsx", "../data/errors.js"],
  ["www/app/data/purchases.js", "pressone-esim"],
  ["www/app/data/purchases.js", "@preact/signals"],
  ["www/app/parts/qr-code.jsx", "uqr"],
  ["www/worker/index.js", "./sessions.js"],
  ["www/worker/index.js", "pressone-esim/gateway"],
  ["www/examples/deno/shop.js", "./sessions.js"],
  ["www/examples/deno/shop.js", "pressone-esim/gateway"],
  ["www/server/demo.mjs", "../../pkg/sandbox/server.js"],
  ["tests/sandbox/server.js", "../../pkg-template/package/sandbox/server.js"],
  ["pkg-template/package/cli.js", "node:process"],
  ["pkg-template/package/cli.js", "./sandbox/command.js"],
  ["pkg-template/package/sandbox/command.js", "./server.js"],
  ["pkg-template/package/sandbox/server.js", "node:http"],
  ["pkg-template/package/sandbox/server.js", "./core/worlds.js"],
  ["www/server/demo.mjs", "../../pkg/partner/node.js"],
  ["www/server/demo.mjs", "../../pkg/stores/memory.js"],
  ["tests/gateway/rig.js", "../../pkg/gateway/index.js"],
  ["tests/gateway/rules.js", "../../www/server/serve.mjs"],
];

/** Files that others import. */
const LEAVES = [
  "www/examples/bun/sessions.js",
  "www/examples/deno/sessions.js",
  "src/wasm/leaf.js",
  "src/page/leaf.js",
  "pkg-template/package/node.js",
  "pkg-template/package/stores/lease-lock.js",
  "pkg-template/package/gateway/handler.js",
  "pkg-template/tools/run.mjs",
  "pkg-template/tools/archive.mjs",
  "node_modules/esbuild/index.js",
  "www/app/data/errors.js",
  "www/app/format.js",
  "www/app/router.js",
  "www/app/shop.jsx",
  "www/app/parts/box.jsx",
  "www/app/views/offers.jsx",
  "www/worker/sessions.js",
  "tests/helper.js",
  "pkg-template/package/sandbox/index.js",
  "pkg-template/package/sandbox/node-http.js",
  "pkg-template/package/sandbox/core/worlds.js",
  "tests/e2e/start.test.js",
];

/** The broken rules of a project with these imports. @param {[file: string, imported: string][]} imports */
async function brokenRules(imports) {
  const baseDir = mkdtempSync(join(tmpdir(), "pressone-imports-"));
  try {
    /** @param {string} file @param {string} text */
    const write = (file, text) => {
      mkdirSync(dirname(join(baseDir, file)), { recursive: true });
      writeFileSync(join(baseDir, file), text);
    };
    write("package.json", '{ "dependencies": { "esbuild": "1.0.0" } }');
    for (const file of LEAVES) write(file, "");
    for (const file of new Set(imports.map(([file]) => file))) {
      const imported = imports.filter(([each]) => each === file).map(([, name]) => name);
      write(file, imported.map((name) => `import "${name}";\n`).join(""));
    }
    const folders = ["src", "pkg-template", "www", "tests"];
    const options = { ...rules.options, baseDir, validate: true, ruleSet: rules };
    const { output } = await cruise(folders, options);
    assert.ok(typeof output === "object");
    return output.summary.violations;
  } finally {
    rmSync(baseDir, { recursive: true, force: true });
  }
}

for (const [rule, broken] of Object.entries(FORBIDDEN)) {
  test(`${rule} finds an import that breaks it`, async () => {
    /** @type {[string, string][]} */
    const back = rule === "no-cycle" ? [["src/wasm/two.js", "./one.js"]] : [];
    const found = await brokenRules([...ALLOWED, broken, ...back]);
    assert.deepEqual([...new Set(found.map((violation) => violation.rule.name))], [rule]);
  });
}

test("each rule has an example", () => {
  const names = rules.forbidden?.map(({ name }) => name);
  assert.deepEqual(names, Object.keys(FORBIDDEN));
});

test("allowed imports break no rule", async () => {
  assert.deepEqual(await brokenRules(ALLOWED), []);
});
