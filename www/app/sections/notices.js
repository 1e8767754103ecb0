/** The notices above every view: the outcomes of purchases of earlier visits. */
import { codeText } from "../components/values.js";
import { visuallyHidden } from "../dom/accessibility.js";
import { h, replaceContent } from "../dom/elements.js";
import { receiptPath } from "../routes.js";

/** @param {import("../data/purchases.js").Purchases} purchases */
export function createNotices(purchases) {
  const region = h("div", { class: "news", role: "status" });
  let current = "";

  return {
    region,

    /** @param {string | undefined} excluded the reference whose receipt is the view */
    update(excluded) {
      const unshown = purchases.getUnshown().filter(({ reference }) => reference !== excluded);
      // Screen readers read the region again at each change, so unchanged notices stay.
      const next = JSON.stringify(
        unshown.map(({ reference, order }) => [reference, order !== null]),
      );
      if (next === current) return;
      current = next;
      replaceContent(region, unshown.length > 0 && h("ul", {}, unshown.map(notice)));
    },
  };
}

/** @param {import("../data/purchases.js").RecoveredPurchase} purchase */
function notice({ reference, package_id, order }) {
  const text = order
    ? ["Your top-up ", h("strong", {}, order.package ?? package_id), " was ordered."]
    : ["We are still checking payment ", codeText(reference), "; you will not be charged twice."];
  const linkText = order ? "See the receipt" : "See what is known";
  return h(
    "li",
    {},
    h("span", {}, text),
    h("a", { href: receiptPath(reference) }, linkText, visuallyHidden(` of payment ${reference}`)),
  );
}
