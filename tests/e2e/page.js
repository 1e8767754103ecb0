/** The actions of a shopper in the storefront's page, and the page's contents. */
import { fetchAnswer } from "./held.js";

/** @typedef {import("../browser.js").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

/**
 * Waits for the view with this heading.
 *
 * @param {Page} page
 * @param {string} heading
 */
export async function waitForView(page, heading) {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

/**
 * Waits until the view has loaded all of its parts.
 *
 * @param {Page} page
 */
export async function waitUntilLoaded(page) {
  await page.locator("main h1").waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy]") === null);
}

/** Waits until a heading has the focus, which each change of the view moves. @param {Page} page @param {string} heading */
export const waitForFocus = (page, heading) =>
  page.locator("h1:focus, h2:focus", { hasText: new RegExp(`^${heading}$`) }).waitFor();

/**
 * Ends the session. The service worker has loaded the page by then, because its request would begin a new session.
 *
 * @param {Page} page
 */
export async function endSession(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.context().clearCookies();
}

/** Fills the browser's storage of the shop to its last byte. @param {Page} page */
export const fillStorage = (page) =>
  page.evaluate(() => {
    for (let length = 4_194_304, count = 0; length >= 1; count += 1) {
      try {
        localStorage.setItem(`full ${count}`, "x".repeat(length));
      } catch {
        length /= 2;
      }
    }
  });

/** Opens a view of the navigation. @param {Page} page @param {"My eSIMs" | "Shop" | "Orders" | "Numbers"} name */
export const openTab = (page, name) =>
  page.getByRole("navigation", { name: "Shop" }).getByRole("link", { name }).click();

/** The packages on an eSIM's time line. @param {Page} page */
export const packageSteps = (page) => page.locator(".timeline .step");

/** Opens the first eSIM of the list. @param {Page} page */
export async function openEsim(page) {
  await page.getByRole("link", { name: "My phone", exact: true }).click();
  await waitForView(page, "My phone");
}

/** Opens the checkout of the first offer, from the list of eSIMs. @param {Page} page */
export async function openCheckout(page) {
  await openEsim(page);
  await chooseFirstOffer(page);
}

/** Opens the checkout of the first offer, from the eSIM's view. @param {Page} page */
export async function chooseFirstOffer(page) {
  await page.getByRole("link", { name: /^Continue/ }).click();
  await waitForView(page, "Checkout");
  await payButton(page).waitFor();
}

/** The button that pays for a top-up or for a new eSIM. @param {Page} page */
export const payButton = (page) => page.getByRole("button", { name: /^Pay \S+(?: and top up)?$/ });

/**
 * Presses the pay button, and buys again if the page asks that.
 *
 * @param {Page} page
 * @param {() => Promise<unknown>} waitForEnd
 */
export async function pressPay(page, waitForEnd) {
  let hasEnded = false;
  const end = waitForEnd().finally(() => {
    hasEnded = true;
  });
  await payButton(page).click();
  const again = page.getByRole("button", { name: /^Buy it again/ });
  // This goes on waiting after the end. A question of a later purchase is not its own.
  const answered = again.waitFor().then(
    () => (hasEnded ? undefined : again.click()),
    () => {},
  );
  await Promise.race([end, answered]);
  await end;
}

/** Pays at the checkout. Waits for the receipt. @param {Page} page */
export const pay = (page) => pressPay(page, () => waitForView(page, "Thank you"));

/** Buys the first offer, from the list of eSIMs. @param {Page} page */
export async function buyTopup(page) {
  await openCheckout(page);
  await pay(page);
}

/** @param {import("playwright-core").Request} request */
const isOrder = (request) =>
  request.method() === "POST" && request.url().endsWith("/api/pressone/purchases.json");

/** Pays at the checkout. Waits until the order has left the page. @param {Page} page */
export async function payUntilSent(page) {
  await pressPay(page, () => page.waitForRequest(isOrder));
}

/** Pays at the checkout, and ends the page while the order is on its way. @param {Page} page */
export async function payAndLeave(page) {
  await payUntilSent(page);
  await page.goto("about:blank");
}

/**
 * Resets the connection of the next order.
 *
 * @param {Page} page
 * @param {"before" | "after"} moment before or after the server has received the order
 */
export async function loseNextOrder(page, moment) {
  let isLost = false;
  await page.route("**/purchases.json", async (route) => {
    if (isLost || !isOrder(route.request())) return route.fallback();
    isLost = true;
    if (moment === "after") await fetchAnswer(route);
    return route.abort("connectionreset");
  });
}

/**
 * Buys the first offer, and loses PressOne's answer. PressOne lists the order an hour later, if it made it.
 * Waits until the page reports that it is checking the order.
 *
 * @param {Page} page
 * @param {import("./storefront.js").Sandbox} sandbox
 * @param {"before" | "after"} [moment] before or after PressOne made the order
 * @returns {Promise<string>} the payment's id
 */
export async function buyUnlisted(page, sandbox, moment = "after") {
  await openCheckout(page);
  sandbox.configure({ listedAfterMs: LISTED_AFTER_MS });
  sandbox.faults.add({ endpoint: "submit", kind: `cut-${moment}` });
  await pressPay(page, () => pendingOrder(page).waitFor());
  return paymentOf(page);
}

/** The time after which PressOne lists the order of `buyUnlisted`. */
export const LISTED_AFTER_MS = 3_600_000;

/** Returns the payment's id of the receipt that is open. @param {Page} page */
export const paymentOf = (page) => decodeURIComponent(page.url().replace(/^.*\/receipts\//, ""));

/** @param {Page} page */
export const pendingOrder = (page) => page.getByText("We are checking your order", { exact: true });

/** @param {Page} page */
export const checkButton = (page) => page.getByRole("button", { name: "Check now" });

/** @param {Page} page */
export const tryAgainButton = (page) => page.getByRole("button", { name: "Try again" });

/** The region above the views, which reports purchases. @param {Page} page */
export const news = (page) => page.locator(".news");

/**
 * Clicks several times before the page can react.
 *
 * @param {Locator} button
 * @param {number} times
 */
export const clickRepeatedly = (button, times) =>
  button.evaluate((element, count) => {
    for (let click = 0; click < count; click += 1) /** @type {HTMLElement} */ (element).click();
  }, times);

/**
 * Returns the value beside a name in the list of facts. A no-break space counts as a space.
 *
 * @param {Page | Locator} place
 * @param {string} name
 */
export async function readFact(place, name) {
  const page = "page" in place ? place.page() : place;
  const row = place.locator(".facts > div").filter({ has: page.getByText(name, { exact: true }) });
  return ((await row.locator("dd").textContent()) ?? "").replace(/\s+/g, " ").trim();
}
