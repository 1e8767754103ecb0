/** The filters of the order list: their form, and what they are in the address and in the query. */
import { h, uniqueId } from "../dom.js";
import { button } from "../parts.js";
import { ordersPath } from "../routes.js";

const NAMES = /** @type {const} */ (["from", "to", "code", "status", "type", "description"]);

/** @typedef {Record<typeof NAMES[number], string>} Filters "" where one is not set */

/** @param {URLSearchParams} query @returns {Filters} */
export function readFilters(query) {
  const values = NAMES.map((name) => [name, query.get(name) ?? ""]);
  return Object.fromEntries(values);
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * @param {Filters} filters
 * @returns {import("/pkg/web.js").OrderListQuery}
 */
export function toQuery({ from, to, code, status, type, description }) {
  /** @type {import("/pkg/web.js").OrderListQuery} */
  const query = {};
  if (DAY.test(from) || DAY.test(to)) {
    // PressOne takes a range with two ends.
    query.created_at = { from: from || "2000-01-01", to: to || "2099-12-31" };
  }
  if (code) query.code = code;
  if (status) query.order_status = status;
  if (description) query.description = description;
  if (type === "sim" || type === "topup") query.type = type;
  return query;
}

const STATUSES = [
  ["", "Any status"],
  ["completed", "Completed"],
  ["failed", "Failed"],
  ["refunded", "Refunded"],
  ["partially_refunded", "Partly refunded"],
];
const TYPES = [
  ["", "Any type"],
  ["topup", "Top-up"],
  ["sim", "New eSIM"],
];

/** @param {Filters} filters */
export function filterForm(filters) {
  const set = NAMES.filter((name) => filters[name] !== "").length;
  const from = input("from", "From", filters, { type: "date" });
  const to = input("to", "Until", filters, { type: "date" });
  const problem = h("p", { class: "field-problem", role: "alert", id: uniqueId() });
  const form = h(
    "form",
    { class: "filters", novalidate: true },
    from,
    to,
    input("code", "Order number", filters, { inputmode: "numeric", autocomplete: "off" }),
    select("status", "Status", filters, STATUSES),
    select("type", "Type", filters, TYPES),
    input(
      "description",
      "Payment begins with",
      filters,
      { autocomplete: "off" },
      "Its id, and the text after it, as the orders show them.",
    ),
    problem,
    h(
      "div",
      { class: "actions" },
      h("button", { type: "submit", class: "button main" }, "Show orders"),
      set > 0 && button("Clear filters", () => location.assign(ordersPath())),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const values = NAMES.map((name) => [name, String(data.get(name) ?? "").trim()]);
    const wanted = /** @type {Filters} */ (Object.fromEntries(values));
    if (wanted.from && wanted.to && wanted.from > wanted.to) {
      problem.textContent = "The first day is after the last one.";
      const field = to.querySelector("input");
      field?.setAttribute("aria-invalid", "true");
      field?.setAttribute("aria-describedby", problem.id);
      field?.focus();
      return;
    }
    // The same address again is no change of it, yet the shopper wants a fresh list.
    const path = ordersPath(wanted);
    if (path === location.hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
    else location.assign(path);
  });
  const summary = set > 0 ? `Filters (${set} set)` : "Filters";
  return h("details", { class: "filter-box", open: set > 0 }, h("summary", {}, summary), form);
}

/**
 * @param {keyof Filters} name
 * @param {string} label
 * @param {Filters} filters
 * @param {Record<string, string>} attributes
 * @param {string} [hint]
 */
function input(name, label, filters, attributes, hint) {
  const id = uniqueId();
  const described = hint && { "aria-describedby": `${id}-hint` };
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("input", { id, name, value: filters[name], ...attributes, ...described }),
    hint && h("p", { class: "small", id: `${id}-hint` }, hint),
  );
}

/**
 * @param {keyof Filters} name
 * @param {string} label
 * @param {Filters} filters
 * @param {string[][]} options
 */
function select(name, label, filters, options) {
  const id = uniqueId();
  const choices = options.map(([value = "", words = ""]) =>
    h("option", { value, selected: filters[name] === value }, words),
  );
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("select", { id, name }, choices),
  );
}
