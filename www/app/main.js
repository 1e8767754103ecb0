/** Starts the page: one client of the package, and a view for each address. */
import { createClient } from "/pkg/web.js";
import { fill, focusOn, h } from "./dom.js";
import { newsOf } from "./news.js";
import { failure, nothing } from "./parts.js";
import { purchasesOf } from "./purchases.js";
import { parse } from "./routes.js";
import { mine } from "./shop.js";
import { checkout } from "./views/checkout.js";
import { esim } from "./views/esim.js";
import { esims } from "./views/esims.js";
import { orders } from "./views/orders.js";
import { receipt } from "./views/receipt.js";
import { renew } from "./views/renew.js";

/**
 * @typedef {object} Shop what every view gets
 * @property {import("/pkg/web.js").Client} pressone
 * @property {import("./shop.js").Esim[]} esims
 * @property {string[]} emails of the shopper's
 * @property {import("./purchases.js").Purchases} purchases
 */
/** @typedef {{ title: string, node: HTMLElement }} Shown the node holds the view's one h1 */
/** @typedef {(shop: Shop, route: import("./routes.js").Route, signal: AbortSignal) => Shown} View */

/** @type {Record<string, View>} */
const VIEWS = { esims, esim, checkout, receipt, orders, renew };

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
let leaving = new AbortController();

/**
 * @param {Shop} shop
 * @param {import("./routes.js").Route | null} route
 * @param {boolean} moved whether the shopper came from another view
 */
function show(shop, route, moved) {
  leaving.abort();
  leaving = new AbortController();
  const view = route && VIEWS[route.view];
  const shown = view ? view(shop, route, leaving.signal) : missing();
  document.title = `${shown.title} · Petrel eSIM`;
  fill(main, shown.node);
  for (const tab of document.querySelectorAll("[data-tab]")) {
    const here = tab.getAttribute("data-tab") === route?.tab;
    if (here) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (!moved) return;
  window.scrollTo(0, 0);
  // Where a screen reader goes on reading; for everybody else, where Tab goes on.
  focusOn(main.querySelector("h1"));
}

/** @returns {Shown} */
function missing() {
  const text = "The address may be wrong, or it is from an older visit.";
  return {
    title: "Not found",
    node: h("div", {}, h("h1", {}, "There is no such page"), nothing("Nothing to see here", text)),
  };
}

async function start() {
  fill(main, h("p", { class: "starting" }, "Opening the shop…"));
  try {
    const { shopper, ...owned } = await mine();
    // No secret here: the shop's own server, under this path, holds the credentials.
    const pressone = await createClient({ baseUrl: "/api/pressone", partition: shopper });
    open({ pressone, ...owned, purchases: purchasesOf(pressone) });
  } catch (error) {
    console.warn(error);
    fill(main, h("h1", {}, "The shop did not open"), failure(error, start));
  }
}

/** @param {Shop} shop */
function open(shop) {
  const { purchases } = shop;
  const news = newsOf(purchases);
  main.before(news.region);
  const tell = () => {
    const route = parse(location.hash);
    news.update(route?.view === "receipt" ? route.params[0] : undefined);
  };
  let asked = false;
  // What cannot be found out now is asked for again later; for a journal that fails the checkout has words.
  const look = async () => {
    try {
      await purchases.look();
      asked = true;
    } catch {
      asked = false;
    }
    tell();
  };
  window.addEventListener("hashchange", () => {
    show(shop, parse(location.hash), true);
    tell();
    if (!asked || purchases.news().some(({ order }) => order === null)) look();
  });
  show(shop, parse(location.hash), false);
  // After the view, which waits for nothing of it.
  look();
}

document.querySelector(".skip")?.addEventListener("click", (event) => {
  // The hash is the address of the view.
  event.preventDefault();
  main.focus();
});

start();
