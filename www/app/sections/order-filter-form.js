/** The form of the order list's filters. */
import { button } from "../components/controls.js";
import { inputField, selectField } from "../components/fields.js";
import { collectFilters, FILTER_NAMES } from "../data/order-filters.js";
import { h, uniqueId } from "../dom/elements.js";
import { ORDER_STATUSES, ORDER_TYPES } from "../format/labels.js";
import { ordersPath, refreshView } from "../routes.js";

/** @typedef {import("../data/order-filters.js").Filters} Filters */

/** @param {Filters} filters */
export function orderFilterForm(filters) {
  const setCount = FILTER_NAMES.filter((name) => filters[name] !== "").length;
  const problem = h("p", { class: "field-problem", role: "alert", id: uniqueId() });
  const form = h("form", { class: "filters", novalidate: true }, fields(filters), problem);
  const clear = () => location.assign(ordersPath());
  form.append(
    h(
      "div",
      { class: "actions" },
      h("button", { type: "submit", class: "button main" }, "Show orders"),
      setCount > 0 && button("Clear filters", clear),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const wanted = collectFilters((name) => String(data.get(name) ?? "").trim());
    if (wanted.from && wanted.to && wanted.from > wanted.to) showDayProblem(form, problem);
    else showOrders(wanted);
  });
  const summary = setCount > 0 ? `Filters (${setCount} set)` : "Filters";
  return h("details", { class: "filter-box", open: setCount > 0 }, h("summary", {}, summary), form);
}

/** @param {Filters} filters */
function fields({ from, to, code, status, type, description }) {
  return [
    inputField({ name: "from", value: from, type: "date" }, "From"),
    inputField({ name: "to", value: to, type: "date" }, "Until"),
    inputField(
      { name: "code", value: code, inputmode: "numeric", autocomplete: "off" },
      "Order number",
    ),
    selectField({ name: "status", value: status }, "Status", [
      ["", "Any status"],
      ...ORDER_STATUSES,
    ]),
    selectField({ name: "type", value: type }, "Type", [["", "Any type"], ...ORDER_TYPES]),
    inputField(
      { name: "description", value: description, autocomplete: "off" },
      "Payment begins with",
      "The payment's id and the text after it, as the list shows them.",
    ),
  ];
}

/** @param {HTMLFormElement} form @param {HTMLElement} problem */
function showDayProblem(form, problem) {
  problem.textContent = "The first day is after the last one.";
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("to"));
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", problem.id);
  field.focus();
}

/** @param {Filters} filters */
function showOrders(filters) {
  const path = ordersPath(filters);
  // An unchanged address fires no `hashchange`, and the shopper wants a fresh list.
  if (path === location.hash) refreshView();
  else location.assign(path);
}
