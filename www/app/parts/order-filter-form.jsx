/** The form of the order list's filters. */
import { useRef, useState } from "preact/hooks";
import { countFilters, endsBeforeItBegins, readFilters } from "../data/order-filters.js";
import { t } from "../i18n.js";
import { ordersPath } from "../routes.js";

/** @typedef {import("../data/order-filters.js").Filters} Filters */

const STATUSES = /** @type {const} */ (["completed", "failed", "refunded", "partially_refunded"]);

/**
 * @param {object} props
 * @param {Filters} props.filters
 * @param {(wanted: Filters) => void} props.apply
 */
export function OrderFilterForm({ filters, apply }) {
  const [hasProblem, setProblem] = useState(false);
  const lastDay = useRef(/** @type {HTMLInputElement | null} */ (null));
  const count = countFilters(filters);

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const wanted = readFilters((name) => /** @type {string | null} */ (data.get(name)));
    if (endsBeforeItBegins(wanted)) {
      setProblem(true);
      lastDay.current?.focus();
    } else apply(wanted);
  }

  return (
    <details class="filter-box" open={count > 0}>
      <summary>{count > 0 ? t("filters.set", { count }) : t("filters.title")}</summary>
      <form class="filters card" onSubmit={submit} noValidate>
        <label class="field">
          {t("filters.from")}
          <input name="from" type="date" defaultValue={filters.from} />
        </label>
        <label class="field">
          {t("filters.to")}
          <input
            name="to"
            type="date"
            ref={lastDay}
            defaultValue={filters.to}
            aria-invalid={hasProblem || undefined}
            aria-describedby={hasProblem ? "day-problem" : undefined}
          />
        </label>
        <label class="field">
          {t("filters.status")}
          <select name="status" defaultValue={filters.status}>
            <option value="">{t("filters.anyStatus")}</option>
            {STATUSES.map((slug) => (
              <option key={slug} value={slug} selected={slug === filters.status}>
                {t(`order.${slug}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {t("filters.type")}
          <select name="type" defaultValue={filters.type}>
            <option value="">{t("filters.anyType")}</option>
            <option value="topup" selected={filters.type === "topup"}>
              {t("order.topup")}
            </option>
            <option value="sim" selected={filters.type === "sim"}>
              {t("order.sim")}
            </option>
          </select>
        </label>
        <label class="field">
          {t("filters.code")}
          <input
            name="code"
            dir="ltr"
            inputMode="numeric"
            autocomplete="off"
            defaultValue={filters.code}
          />
        </label>
        {hasProblem && (
          <p class="field-problem" id="day-problem" role="alert">
            {t("filters.days.text")}
          </p>
        )}
        <div class="actions">
          <button type="submit" class="button main">
            {t("filters.show")}
          </button>
          {count > 0 && (
            <a class="button" href={ordersPath()}>
              {t("filters.clear")}
            </a>
          )}
        </div>
      </form>
    </details>
  );
}
