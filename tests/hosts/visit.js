// A page that is opened, with what it fetches.

/**
 * @param {import("node:test").TestContext} t
 * @param {ReturnType<typeof import("../browser.js").useChromium>} newPage
 * @param {string} url
 */
export async function visit(t, newPage, url) {
  const { page, complaints } = await newPage(t);
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(url);
  const loads = () => fetched.filter((path) => path.endsWith(".wasm")).length;
  return { page, complaints, fetched, loads };
}
