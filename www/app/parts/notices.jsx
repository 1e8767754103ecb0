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
 * @typedef {object} NoticeContent
 * @property {string} id
 * @property {string} subject says for screen readers which purchase or payment it is
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
  // During an order, the checkout has the address of its receipt. Both views show their purchase, so no notice does.
  const isElsewhere = (/** @type {string} */ reference) => receiptPath(reference) !== path;
  const ofPurchases = purchases
    .list()
    .filter(({ isReported, reference }) => !isReported && isElsewhere(reference))
    .map((purchase) => contentOfPurchase(purchase, purchases));
  const ofPayments = payments
    .list()
    .filter(({ isReported, state }) => !isReported && (state === "unknown" || state === "refused"))
    .map((payment) => contentOfPayment(payment, payments));
  const [newest, ...rest] = [...ofPurchases, ...ofPayments].toSorted(
    (a, b) => b.createdAt - a.createdAt,
  );
  return (
    <div class="news" role="status">
      {newest && (
        <ul>
          <Notice key={newest.id} content={newest} />
        </ul>
      )}
      {rest.length > 0 && (
        <details>
          <summary>{t("notice.more", { count: rest.length })}</summary>
          <ul>
            {rest.map((content) => (
              <Notice key={content.id} content={content} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** @param {{ content: NoticeContent }} props */
function Notice({ content: { subject, tone, text, link, markReported } }) {
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
          <Unseen> {subject}</Unseen>
        </a>
      )}
      {markReported && (
        <button type="button" class="close" onClick={close}>
          <Icon name="close" />
          <Unseen>
            {t("notice.close")} {subject}
          </Unseen>
        </button>
      )}
    </li>
  );
}

/** @param {Progress} purchase @param {Purchases} purchases @returns {NoticeContent} */
function contentOfPurchase(purchase, purchases) {
  const { reference, createdAt = 0 } = purchase;
  const { label, ...content } = describe(purchase);
  return {
    id: reference,
    subject: t("notice.ofPayment", { reference }),
    createdAt,
    ...content,
    ...(label && { link: { href: receiptPath(reference), label } }),
    ...(isSettled(purchase) && { markReported: () => purchases.markReported(reference) }),
  };
}

/** A payment that failed while the shopper was elsewhere. @param {Payment} payment @param {Payments} payments @returns {NoticeContent} */
function contentOfPayment({ idempotencyKey, order, address, createdAt, state, error }, payments) {
  const name = order.title;
  const isUnknown = state === "unknown";
  const label = order.kind === "renewal" ? t("renew.again") : t("checkout.again");
  return {
    id: idempotencyKey,
    subject: t("notice.ofPurchase", { name }),
    createdAt,
    tone: isUnknown ? "pending" : "bad",
    text: isUnknown
      ? t("notice.unknown", { name })
      : t("notice.unpaid", { name, reason: explain(error).title }),
    link: { href: address, label },
    markReported: () => payments.markReported(order),
  };
}

/** @param {Progress} purchase @returns {{ tone: Tone, text: string, label?: string }} */
function describe({ state, kind, title, order, error }) {
  const name = title ?? order?.data ?? t(kind === "sim" ? "receipt.newEsim" : "receipt.topUp");
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
