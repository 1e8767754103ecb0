/** The shopper's orders, with filters and pages. */
import { asyncSection } from "../components/async-section.js";
import { collectFilters, toOrderQuery } from "../data/order-filters.js";
import { h } from "../dom/elements.js";
import { orderFilterForm } from "../sections/order-filter-form.js";
import { describeOrderList, orderList, PAGE_SIZE } from "../sections/order-list.js";
import { renderView } from "./render-view.js";

/** The highest page number that the shop's gateway accepts. */
const MAX_PAGE = 999_999;

/** @type {import("./render-view.js").View} */
export function orders({ pressone, purchases }, { query }, signal) {
  const filters = collectFilters((name) => query.get(name) ?? "");
  const page = readPage(query);
  const list = asyncSection({
    subject: "your orders",
    bars: 4,
    load: () =>
      pressone.getOrderList(
        { ...toOrderQuery(filters), include: ["status"], page, limit: PAGE_SIZE },
        { signal },
      ),
    render: (found) => orderList(found, page, filters),
    describe: (found) => describeOrderList(found, page),
    watch: (refresh) =>
      purchases.onChange(({ state }) => {
        if (state === "done") refresh();
      }, signal),
    signal,
  });
  const title = page > 1 ? `Orders, page ${page}` : "Orders";
  return renderView(title, h("h1", {}, "Orders"), orderFilterForm(filters), list);
}

/** Returns the page number in the address, or the nearest valid one. @param {URLSearchParams} query */
function readPage(query) {
  const number = Number.parseInt(query.get("page") ?? "1", 10) || 1;
  return Math.min(Math.max(1, number), MAX_PAGE);
}
