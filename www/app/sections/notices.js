/** The notices above every view: the purchases under way, and their outcomes. */
import { explain } from "../components/explanations.js";
import { visuallyHidden } from "../dom/accessibility.js";
import { h, replaceContent } from "../dom/elements.js";
import { receiptPath } from "../routes.js";

/** @typedef {import("../data/progress.js").Progress} Progress */

/** @param {import("../data/purchases.js").Purchases} purchases */
export function createNotices(purchases) {
  const region = h("div", { class: "news", role: "status" });
  let current = "";

  return {
    region,

    /** @param {string | undefined} excluded the reference whose receipt is the view */
    update(excluded) {
      const news = purchases.getNews().filter(({ reference }) => reference !== excluded);
      // Screen readers read the region again at each change, so unchanged notices stay.
      const next = JSON.stringify(news.map(({ reference, state }) => [reference, state]));
      if (next === current) return;
      current = next;
      replaceContent(region, news.length > 0 && h("ul", {}, news.map(notice)));
    },
  };
}

/** @param {Progress} purchase */
function notice(purchase) {
  const { text, linkText } = describe(purchase);
  const { reference } = purchase;
  const hidden = visuallyHidden(` of payment ${reference}`);
  const link = linkText && h("a", { href: receiptPath(reference) }, linkText, hidden);
  return h("li", {}, h("span", {}, text), link);
}

/** @param {Progress} purchase @returns {{ text: string, linkText?: string }} */
function describe({ state, title, order, error }) {
  const name = title ?? order?.data ?? "your top-up";
  switch (state) {
    case "ordering":
      return { text: `Ordering ${name}…` };
    case "done":
      return { text: `Ordered: ${name}.`, linkText: "See the receipt" };
    case "open":
      return {
        text: `We are still checking the order of ${name}. You will not be charged twice.`,
        linkText: "See what is known",
      };
    default:
      return {
        text: `Refused: ${name}. ${explain(error).title}. Nothing was charged.`,
        linkText: "See the details",
      };
  }
}
