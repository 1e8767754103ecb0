// The service worker. It opens the page without a connection, and keeps the files of the build that is open. It
// handles no request for data: `app/data/kept-answers.js` keeps what the shopper has seen.

/** The script runs in a worker, whose types are not those of a page. @type {any} */
const worker = globalThis;

/** The build writes its own files here. @type {{ version: string, script: string, files: string[] }} */
const { version, script, files } = worker.BUILD;

const CACHE_OF_FILES = "files ";
/** As in `app/data/kept-answers.js`. */
const CACHE_OF_ANSWERS = "answers of ";
const CACHE = CACHE_OF_FILES + version;
/** The addresses that the worker leaves to the network, whatever the request. */
const ENDPOINT = /^\/(?:api|shop|webhooks)\//;
const FILE = /^\/assets\//;

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepBuild()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(begin()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || ENDPOINT.test(pathname)) return;
  if (mode === "navigate") event.respondWith(openPage(event.request));
  else if (FILE.test(pathname)) event.respondWith(openFile(event.request));
});

/** Keeps the page and the files that it may load later: the server of the next build may no longer have them. */
async function keepBuild() {
  const cache = await caches.open(CACHE);
  // The request sends and stores no cookie, so its answer begins no session.
  await cache.addAll([new Request("/", { credentials: "omit" }), ...files]);
  const page = await cache.match("/");
  // The next build arrived meanwhile. Its own worker will keep it.
  if (!(await page?.text())?.includes(script)) throw new Error("the page is of another build");
}

/** Deletes the caches whose names begin like this, except the worker's own. @param {string} prefix */
async function deleteCaches(prefix) {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(prefix) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** Runs after the last page of the build before was closed. */
async function begin() {
  await deleteCaches(CACHE_OF_FILES);
  await worker.clients.claim();
}

/** @param {Request} request */
async function openPage(request) {
  try {
    const response = await fetch(request);
    // Another shopper may be signing in.
    if (response.headers.has("New-Session")) await deleteCaches(CACHE_OF_ANSWERS);
    return response;
  } catch (error) {
    const cache = await caches.open(CACHE);
    const page = await cache.match("/");
    if (!page) throw error;
    return page;
  }
}

/** @param {Request} request */
async function openFile(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
