/** Every view of the storefront, in each of its states, and how a shopper gets there. */
import {
  buyTopup,
  buyUnlisted,
  news,
  openCheckout,
  payAndLeave,
  payUntilSent,
  waitUntilLoaded,
} from "./page.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./storefront.js").Sandbox} Sandbox */
/** @typedef {(page: Page, url: string, sandbox: Sandbox) => Promise<unknown>} OpenView */

/** Names and actions. The order matters: some views show purchases of the views before. @type {[string, OpenView][]} */
export const VIEWS = [
  ["esims", async (page) => page.getByRole("link", { name: "My phone" }).waitFor()],
  ["esim", (page, url, { iccids }) => goTo(page, `${url}#/esims/${iccids.active}`)],
  [
    "esim-without-offers",
    (page, url, { iccids }) => goTo(page, `${url}#/esims/${iccids.finished}`),
  ],
  ["checkout", (page, url) => goTo(page, url).then(() => openCheckout(page))],
  ["receipt", (page, url) => goTo(page, url).then(() => buyTopup(page))],
  ["esim-bought", (page, url, { iccids }) => goTo(page, `${url}#/esims/${iccids.active}`)],
  ["news-ordered", (page, url) => goTo(page, url).then(() => leaveWhileOrdering(page, url))],
  ["news-ordering", (page, url) => goTo(page, url).then(() => leaveSlowOrder(page))],
  ["receipt-open", (page, url, sandbox) => goTo(page, url).then(() => buyUnlisted(page, sandbox))],
  ["news-open", (page, url) => goToAnew(page, url).then(() => waitForNews(page, "still checking"))],
  ["news-refused", (page, url, sandbox) => goTo(page, url).then(() => leaveRefused(page, sandbox))],
  ["receipt-refused", (page) => openRefusal(page)],
  ["esim-retired", (page, url, { iccids }) => goTo(page, `${url}#/esims/${iccids.recycled}`)],
  ["receipt-missing", (page, url) => goTo(page, `${url}#/receipts/pay-unknown`)],
  ["orders", (page, url) => goTo(page, `${url}#/orders`)],
  ["orders-filtered", (page, url) => goTo(page, `${url}#/orders?status=completed&code=2`)],
  ["orders-beyond", (page, url) => goTo(page, `${url}#/orders?page=99`)],
  ["orders-empty", (page, url) => goTo(page, `${url}#/orders?code=no-such-code`)],
  ["renew", (page, url) => goTo(page, `${url}#/renew`)],
  [
    "renew-lost",
    (page, url, sandbox) => goToAnew(page, `${url}#/renew`).then(() => loseRenewal(page, sandbox)),
  ],
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
  await page.route("**/purchases.json", async (route) => void (await route.fetch()), { times: 1 });
  await payAndLeave(page);
  await goToAnew(page, url);
  await waitForNews(page, "Ordered: 1 GB");
}

/** @param {Page} page */
async function leaveSlowOrder(page) {
  await openCheckout(page);
  await page.route("**/purchases.json", (route) => void setTimeout(() => route.continue(), 3_000), {
    times: 1,
  });
  await payUntilSent(page);
  await page.getByRole("link", { name: "Orders" }).click();
  await waitForNews(page, "Ordering 1 GB…");
}

/** @param {Page} page @param {Sandbox} sandbox */
async function leaveRefused(page, sandbox) {
  await openCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11, delay: 1_000 });
  await payUntilSent(page);
  await page.getByRole("link", { name: "My eSIMs" }).click();
  await waitForNews(page, "Refused: 1 GB.");
}

/** @param {Page} page */
async function openRefusal(page) {
  const refused = news(page).getByRole("listitem").filter({ hasText: "Refused" });
  await refused.getByRole("link", { name: "See the details" }).click();
  await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
}

/** @param {Page} page @param {Sandbox} sandbox */
async function loseRenewal(page, sandbox) {
  sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
  await page.getByRole("button", { name: "Renew the number" }).click();
  await page.getByText("ask us about this renewal").waitFor();
}
