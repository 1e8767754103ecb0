/** The files that the shop's server serves, and their headers. */
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import { useShopClient } from "./shop-client.js";

const { storefront, request } = useShopClient();

test("each file has its content type and the security headers", async () => {
  /** @type {[string, string][]} */
  const files = [
    ["/", "text/html; charset=utf-8"],
    ["/style/base.css", "text/css; charset=utf-8"],
    ["/app/main.js", "text/javascript; charset=utf-8"],
    ["/icon.svg", "image/svg+xml"],
    ["/pkg/web.js", "text/javascript; charset=utf-8"],
    ["/pkg/pressone_esim_page_bg.wasm", "application/wasm"],
  ];
  for (const [path, type] of files) {
    const { status, headers } = await request(path);
    assert.equal(status, 200, path);
    assert.equal(headers.get("content-type"), type);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
  }
});

test("no path leads out of the served folders", { timeout: 20_000 }, async () => {
  for (const path of [
    "/../package.json",
    "/app/../../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/pkg/../../Cargo.toml",
    "/server/start.mjs",
    "/app/../server/start.mjs",
    "/pkg/%00web.js",
    "/app\\..\\server\\start.mjs",
    "//etc/passwd",
    "/etc/passwd",
    "/app",
    "/app/",
  ]) {
    const status = await getUnresolved(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
  }
});

/**
 * Requests the path as it is. `fetch` would resolve its dots first.
 *
 * @param {string} path
 * @returns {Promise<number | undefined>} the status
 */
function getUnresolved(path) {
  const { hostname, port } = new URL(storefront().url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject);
    sent.end();
  });
}
