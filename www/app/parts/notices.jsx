/** The notices above every view: the purchases under way, their outcomes, and payments that failed. */
import { explain } from "../data/explanations.js";
import { isSettled } from "../data/progress.js";
import { t } from "../i18n.js";
import { receiptPath } from "../routes.js";
import { Icon } from "./icon.jsx";
import { Unseen } from "./text.jsx";

/** @typedef {import("../data/progress.js").Progress} Progress */
/** @typedef {import("../data/purchases.js").Purchases} Purchases */
/** @typedef {import("../data/payments.js").Payment} Payment */
/** @typedef {import("../data/payments.js").Payments} Payments */
/** @typedef {import("./message.jsx").Tone} Tone */

/**
 * @typedef {object} News
 * @property {string} id
 * @property {string} of names it for screen readers
 * @property {number} createdAt
 * @property {Tone} tone
 * @property {string} text
 * @property {{ href: string, label: string }} [link]
 * @property {() => void} [markReported] if it can be closed
 */

/**
 * @param {object} props
 * @param {Purchases} props.purchases
 * @param {Payments} props.payments
 * @param {string} props.path in the address bar
 */
export function Notices({ purchases, payments, path }) {
  // A checkout that orders has the address of its receipt. Both tell of their purchase themselves.
  const isElsewhere = (/** @type {string} */ reference) => receiptPath(reference) !== path;
  const ofPurchases = purchases
    .list()
    .filter(({ isReported, reference }) => !isReported && isElsewhere(reference))
    .map((purchase) => newsOfPurchase(purchase, purchases));
  const ofPayments = payments
    .list()
    .filter(({ isReported, state }) => !isReported && (state === "unknown" || state === "refused"))
    .map((payment) => newsOfPayment(payment, payments));
  const [newest, ...rest] = [...ofPurchases, ...ofPayments].toSorted(
    (a, b) => b.createdAt - a.createdAt,
  );
  return (
    <div class="news" role="status">
      {newest && (
        <ul>
          <Notice key={newest.id} news={newest} />
        </ul>
      )}
      {rest.length > 0 && (
        <details>
          <summary>{t("notice.more", { count: rest.length })}</summary>
          <ul>
            {rest.map((news) => (
              <Notice key={news.id} news={news} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** @param {{ news: News }} props */
function Notice({ news: { of, tone, text, link, markReported } }) {
  function close() {
    markReported?.();
    // The button goes away, so the focus needs a place.
    /** @type {HTMLElement | null} */ (document.querySelector("main h1"))?.focus();
  }
  return (
    <li class={`notice ${tone}`}>
      <Icon name={tone} />
      <span>{text}</span>
      {link && (
        <a href={link.href}>
          {link.label}
          <Unseen> {t("notice.ofPayment", { reference: of })}</Unseen>
        </a>
      )}
      {markReported && (
        <button type="button" class="close" onClick={close}>
          <Icon name="close" />
          <Unseen>
            {t("notice.close")} {t("notice.ofPayment", { reference: of })}
          </Unseen>
        </button>
      )}
    </li>
  );
}

/** @param {Progress} purchase @param {Purchases} purchases @returns {News} */
function newsOfPurchase(purchase, purchases) {
  const { reference, createdAt = 0 } = purchase;
  const { label, ...told } = describe(purchase);
  return {
    ...{ id: reference, of: reference, createdAt },
    ...told,
    ...(label && { link: { href: receiptPath(reference), label } }),
    ...(isSettled(purchase) && { markReported: () => purchases.markReported(reference) }),
  };
}

/** A payment that failed while the shopper was elsewhere. @param {Payment} payment @param {Payments} payments @returns {News} */
function newsOfPayment({ idempotencyKey, order, address, createdAt, state, error }, payments) {
  const name = order.title;
  const isUnknown = state === "unknown";
  const label = order.kind === "renewal" ? t("numbers.yours") : t("checkout.again");
  return {
    ...{ id: idempotencyKey, of: name, createdAt, tone: isUnknown ? "pending" : "bad" },
    text: isUnknown
      ? t("notice.unknown", { name })
      : t("notice.unpaid", { name, reason: explain(error).title }),
    link: { href: address, label },
    markReported: () => payments.markReported(order),
  };
}

/** @param {Progress} purchase @returns {{ tone: Tone, text: string, label?: string }} */
function describe({ state, title, order, error }) {
  const name = title ?? order?.data ?? t("receipt.topUp");
  switch (state) {
    case "ordering":
      return { tone: "pending", text: t("notice.ordering", { name }) };
    case "done":
      return { tone: "good", text: t("notice.done", { name }), label: t("action.receipt") };
    case "open":
      return { tone: "pending", text: t("notice.open", { name }), label: t("notice.known") };
    default:
      return {
        tone: "bad",
        text: t("notice.refused", { name, reason: explain(error).title }),
        label: t("notice.details"),
      };
  }
}
