/** The files that the shop's server serves, and their headers. */
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { useShopClient } from "./shop-client.js";

const { storefront, request } = useShopClient();

/** The addresses in the start page, and their content types. */
async function filesOfPage() {
  const page = await (await request("/")).text();
  const addresses = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    ([, url = ""]) => url,
  );
  return { page, addresses: new Set(addresses) };
}

const ENCODINGS_OF_CHROMIUM = "gzip, deflate, br, zstd";

/** @type {[RegExp, string][]} */
const TYPES = [
  [/\.css$/, "text/css; charset=utf-8"],
  [/\.js$/, "text/javascript; charset=utf-8"],
  [/\.wasm$/, "application/wasm"],
  [/\.woff2$/, "font/woff2"],
];

test("a page is five files: itself, a style, a script, the module and a font", async () => {
  const { page, addresses } = await filesOfPage();
  const types = [...addresses].map((url) => TYPES.findIndex(([pattern]) => pattern.test(url)));
  assert.deepEqual(types.sort(), [0, 1, 2, 3]);
  for (const address of ['/assets/[^"]+\\.wasm', '/assets/[^"]+\\.woff2', "/shop/account"]) {
    assert.match(page, new RegExp(`<link rel="preload" href="${address}"`));
  }
});

test("each file has its content type and the security headers", async () => {
  const { addresses } = await filesOfPage();
  for (const path of ["/", ...addresses]) {
    const { status, headers } = await request(path);
    assert.equal(status, 200, path);
    const type = TYPES.find(([pattern]) => pattern.test(path))?.[1] ?? "text/html; charset=utf-8";
    assert.equal(headers.get("content-type"), type);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types service-worker$/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
  }
});

test("files are immutable and compressed, and the page is validated", async () => {
  const { addresses } = await filesOfPage();
  for (const path of addresses) {
    const { headers } = await request(path);
    assert.equal(headers.get("cache-control"), "public, max-age=31536000, immutable", path);
  }
  const tag = (await request("/")).headers.get("etag") ?? "";
  assert.match(tag, /^"[0-9a-f]{16}"$/);
  const again = await request("/", { headers: { "If-None-Match": tag } });
  assert.equal(again.status, 304);
  let total = 0;
  let totalOfBrowser = 0;
  for (const path of ["/", ...addresses]) {
    const plain = (await getRaw(path)).body;
    const gzip = await getRaw(path, "gzip");
    total += gzip.body.length;
    const ofBrowser = await getRaw(path, ENCODINGS_OF_CHROMIUM);
    totalOfBrowser += ofBrowser.body.length;
    if (path.endsWith(".woff2")) continue;
    assert.equal(gzip.encoding, "gzip");
    assert.ok(gunzipSync(gzip.body).equals(plain), path);
    const brotli = await getRaw(path, "br");
    assert.equal(brotli.encoding, "br");
    assert.ok(brotliDecompressSync(brotli.body).equals(plain), path);
    assert.equal(ofBrowser.encoding, "br", "the smallest of those that the browser takes");
  }
  assert.ok(total < 95_000, `a page is ${total} bytes`);
  assert.ok(totalOfBrowser < 87_000, `a page is ${totalOfBrowser} bytes in a browser`);
});

test("each view's address is the page, and another address is not found", async () => {
  const { page } = await filesOfPage();
  for (const path of ["/orders?page=2", "/esims/8944", "/receipts/pay-1", "/renew", "/numbers"]) {
    const response = await request(path);
    assert.equal(response.status, 200, path);
    assert.equal(await response.text(), page);
  }
  const visit = await request("/no/such/view", { headers: { Accept: "text/html" } });
  assert.equal(visit.status, 404);
  assert.equal(await visit.text(), page);
});

test("no path leads out of the served folders", { timeout: 20_000 }, async () => {
  for (const path of [
    "/../package.json",
    "/assets/../../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/assets/../../Cargo.toml",
    "/server/start.mjs",
    "/app/main.jsx",
    "/assets/%00index.js",
    "/assets\\..\\server\\start.mjs",
    "/index.html.br",
    "/.inputs",
    "//etc/passwd",
    "/etc/passwd",
    "/assets",
    "/assets/",
  ]) {
    const { status } = await getRaw(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
  }
});

/**
 * Requests the path as it is, and returns the body as it arrives. `fetch` would change both.
 *
 * @param {string} path
 * @param {string} [encoding]
 * @returns {Promise<{ status: number | undefined, encoding: string | undefined, body: Buffer }>}
 */
function getRaw(path, encoding = "identity") {
  const { hostname, port } = new URL(storefront().url);
  const headers = { "Accept-Encoding": encoding };
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, headers }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      resolve({
        status: response.statusCode,
        encoding: response.headers["content-encoding"],
        body,
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}
