/** Requests of a page, and answers to it and to the shop, that a test holds back. */

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Route} Route */
/** @typedef {import("playwright-core").Request} Request */
/** @typedef {{ method?: "GET" | "POST", url: string | RegExp }} Wanted */
/** @typedef {import("../../pkg-template/package/sandbox/core/sandbox.js").Sandbox} Sandbox */

/** The paths of PressOne's orders. */
const ORDERS = /\/orders(?:\/topups)?$/;

/** A promise that a test resolves by calling `open`. @template [T=void] */
function createGate() {
  /** @type {(value: T) => void} */
  let open = () => {};
  const opened = new Promise((/** @type {(value: T) => void} */ resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** The times that a request is sent again if its connection was closed while it began. */
export const MAX_RETRIES = 3;

/**
 * Gets the shop's answer to a request of the page. The shop closes a connection that was idle for 5 seconds. A
 * request that meets this is sent again, as the browser would do.
 *
 * @param {Route} route
 */
export const fetchAnswer = (route) => route.fetch({ maxRetries: MAX_RETRIES });

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
  hold(page, wanted, async (route) => () => route.fallback());

/** Holds the answer to the next request back. The shop gives it at once. @param {Page} page @param {Wanted} wanted */
export const holdAnswer = (page, wanted) =>
  hold(page, wanted, async (route) => {
    const response = await fetchAnswer(route);
    return () => route.fulfill({ response });
  });

/**
 * Holds PressOne's answer to the next order back. PressOne makes or refuses the order at once.
 *
 * @param {object} sandbox
 * @returns {{ served: Promise<void>, release: () => void }} `served` resolves when the order is made or refused
 */
export function holdNextAnswer(sandbox) {
  const inside = /** @type {Sandbox} */ (sandbox);
  const { handle } = inside;
  const [served, released] = [createGate(), createGate()];
  inside.handle = async (request) => {
    const isHeld = request.method === "POST" && ORDERS.test(new URL(request.url).pathname);
    if (isHeld) inside.handle = handle;
    const exchange = await handle(request);
    if (!isHeld) return exchange;
    served.open();
    await released.opened;
    return exchange;
  };
  return { served: served.opened, release: released.open };
}
