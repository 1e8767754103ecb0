/** What became of the purchases of earlier visits, told above whatever view is shown. */
import { fill, h, unseen } from "./dom.js";
import { receiptPath } from "./routes.js";

/** @param {import("./purchases.js").Purchases} purchases */
export function newsOf(purchases) {
  const region = h("div", { class: "news", role: "status" });
  let shown = "";

  return {
    region,

    /** @param {string | undefined} here the payment whose receipt is shown: it says all of this itself */
    update(here) {
      const news = purchases.news().filter(({ reference }) => reference !== here);
      // What is written again is read out again.
      const now = JSON.stringify(news.map(({ reference, order }) => [reference, order !== null]));
      if (now === shown) return;
      shown = now;
      fill(region, news.length > 0 && h("ul", {}, news.map(line)));
    },
  };
}

/** @param {import("./purchases.js").Open} purchase */
function line({ reference, package_id, order }) {
  const words = order
    ? ["Your top-up ", h("strong", {}, order.package ?? package_id), " was ordered."]
    : [
        "We are still checking payment ",
        h("span", { class: "code" }, reference),
        "; you will not be charged twice.",
      ];
  const about = unseen(` of payment ${reference}`);
  return h(
    "li",
    {},
    h("span", {}, words),
    h(
      "a",
      { href: receiptPath(reference) },
      order ? "See the receipt" : "See what is known",
      about,
    ),
  );
}
