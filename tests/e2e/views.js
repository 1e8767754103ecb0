/** Every view of the storefront, in each of its states, and how a shopper gets there. */
import { fetchAnswer, holdNextAnswer } from "./held.js";
import { renewNumber } from "./number.js";
import {
  buyTopup,
  buyUnlisted,
  news,
  openCheckout,
  pay,
  payAndLeave,
  payButton,
  payUntilSent,
  pendingOrder,
  waitUntilLoaded,
} from "./page.js";
import { emptyAccount, openEsimCheckout } from "./sale.js";

/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./storefront.js").Sandbox} Sandbox */
/** @typedef {(page: Page, url: string, sandbox: Sandbox) => Promise<unknown>} OpenView */

/** Names and actions. The order matters: some views show purchases of the views before. @type {[string, OpenView][]} */
const PURCHASES = [
  ["esims", async (page) => page.getByRole("link", { name: "My phone", exact: true }).waitFor()],
  ["esim", (page, url, { iccids }) => goTo(page, `${url}esims/${iccids.active}`)],
  ["esim-without-offers", (page, url, { iccids }) => goTo(page, `${url}esims/${iccids.finished}`)],
  ["checkout", (page, url) => goTo(page, url).then(() => openCheckout(page))],
  ["receipt", (page, url) => goTo(page, url).then(() => buyTopup(page))],
  ["esim-bought", (page, url, { iccids }) => goTo(page, `${url}esims/${iccids.active}`)],
  ["news-ordered", (page, url) => goTo(page, url).then(() => leaveWhileOrdering(page, url))],
  [
    "news-ordering",
    (page, url, sandbox) => goTo(page, url).then(() => leaveSlowOrder(page, sandbox)),
  ],
  ["receipt-open", (page, url, sandbox) => goTo(page, url).then(() => buyUnlisted(page, sandbox))],
  ["news-open", (page, url) => goToAnew(page, url).then(() => waitForNews(page, "still checking"))],
  ["news-refused", (page, url, sandbox) => goTo(page, url).then(() => leaveRefused(page, sandbox))],
  ["receipt-refused", (page) => openRefusal(page)],
  ["esim-retired", (page, url, { iccids }) => goTo(page, `${url}esims/${iccids.recycled}`)],
  ["receipt-missing", (page, url) => goTo(page, `${url}receipts/pay-unknown`)],
];

/** @type {[string, OpenView][]} */
const ORDERS = [
  ["orders", (page, url) => goTo(page, `${url}orders`)],
  ["orders-filtered", (page, url) => goTo(page, `${url}orders?status=completed&code=2`)],
  ["orders-beyond", (page, url) => goTo(page, `${url}orders?page=99`)],
  ["order", (page, url) => goTo(page, `${url}orders`).then(() => openFirstOrder(page))],
  ["orders-empty", (page, url) => goTo(page, `${url}orders?code=no-such-code`)],
  ["renew", (page, url) => goTo(page, `${url}renew`)],
  ["renew-confirm", (page) => page.getByRole("button", { name: /^Renew for/ }).click()],
  [
    "renew-lost",
    (page, url, sandbox) => goToAnew(page, `${url}renew`).then(() => loseRenewal(page, sandbox)),
  ],
  ["not-found", (page, url) => goTo(page, `${url}nowhere`)],
];

/** @type {[string, OpenView][]} */
const NUMBERS = [
  ["numbers", (page, url) => goTo(page, `${url}numbers`)],
  ["numbers-none", (page, url) => goToNoNumbers(page, url)],
  ["claim", (page, url) => goTo(page, `${url}numbers/%2B446715000012`)],
  ["claim-refused", (page, _url, sandbox) => refuseClaim(page, sandbox)],
  [
    "claim-receipt",
    (page, url) => goTo(page, `${url}numbers/%2B446715000012`).then(() => pay(page)),
  ],
  ["claim-own", (page, url) => goTo(page, `${url}numbers/%2B446715000012`)],
  [
    "claim-open",
    (page, url, sandbox) =>
      goTo(page, `${url}numbers/%2B12025550210`).then(() => loseClaim(page, sandbox)),
  ],
  ["renew-claimed", (page, url) => goTo(page, `${url}renew`)],
  ["renew-none", (page, url) => goToNoNumber(page, url)],
];

