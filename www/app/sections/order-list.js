/** One page of the order list, with the links to the other pages. */
import { link } from "../components/controls.js";
import { infoBox } from "../components/messages.js";
import { codeText, statusChip, timeElement } from "../components/values.js";
import { h } from "../dom/elements.js";
import { ORDER_TYPES } from "../format/labels.js";
import { formatMoney, pluralize } from "../format/numbers.js";
import { ordersPath } from "../routes.js";

/** @typedef {import("/pkg/web.js").OrderList} OrderList */
/** @typedef {import("../data/order-filters.js").Filters} Filters */

export const PAGE_SIZE = 10;

/**
 * @param {OrderList} list
 * @param {number} page
 * @param {Filters} filters
 */
export const orderList = (list, page, filters) =>
  isBeyondEnd(list, page)
    ? missingPage(page, filters)
    : [results(list, filters), pageLinks(list, page, filters)];

/**
 * Returns the list's summary for screen readers.
 *
 * @param {OrderList} list
 * @param {number} page
 */
export const describeOrderList = (list, page) =>
  isBeyondEnd(list, page)
    ? `There is no page ${page}.`
    : `${pluralize(list.orders.length, "order")} on page ${page}.`;

/** @param {OrderList} list @param {number} page */
const isBeyondEnd = ({ orders, meta: { last_page } }, page) =>
  page > 1 && orders.length === 0 && page > (last_page ?? 1);

/** @param {number} page @param {Filters} filters */
const missingPage = (page, filters) => [
  infoBox("There is no such page", `The list of orders ends before page ${page}.`),
  h("p", {}, link("To the first page", ordersPath(filters), "button main")),
];

/** @param {OrderList} list @param {Filters} filters */
function results({ orders, meta: { from, to, total, last_page } }, filters) {
  // PressOne cannot filter by type. The package filters each page, so a page may have fewer orders.
  const filteredByType = filters.type !== "";
  if (orders.length === 0) {
    return filteredByType && (last_page ?? 1) > 1
      ? infoBox("None on this page", "Orders of this type may be on another page.")
      : infoBox("No orders here", "Nothing was ordered, or nothing fits the filters.");
  }
  const hasRange = !filteredByType && total !== null && from !== null && to !== null;
  const count = hasRange
    ? `${from} to ${to} of ${pluralize(total, "order")}.`
    : `${pluralize(orders.length, "order")} on this page.`;
  return [
    h("p", { class: "small" }, count, " Times come from the operator, which names no time zone."),
    h("ul", { class: "orders" }, orders.map(orderCard)),
  ];
}

/** @param {import("/pkg/web.js").Order} order */
function orderCard(order) {
  const { code, reference, description, price, currency, type, status, created_at } = order;
  return h(
    "li",
    { class: "card order" },
    h("h2", { class: "order-title" }, order.package ?? order.package_id),
    h("p", { class: "order-price" }, formatMoney(price, currency)),
    h(
      "p",
      { class: "order-line small" },
      codeText(code),
      h("span", {}, ORDER_TYPES.get(type ?? "") ?? type),
      timeElement(created_at),
    ),
    status &&
      h("p", { class: "order-status" }, statusChip(status.slug, status.name ?? status.slug)),
    (reference || description) &&
      h(
        "p",
        { class: "order-note small" },
        reference && h("span", {}, "Payment ", codeText(reference)),
        description && h("span", {}, description),
      ),
  );
}

/**
 * @param {OrderList} list
 * @param {number} page
 * @param {Filters} filters
 */
function pageLinks({ orders, meta: { last_page } }, page, filters) {
  const last = last_page ?? (orders.length < PAGE_SIZE ? page : page + 1);
  if (last <= 1 && page === 1) return null;
  /** @param {string} label @param {number} target */
  const pageLink = (label, target) => link(label, ordersPath({ ...filters, page: String(target) }));
  return h(
    "nav",
    { class: "pages", "aria-label": "Pages" },
    page > 1 ? pageLink("Previous", Math.min(page - 1, last)) : h("span", {}),
    h("span", {}, last_page === null ? `Page ${page}` : `Page ${page} of ${last_page}`),
    page < last ? pageLink("Next", page + 1) : h("span", {}),
  );
}
