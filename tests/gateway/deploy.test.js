// A dry run of deploying the storefront's worker with wrangler and the worker's own configuration.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("wrangler bundles the worker with its configuration, without warnings", {
  timeout: 120_000,
}, (t) => {
  const out = mkdtempSync(join(tmpdir(), "deploy-"));
  t.after(() => rmSync(out, { recursive: true, force: true }));
  const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const args = [wrangler, "deploy", "--dry-run", "--outdir", out];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: join(ROOT, "www/worker"),
    encoding: "utf8",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", NO_COLOR: "1", HOME: out },
  });
  const output = stdout + stderr;
  assert.equal(status, 0, output);
  // A warning would appear in every shop's console.
  assert.doesNotMatch(output, /warning/i);
  for (const binding of ["env.STORE", "env.SESSIONS", "env.ASSETS", "env.PRESSONE_URL"]) {
    assert.ok(output.includes(binding), `${binding} is missing in:\n${output}`);
  }
  const files = readdirSync(out, { recursive: true, encoding: "utf8" });
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 1, files.join());
  const bundle = readFileSync(join(out, "index.js"), "utf8");
  assert.match(bundle, /StoreObject/);
  assert.ok(existsSync(join(ROOT, "target/site/index.html")));
  // A visitor can load every file of the site. None is of the server.
  const site = readdirSync(join(ROOT, "target/site/assets"));
  assert.equal(site.filter((file) => /^pressone_esim_page_bg-.*\.wasm$/.test(file)).length, 1);
  assert.deepEqual(
    site.filter((file) => /partner|gateway|stores|node|text/.test(file)),
    [],
  );
});
