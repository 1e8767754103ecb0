/** Shows the view of an address. */
import { infoBox } from "./components/messages.js";
import { focusOn } from "./dom/accessibility.js";
import { h, replaceContent } from "./dom/elements.js";
import { checkout } from "./views/checkout.js";
import { esim } from "./views/esim.js";
import { esims } from "./views/esims.js";
import { orders } from "./views/orders.js";
import { receipt } from "./views/receipt.js";
import { renderView } from "./views/render-view.js";
import { renew } from "./views/renew.js";

/** @type {Record<string, import("./views/render-view.js").View>} */
const VIEWS = { esims, esim, checkout, receipt, orders, renew };

/**
 * @param {HTMLElement} main
 * @param {import("./data/context.js").Context} context
 */
export function createRouter(main, context) {
  let current = new AbortController();

  return {
    /** @param {import("./routes.js").Route | null} route */
    showView(route) {
      current.abort();
      current = new AbortController();
      const view = route && VIEWS[route.view];
      const { title, node } = view ? view(context, route, current.signal) : notFound();
      document.title = `${title} · Petrel eSIM`;
      replaceContent(main, node);
      markTab(route?.tab);
    },

    /** Scrolls to the top and moves the focus to the heading. */
    moveToTop() {
      window.scrollTo(0, 0);
      // Screen readers read on from the heading, and Tab goes on from there.
      focusOn(main.querySelector("h1"));
    },
  };
}

/** @param {string | undefined} current */
function markTab(current) {
  for (const tab of document.querySelectorAll("[data-tab]")) {
    if (tab.getAttribute("data-tab") === current) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

const notFound = () =>
  renderView(
    "Not found",
    h("h1", {}, "There is no such page"),
    infoBox("Nothing to see here", "The address may be wrong, or it is from an older visit."),
  );
