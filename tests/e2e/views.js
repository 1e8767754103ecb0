/** Every view of the storefront, in each of its states, and how a shopper gets there. */
import {
  buyAndLoseAnswer,
  buyTopup,
  NO_STORAGE_TITLE,
  news,
  openCheckout,
  payAndLeave,
  payButton,
  tryAgainButton,
  waitUntilLoaded,
} from "./page.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./storefront.js").Sandbox["iccids"]} Iccids */
/** @typedef {(page: Page, url: string, iccids: Iccids) => Promise<unknown>} OpenView */

/** Names and actions. The order matters: some views show purchases of the views before. @type {[string, OpenView][]} */
export const VIEWS = [
  ["esims", async (page) => page.getByRole("link", { name: "My phone" }).waitFor()],
  ["esim", (page, url, iccids) => goTo(page, `${url}#/esims/${iccids.active}`)],
  ["esim-without-offers", (page, url, iccids) => goTo(page, `${url}#/esims/${iccids.finished}`)],
  ["checkout", (page, url) => goTo(page, url).then(() => openCheckout(page))],
  ["receipt", (page, url) => goTo(page, url).then(() => buyTopup(page))],
  ["esim-bought", (page, url, iccids) => goTo(page, `${url}#/esims/${iccids.active}`)],
  ["news-ordered", (page, url) => goTo(page, url).then(() => leaveWhileOrdering(page, url))],
  ["receipt-open", (page, url) => goTo(page, url).then(() => loseOrder(page))],
  ["news-open", (page, url) => goToAnew(page, url).then(() => waitForNews(page, "still checking"))],
  ["checkout-storage", (page, url) => goTo(page, url).then(() => payWithoutStorage(page))],
  ["esim-retired", (page, url, iccids) => goTo(page, `${url}#/esims/${iccids.recycled}`)],
  ["receipt-missing", (page, url) => goTo(page, `${url}#/receipts/pay-unknown`)],
  ["orders", (page, url) => goTo(page, `${url}#/orders`)],
  ["orders-filtered", (page, url) => goTo(page, `${url}#/orders?status=completed&code=2`)],
  ["orders-beyond", (page, url) => goTo(page, `${url}#/orders?page=99`)],
  ["orders-empty", (page, url) => goTo(page, `${url}#/orders?code=no-such-code`)],
  ["renew", (page, url) => goTo(page, `${url}#/renew`)],
  ["renew-lost", (page, url) => goToAnew(page, `${url}#/renew`).then(() => loseRenewal(page))],
  ["not-found", (page, url) => goTo(page, `${url}#/nowhere`)],
];

/** @param {Page} page @param {string} address */
async function goTo(page, address) {
  await page.goto(address);
  await waitUntilLoaded(page);
}

/**
 * Starts the page anew, which recovers the purchases of earlier visits.
 *
 * @param {Page} page
 * @param {string} address
 */
async function goToAnew(page, address) {
  await page.goto("about:blank");
  await goTo(page, address);
}

/** @param {Page} page @param {string} text */
const waitForNews = (page, text) => news(page).getByText(text).first().waitFor();

/** @param {Page} page @param {string} url */
async function leaveWhileOrdering(page, url) {
  await openCheckout(page);
  await page.route("**/orders/topups", async (route) => void (await route.fetch()), { times: 1 });
  await payAndLeave(page);
  await goToAnew(page, url);
  await waitForNews(page, "was ordered");
}

/** @param {Page} page */
async function loseOrder(page) {
  await buyAndLoseAnswer(page, "before");
  await tryAgainButton(page).waitFor();
}

/** @param {Page} page */
async function payWithoutStorage(page) {
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await openCheckout(page);
  await payButton(page).click();
  await page.getByText(NO_STORAGE_TITLE).waitFor();
}

/** @param {Page} page */
async function loseRenewal(page) {
  await page.route("**/renew-number/", (route) => route.abort("connectionreset"), { times: 1 });
  await page.getByRole("button", { name: "Renew the number" }).click();
  await page.getByText("ask us about this renewal").waitFor();
}
