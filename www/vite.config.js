// The build of the page: a few hashed files, their compressed copies, and a start page that preloads them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig } from "vite";

/** @param {string} path */
const absolute = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The files that a page loads before its script asks for them, by the ends of their names. */
const PRELOADS = [
  { suffix: "_page_bg", extension: ".wasm", as: "fetch", type: "application/wasm" },
  { suffix: "latin-wght-normal", extension: ".woff2", as: "font", type: "font/woff2" },
];

/** Every view needs the account first. */
const ACCOUNT = { rel: "preload", href: "/shop/account", as: "fetch", crossorigin: "" };

/** Adds preload links, because the browser would find these addresses late. @returns {import("vite").Plugin} */
const preloads = () => ({
  name: "preloads",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      const files = Object.keys(bundle ?? {});
      const tags = PRELOADS.flatMap(({ suffix, extension, as, type }) =>
        files
          .filter((file) => file.endsWith(extension) && file.includes(`${suffix}-`))
          .filter((file) => !file.includes("-ext-"))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", href: `/${file}`, as, type, crossorigin: "" },
            injectTo: /** @type {const} */ ("head"),
          })),
      );
      // In the page itself, because it is small: one request less.
      const icon = `data:image/svg+xml,${encodeURIComponent(readFileSync(absolute("icon.svg"), "utf8"))}`;
      const favicon = { tag: "link", attrs: { rel: "icon", type: "image/svg+xml", href: icon } };
      const account = { tag: "link", attrs: ACCOUNT, injectTo: /** @type {const} */ ("head") };
      return { html, tags: [favicon, ...tags, account] };
    },
  },
});

const WORKER = "service-worker.js";
/** Files that most pages never load: the demo's panel, the font's rarer letters, and flags. */
const RARE = /\/panel-|-ext-|\.svg$/;

/** Names the files of the build in the service worker. @returns {import("vite").Plugin} */
const serviceWorker = () => ({
  name: "service-worker",
  enforce: "post",
  generateBundle(_options, bundle) {
    const worker = bundle[WORKER];
    const page = bundle["index.html"];
    if (worker?.type !== "chunk" || page?.type !== "asset") return this.error("no worker or page");
    const script = Object.keys(bundle).find((file) => /^assets\/index-.*\.js$/.test(file));
    const files = Object.keys(bundle)
      .filter((file) => file.startsWith("assets/") && !RARE.test(file))
      .map((file) => `/${file}`);
    const version = createHash("sha256").update(page.source).digest("hex").slice(0, 16);
    const build = JSON.stringify({ version, script, files });
    worker.code = `self.BUILD=${build};${worker.code}`;
  },
});

const COMPRESSIBLE = /\.(html|js|css|svg|wasm)$/;

/** Writes a `.br` and a `.gz` beside each file. @returns {import("vite").Plugin} */
const compressedCopies = () => ({
  name: "compressed-copies",
  writeBundle({ dir = "" }) {
    const files = readdirSync(dir, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => COMPRESSIBLE.test(name))) {
      const path = join(dir, file);
      const contents = readFileSync(path);
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: contents.length };
      writeFileSync(`${path}.br`, brotliCompressSync(contents, { params }));
      writeFileSync(`${path}.gz`, gzipSync(contents, { level: 9 }));
    }
    // Cloudflare compresses by itself.
    writeFileSync(join(dir, ".assetsignore"), "*.br\n*.gz\n");
  },
});

export default defineConfig({
  root: absolute("."),
  publicDir: false,
  logLevel: "warn",
  // The package is in `pkg`, beside the storefront. In a copy, `pkg` is a link to the installed package.
  resolve: { alias: [{ find: /^pressone-esim$/, replacement: absolute("../pkg/web.js") }] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: absolute("../target/site"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // The policy allows no `data:` URLs for fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: [absolute("index.html"), absolute(WORKER)],
      output: {
        // The start needs one script. The views that a page loads later use its modules. Those of a top-up are one file,
        // so no step of a purchase waits for a file.
        codeSplitting: {
          groups: [
            { name: "index", test: /\/app\/main\.jsx$/, priority: 2 },
            { name: "top-up", test: /\/views\/(?:esim|checkout|receipt)\.jsx$/, priority: 1 },
          ],
        },
        // The browser looks for the next worker at the same address.
        entryFileNames: ({ name }) =>
          name === "service-worker" ? WORKER : "assets/[name]-[hash].js",
      },
    },
  },
  plugins: [preloads(), serviceWorker(), compressedCopies()],
});
