/** The notices above every view: the purchases under way, and their outcomes. */
import { explain } from "../data/explanations.js";
import { isSettled } from "../data/progress.js";
import { t } from "../i18n.js";
import { readRoute } from "../router.js";
import { receiptPath } from "../routes.js";
import { Icon } from "./icon.jsx";
import { Unseen } from "./text.jsx";

/** @typedef {import("../data/progress.js").Progress} Progress */
/** @typedef {import("../data/purchases.js").Purchases} Purchases */
/** @typedef {import("./message.jsx").Tone} Tone */

/** The view tells of its own purchase. @param {{ purchases: Purchases }} props */
export function Notices({ purchases }) {
  // A checkout that orders has the address of the receipt already.
  const shown = readRoute();
  const own = shown?.view === "receipt" ? shown.params[0] : undefined;
  const news = purchases
    .list()
    .filter(({ isReported, reference }) => !isReported && reference !== own)
    .toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  const [newest, ...rest] = news;
  return (
    <div class="news" role="status">
      {newest && (
        <ul>
          <Notice key={newest.reference} purchase={newest} purchases={purchases} />
        </ul>
      )}
      {rest.length > 0 && (
        <details>
          <summary>{t("notice.more", { count: rest.length })}</summary>
          <ul>
            {rest.map((purchase) => (
              <Notice key={purchase.reference} purchase={purchase} purchases={purchases} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** A notice, which can be closed if its purchase is settled. @param {{ purchase: Progress, purchases: Purchases }} props */
function Notice({ purchase, purchases }) {
  const { reference } = purchase;
  const { tone, text, link } = describe(purchase);
  function close() {
    purchases.markReported(reference);
    // The button goes away, so the focus needs a place.
    /** @type {HTMLElement | null} */ (document.querySelector("main h1"))?.focus();
  }
  return (
    <li class={`notice ${tone}`}>
      <Icon name={tone} />
      <span>{text}</span>
      {link && (
        <a href={receiptPath(reference)}>
          {link}
          <Unseen> {t("notice.ofPayment", { reference })}</Unseen>
        </a>
      )}
      {isSettled(purchase) && (
        <button type="button" class="close" onClick={close}>
          <Icon name="close" />
          <Unseen>
            {t("notice.close")} {t("notice.ofPayment", { reference })}
          </Unseen>
        </button>
      )}
    </li>
  );
}

/** @param {Progress} purchase @returns {{ tone: Tone, text: string, link?: string }} */
function describe({ state, title, order, error }) {
  const name = title ?? order?.data ?? t("receipt.topUp");
  switch (state) {
    case "ordering":
      return { tone: "pending", text: t("notice.ordering", { name }) };
    case "done":
      return { tone: "good", text: t("notice.done", { name }), link: t("action.receipt") };
    case "open":
      return { tone: "pending", text: t("notice.open", { name }), link: t("notice.known") };
    default:
      return {
        tone: "bad",
        text: t("notice.refused", { name, reason: explain(error).title }),
        link: t("notice.details"),
      };
  }
}
