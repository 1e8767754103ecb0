// A page that is opened, with the paths that it requests.

/**
 * @param {import("node:test").TestContext} t
 * @param {ReturnType<typeof import("../browser.js").useChromium>} newPage
 * @param {string} url
 */
export async function visit(t, newPage, url) {
  const { page, complaints } = await newPage(t);
  /** @type {string[]} */
  const requestedPaths = [];
  page.on("request", (request) => requestedPaths.push(new URL(request.url()).pathname));
  await page.goto(url, { timeout: 30_000 });
  const countModuleLoads = () => requestedPaths.filter((path) => path.endsWith(".wasm")).length;
  return { page, complaints, requestedPaths, countModuleLoads };
}
