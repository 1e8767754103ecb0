/** The shopper's orders, with filters and pages. */
import { h } from "../dom.js";
import { counted, money } from "../format.js";
import { chip, link, loaded, nothing, time } from "../parts.js";
import { ordersPath } from "../routes.js";
import { filterForm, readFilters, toQuery } from "./order-filters.js";

const PER_PAGE = 10;
/** The shop's server takes none beyond. */
const LAST_PAGE = 999_999;

/** @type {import("../main.js").View} */
export function orders(shop, { query }, signal) {
  const filters = readFilters(query);
  const asked = Number.parseInt(query.get("page") ?? "1", 10) || 1;
  const page = Math.min(Math.max(1, asked), LAST_PAGE);
  const list = loaded({
    what: "your orders",
    rows: 4,
    load: () =>
      shop.pressone.getOrderList(
        { ...toQuery(filters), include: ["status"], page, limit: PER_PAGE },
        { signal },
      ),
    show: (found) =>
      isBeyond(found, page)
        ? beyond(page, filters)
        : [results(found, filters), pages(found, page, filters)],
    say: (found) =>
      isBeyond(found, page)
        ? `There is no page ${page}.`
        : `${counted(found.orders.length, "order")} on page ${page}.`,
    signal,
  });
  const node = h("div", {}, h("h1", {}, "Orders"), filterForm(filters), list);
  return { title: page > 1 ? `Orders, page ${page}` : "Orders", node };
}

/**
 * Whether the list ends before this page.
 *
 * @param {import("/pkg/web.js").OrderList} found
 * @param {number} page
 */
const isBeyond = ({ orders: list, meta: { last_page } }, page) =>
  page > 1 && list.length === 0 && page > (last_page ?? 1);

/** @param {number} page @param {import("./order-filters.js").Filters} filters */
const beyond = (page, filters) => [
  nothing("There is no such page", `The list of orders ends before page ${page}.`),
  h("p", {}, link("To the first page", ordersPath(filters), "button main")),
];

/**
 * @param {import("/pkg/web.js").OrderList} found
 * @param {import("./order-filters.js").Filters} filters
 */
function results({ orders: list, meta }, filters) {
  const { from, to, total, last_page } = meta;
  // PressOne has no filter for the type: the package leaves out rows of each page.
  const typed = filters.type !== "";
  if (list.length === 0) {
    return typed && (last_page ?? 1) > 1
      ? nothing("None on this page", "Orders of this type may be on another page.")
      : nothing("No orders here", "Nothing was ordered, or nothing fits the filters.");
  }
  const whole = !typed && total !== null && from !== null && to !== null;
  const count = whole
    ? `${from} to ${to} of ${counted(total, "order")}.`
    : `${counted(list.length, "order")} on this page.`;
  return [
    h("p", { class: "small" }, count, " Times are the operator's, who names no time zone."),
    h("ul", { class: "orders" }, list.map(row)),
  ];
}

/** @param {import("/pkg/web.js").Order} order */
function row(order) {
  const { code, reference, description, price, currency, type, status, created_at } = order;
  return h(
    "li",
    { class: "card order" },
    h("h2", { class: "order-title" }, order.package ?? order.package_id),
    h("p", { class: "order-price" }, money(price, currency)),
    h(
      "p",
      { class: "order-line small" },
      h("span", { class: "code" }, code),
      h("span", {}, type === "topup" ? "Top-up" : type === "sim" ? "New eSIM" : type),
      time(created_at),
    ),
    status && h("p", { class: "order-status" }, chip(status.slug, status.name ?? status.slug)),
    (reference || description) &&
      h(
        "p",
        { class: "order-note small" },
        reference && h("span", {}, "Payment ", h("span", { class: "code" }, reference)),
        description && h("span", {}, description),
      ),
  );
}

/**
 * @param {import("/pkg/web.js").OrderList} found
 * @param {number} page
 * @param {import("./order-filters.js").Filters} filters
 */
function pages({ meta, orders: list }, page, filters) {
  const last = meta.last_page ?? (list.length < PER_PAGE ? page : page + 1);
  if (last <= 1 && page === 1) return null;
  /** @param {number} number @param {string} label */
  const to = (number, label) => link(label, ordersPath({ ...filters, page: String(number) }));
  return h(
    "nav",
    { class: "pages", "aria-label": "Pages" },
    page > 1 ? to(Math.min(page - 1, last), "Previous") : h("span", {}),
    h("span", {}, meta.last_page === null ? `Page ${page}` : `Page ${page} of ${meta.last_page}`),
    page < last ? to(page + 1, "Next") : h("span", {}),
  );
}