/** @type {[string, OpenView][]} */
const SHOP = [
  ["shop", (page, url) => goTo(page, `${url}shop`)],
  ["shop-search", (page) => page.getByLabel("Where are you going?").fill("no")],
  ["shop-none", (page) => page.getByLabel("Where are you going?").fill("atlantis")],
  ["country", (page, url) => goTo(page, `${url}countries/IE`)],
  ["country-phones", (page) => askForPhone(page, "harbour")],
  ["country-none", (page, url) => goTo(page, `${url}countries/atlantis`)],
  ["phones-none", (page, url) => goTo(page, `${url}phones`).then(() => searchPhone(page, "xyz"))],
  ["buy", (page, url) => goTo(page, `${url}countries/IE/buy/polaris-5days-unlimited`)],
  ["buy-unavailable", (page, url) => goTo(page, `${url}countries/NO/buy/nothing`)],
  ["install", (page, url, { iccids }) => goTo(page, `${url}esims/${iccids.active}/install`)],
  ["receipt-new", (page, url) => goTo(page, url).then(() => buyEsim(page))],
  ["esims-new", (page, url) => goTo(page, url)],
  ["esims-none", (page) => emptyAccount(page)],
];

/** The walks by their name, each for a shop of its own: the gateway limits a shopper's requests. */
export const WALKS = {
  "of eSIMs and purchases": PURCHASES,
  "of orders and renewals": ORDERS,
  "of phone numbers": NUMBERS,
  "of the shop": SHOP,
};

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
  await page.route("**/purchases.json", async (route) => void (await fetchAnswer(route)), {
    times: 1,
  });
  await payAndLeave(page);
  await goToAnew(page, url);
  await waitForNews(page, "Ordered: 1 GB · 7 days");
}

/** A checkout has no tabs on a phone. @param {Page} page */
const leaveCheckout = (page) => page.getByRole("link", { name: "Back to the top-ups" }).click();

/** PressOne answers when the view was seen. @param {Page} page @param {Sandbox} sandbox */
async function leaveSlowOrder(page, sandbox) {
  await openCheckout(page);
  const answer = holdNextAnswer(sandbox);
  await payUntilSent(page);
  await leaveCheckout(page);
  await waitForNews(page, "Ordering 1 GB · 7 days…");
  page.once("framenavigated", answer.release);
}

/** @param {Page} page @param {Sandbox} sandbox */
async function leaveRefused(page, sandbox) {
  await openCheckout(page);
  sandbox.faults.add({ endpoint: "submit", kind: "error", code: 11 });
  const answer = holdNextAnswer(sandbox);
  await payUntilSent(page);
  await leaveCheckout(page);
  answer.release();
  await waitForNews(page, "Not ordered: 1 GB · 7 days.");
}

/** @param {Page} page */
async function openRefusal(page) {
  const refused = news(page).getByRole("listitem").filter({ hasText: "Not ordered" });
  await refused.getByRole("link", { name: /^See the details/ }).click();
  await page.getByText("Nothing was ordered and you have not been charged.").waitFor();
}

/** @param {Page} page @param {Sandbox} sandbox */
async function loseRenewal(page, sandbox) {
  sandbox.faults.add({ endpoint: "renew", kind: "cut-before" });
  await renewNumber(page);
  await page.getByText("is not confirmed yet").first().waitFor();
}

/** @param {Page} page @param {string} url */
async function goToNoNumber(page, url) {
  await goTo(page, url);
  await emptyAccount(page);
  await goTo(page, `${url}renew`);
}

/** @param {Page} page @param {string} url */
async function goToNoNumbers(page, url) {
  const json = { data: [], meta: { gateway: 1, total: 0, next: null } };
  await page.route("**/numbers.json", (route) => route.fulfill({ json }), { times: 1 });
  await goTo(page, `${url}numbers`);
}

/** @param {Page} page @param {Sandbox} sandbox */
async function refuseClaim(page, sandbox) {
  sandbox.faults.add({ endpoint: "claim", kind: "invalid" });
  await payButton(page).click();
  await page.getByText("This number is no longer available").waitFor();
}

/** @param {Page} page @param {Sandbox} sandbox */
async function loseClaim(page, sandbox) {
  sandbox.faults.add({ endpoint: "claim", kind: "cut-before" });
  await payButton(page).click();
  await pendingOrder(page).waitFor();
}

/** @param {Page} page */
async function buyEsim(page) {
  await openEsimCheckout(page);
  await pay(page);
}

/** @param {Page} page @param {string} text */
async function searchPhone(page, text) {
  await page.getByLabel("Find your phone").fill(text);
  await page.locator("main [role=status]").filter({ hasText: /phone/ }).waitFor();
}

/** @param {Page} page @param {string} text */
async function askForPhone(page, text) {
  await page.getByText("Does my phone support eSIM?").click();
  await waitUntilLoaded(page);
  await searchPhone(page, text);
}

/** @param {Page} page */
async function openFirstOrder(page) {
  await page.locator(".order").first().getByRole("link").click();
  await page.locator(".receipt-head .code").waitFor();
}
