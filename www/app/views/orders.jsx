/** The shopper's orders, with filters and pages. */
import "../../style/orders.css";
import { useEffect } from "preact/hooks";
import {
  countFilters,
  endsBeforeItBegins,
  isOnDays,
  readFilters,
  toOrderQuery,
} from "../data/order-filters.js";
import { orderName } from "../data/order-name.js";
import { useRefreshOn, useResource } from "../data/resource.js";
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { Dotted } from "../parts/dotted.jsx";
import { Empty } from "../parts/empty.jsx";
import { Icon } from "../parts/icon.jsx";
import { ShortIccid } from "../parts/labels.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { Message } from "../parts/message.jsx";
import { OrderFilterForm } from "../parts/order-filter-form.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { Unseen } from "../parts/text.jsx";
import { OrderStatusChip, Time } from "../parts/values.jsx";
import { navigate } from "../router.js";
import { orderPath, ordersPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../routes.js").Route} Route */
/** @typedef {import("../data/order-filters.js").Filters} Filters */
/** @typedef {import("pressone-esim").Order} Order */
/** @typedef {{ orders: Order[], page: number, lastPage: number | null, hasNext: boolean, total: number | null }} Page */

const PAGE_SIZE = 10;
/** The number of orders in one request if the page is filled from several. */
const BATCH_SIZE = 50;
/** The highest page number that the shop's gateway accepts. */
const MAX_PAGE = 999_999;

/** @param {Context} _context @param {Route} route */
export function title(_context, { query }) {
  const page = readPage(query);
  return page > 1 ? t("orders.titleOfPage", { page }) : t("orders.title");
}

/** @param {{ context: Context, route: Route }} props */
export function View({ context, route: { query } }) {
  const filters = readFilters((name) => query.get(name));
  const page = readPage(query);
  const list = useResource(
    (signal) => loadPage(context, filters, page, signal),
    `orders ${page} ${JSON.stringify(filters)}`,
  );
  const done = context.purchases.list().filter(({ state }) => state === "done");
  useRefreshOn(list, done.length);
  useEffect(() => {
    // The rows name the eSIMs that this shop has sold.
    context.ownEsims.load().catch(() => {});
  }, []);
  const state = list.state.value;
  const shown = state.status === "ready" ? state.value : undefined;
  // After an error, the head is shown only if a filter is set. Removing the filter may help.
  const hasHead = state.status !== "failed" || countFilters(filters) > 0;
  const hasNone = shown?.orders.length === 0 && page === 1 && countFilters(filters) === 0;
  return (
    <>
      <h1 tabIndex={-1}>{t("orders.title")}</h1>
      {hasHead && !hasNone && (
        <div class="orders-head">
          <OrderFilterForm filters={filters} apply={(wanted) => navigate(ordersPath(wanted))} />
          {Boolean(shown?.total) && (
            <p class="small count">{t("orders.count", { count: shown?.total ?? 0 })}</p>
          )}
        </div>
      )}
      {endsBeforeItBegins(filters) ? (
        <Message tone="bad" title={t("filters.days.title")} isAlert>
          <p>{t("filters.days.text")}</p>
        </Message>
      ) : (
        <Loaded
          resource={list}
          skeleton={<Skeleton shape="row" count={PAGE_SIZE} />}
          describe={({ orders: { length } }) => t("orders.onPage", { count: length, page })}
        >
          {(found) => <List context={context} found={found} filters={filters} />}
        </Loaded>
      )}
    </>
  );
}

/** Returns the page number in the address, or the nearest valid one. @param {URLSearchParams} query */
function readPage(query) {
  const number = Number.parseInt(query.get("page") ?? "1", 10) || 1;
  return Math.min(Math.max(1, number), MAX_PAGE);
}

/**
 * @param {Context} context
 * @param {Filters} filters
 * @param {number} page
 * @param {AbortSignal} signal
 * @returns {Promise<Page>}
 */
async function loadPage({ pressone }, filters, page, signal) {
  if (endsBeforeItBegins(filters))
    return { orders: [], page, lastPage: 1, hasNext: false, total: 0 };
  const query = toOrderQuery(filters);
  if (filters.type || filters.from || filters.to) {
    // PressOne cannot filter by type, nor by the shopper's days, so a page of it may have few of these orders.
    const end = page * PAGE_SIZE;
    const found = [];
    for await (const order of pressone.orders({ ...query, limit: BATCH_SIZE }, { signal })) {
      if (isOnDays(order, filters) && found.push(order) > end) break;
    }
    const orders = found.slice(end - PAGE_SIZE, end);
    return { orders, page, lastPage: null, hasNext: found.length > end, total: null };
  }
  const { orders, meta } = await pressone.getOrderList(
    { ...query, page, limit: PAGE_SIZE },
    { signal },
  );
  const hasNext = meta.last_page === null ? orders.length === PAGE_SIZE : page < meta.last_page;
  return { orders, page, lastPage: meta.last_page, hasNext, total: meta.total };
}

/** @param {{ context: Context, found: Page, filters: Filters }} props */
function List({ context, found, filters }) {
  const { orders, page } = found;
  if (orders.length === 0 && page > 1) {
    return (
      <Empty
        icon="orders"
        title={t("orders.noPage.title")}
        text={t("orders.noPage.text", { page })}
      >
        <a class="button main" href={ordersPath(filters)}>
          {t("orders.firstPage")}
        </a>
      </Empty>
    );
  }
  if (orders.length === 0) {
    return countFilters(filters) > 0 ? (
      <Empty icon="search" title={t("orders.none.filtered")} text={t("orders.none.other")} />
    ) : (
      <Empty icon="orders" title={t("orders.none.title")} text={t("orders.none.text")}>
        <a class="button main" href={shopPath()}>
          {t("action.shop")}
        </a>
      </Empty>
    );
  }
  return (
    <>
      <ul class="orders">
        {orders.map((order) => (
          <OrderRow key={order.code} context={context} order={order} />
        ))}
      </ul>
      <PageLinks found={found} filters={filters} />
    </>
  );
}

/** Returns the ICCID of an order with one eSIM. @param {Order} order */
const onlyIccid = ({ sims }) => (sims?.length === 1 ? sims[0]?.iccid : undefined);

/** The label of the shopper's eSIM, or the last digits of its ICCID. @param {{ context: Context, iccid: string }} props */
const EsimName = ({ context: { ownEsims }, iccid }) => {
  const label = ownEsims.list().find((esim) => esim.iccid === iccid)?.label;
  return label ? <bdi>{label}</bdi> : <ShortIccid iccid={iccid} />;
};

/** @type {Record<string, import("../parts/icon.jsx").IconName>} */
const ICONS = { sim: "sim", topup: "add" };

/** @param {{ context: Context, order: Order }} props */
function OrderRow({ context, order }) {
  const { code, price, currency, type, status, created_at, reference } = order;
  const isVoid = status?.slug === "failed" || status?.slug === "refunded";
  const iccid =
    onlyIccid(order) ?? (reference ? context.purchases.get(reference)?.iccid : undefined);
  return (
    <li class="order">
      <span class="order-icon">
        <Icon name={ICONS[type] ?? "orders"} />
      </span>
      <div class="order-main">
        <h2>
          <a href={orderPath(code)}>{orderName(order)}</a>
        </h2>
        <p class="small">
          <Dotted
            parts={[
              type === "topup" ? t("order.topup") : type === "sim" ? t("order.sim") : type,
              iccid && <EsimName key="esim" context={context} iccid={iccid} />,
            ]}
          />
        </p>
        <p class="small">
          <Time of={created_at} precision="brief" />
        </p>
      </div>
      <p class="order-price">
        {isVoid ? (
          <s>
            {formatMoney(price, currency)} <Unseen>{t("order.struck")}</Unseen>
          </s>
        ) : (
          formatMoney(price, currency)
        )}
      </p>
      {status && status.slug !== "completed" && (
        <p class="order-status">
          <OrderStatusChip status={status} />
        </p>
      )}
      <Icon name="next" />
    </li>
  );
}

/** @param {{ found: Page, filters: Filters }} props */
function PageLinks({ found: { page, lastPage, hasNext }, filters }) {
  if (page === 1 && !hasNext) return null;
  const path = (/** @type {number} */ target) =>
    ordersPath({ ...filters, page: target === 1 ? "" : String(target) });
  return (
    <nav class="pages" aria-label={t("pages.label")}>
      {page > 1 ? (
        <a class="button" href={path(page - 1)}>
          {t("pages.previous")}
        </a>
      ) : (
        <span />
      )}
      <span>
        {lastPage === null ? t("pages.page", { page }) : t("pages.of", { page, last: lastPage })}
      </span>
      {hasNext ? (
        <a class="button" href={path(page + 1)}>
          {t("pages.next")}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
