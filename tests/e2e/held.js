/** Requests of a page, and answers to it, that a test holds back. */
import { createGate } from "../gate.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Route} Route */
/** @typedef {import("playwright-core").Request} Request */
/** @typedef {{ method?: "GET" | "POST", url: string | RegExp }} Wanted */

/**
 * @param {Page} page
 * @param {Wanted} wanted
 * @param {(route: Route) => Promise<() => Promise<void>>} begin returns what follows the release
 */
async function hold(page, { method = "GET", url }, begin) {
  const [held, released] = [
    /** @type {ReturnType<typeof createGate<Request>>} */ (createGate()),
    createGate(),
  ];
  let isTaken = false;
  await page.route(url, async (route) => {
    if (isTaken || route.request().method() !== method) return route.fallback();
    isTaken = true;
    const end = await begin(route);
    held.open(route.request());
    await released.opened;
    await end();
  });
  return { held: held.opened, release: released.open };
}

/** Holds the next request back, which has left the page. @param {Page} page @param {Wanted} wanted */
export const holdRequest = (page, wanted) =>
  hold(page, wanted, async (route) => () => route.continue());

/** Holds the answer to the next request back. The shop gives it at once. @param {Page} page @param {Wanted} wanted */
export const holdAnswer = (page, wanted) =>
  hold(page, wanted, async (route) => {
    const response = await route.fetch();
    return () => route.fulfill({ response });
  });
