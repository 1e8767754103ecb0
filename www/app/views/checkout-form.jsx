/** The payment of a purchase, and the order that follows it. */
import { useRef, useState } from "preact/hooks";
import { errorKind, errorReference, mayBeOrdered } from "../data/errors.js";
import { explain } from "../data/explanations.js";
import { createPayment } from "../data/shop-api.js";
import { formatMoney, formatRelative } from "../format.js";
import { t } from "../i18n.js";
import { Answer } from "../parts/answer.jsx";
import { BusyButton } from "../parts/controls.jsx";
import { Icon } from "../parts/icon.jsx";
import { ErrorMessage } from "../parts/message.jsx";
import { PaymentForm } from "../parts/payment-form.jsx";
import { current, navigate, replaceAddress } from "../router.js";
import { receiptPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/progress.js").Progress} Progress */
/** @typedef {import("../data/unreported-orders.js").NewOrder} NewOrder */

/**
 * @param {object} props
 * @param {Context} props.context
 * @param {NewOrder} props.order what is paid for
 * @param {string} props.payLabel
 * @param {{ href: string, label: string }} props.offers the way back to the choice
 * @param {() => void} props.reload asks for the offer again
 * @param {import("preact").ComponentChildren} props.children the summary
 */
export function CheckoutForm({ context, order, payLabel, offers, reload, children }) {
  const { purchases } = context;
  const [problem, setProblem] = useState(/** @type {unknown} */ (undefined));
  const [recent, setRecent] = useState(/** @type {Progress | undefined} */ (undefined));
  const [method, setMethod] = useState(
    /** @type {import("../parts/payment-form.jsx").Method} */ ("card"),
  );
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));

  /** @param {number} visit in which the shopper has paid; it may have ended */
  async function buy(visit) {
    dialog.current?.close();
    const isHere = () => current.peek().visit === visit;
    try {
      await placeOrder(context, order, isHere);
    } catch (error) {
      // A notice tells it in other views.
      if (!isHere()) return;
      purchases.markReported(errorReference(error));
      setProblem(error);
    }
  }

  const pay = () =>
    purchases.payOnce(order, async () => {
      setProblem(undefined);
      const { visit } = current.peek();
      const found = await purchases.findRecent(order);
      if (!found) return buy(visit);
      setRecent(found);
      dialog.current?.showModal();
    });

  return (
    <div class="checkout">
      {children}
      <div class="checkout-pay">
        <PaymentForm method={method} setMethod={setMethod} />
        {problem !== undefined && (
          <Answer>
            <Problem error={problem} offers={offers} payAgain={pay} reload={reload} />
          </Answer>
        )}
        {problem === undefined && (
          <div class="dock">
            <div class="pay-bar">
              <BusyButton
                action={pay}
                busyLabel={t("checkout.ordering")}
                isBusy={purchases.isPaying(order)}
                look={method === "wallet" ? "main wide wallet" : "main wide"}
              >
                <Icon name={method === "wallet" ? "wallet" : "lock"} />
                {payLabel}
              </BusyButton>
            </div>
          </div>
        )}
      </div>
      <dialog ref={dialog} aria-labelledby="again-title">
        <h2 id="again-title">
          {t("again.title", { time: formatRelative(recent?.createdAt ?? Date.now()) })}
        </h2>
        <p>{t("again.text")}</p>
        <div class="actions">
          <a class="button main" href={receiptPath(recent?.reference ?? "")}>
            {t("action.receipt")}
          </a>
          <button
            type="button"
            class="button"
            onClick={() => purchases.payOnce(order, () => buy(current.peek().visit))}
          >
            {t("again.buy", { price: formatMoney(order.price) })}
          </button>
        </div>
      </dialog>
    </div>
  );
}

/**
 * Pays and orders. Shows the receipt if the order was made or may have been made. Rejects if nothing was ordered.
 *
 * @param {Context} context
 * @param {NewOrder} order
 * @param {() => boolean} isHere
 */
async function placeOrder({ purchases }, order, isHere) {
  const checkoutAddress = location.pathname;
  const payment = await createPayment(order);
  const { reference } = payment;
  // A reload during the order must show what became of it, so the address is the receipt's.
  if (isHere()) replaceAddress(receiptPath(reference));
  try {
    await purchases.submit({ ...order, ...payment });
  } catch (error) {
    if (!mayBeOrdered(error)) {
      if (isHere()) replaceAddress(checkoutAddress);
      throw error;
    }
  }
  if (isHere()) navigate(receiptPath(reference), { replace: true });
}

/**
 * A refusal. The one button is what helps now.
 *
 * @param {object} props
 * @param {unknown} props.error
 * @param {{ href: string, label: string }} props.offers
 * @param {() => void} props.payAgain
 * @param {() => void} props.reload
 */
function Problem({ error, offers, payAgain, reload }) {
  const kind = errorKind(error);
  const { remedy } = explain(error);
  return (
    <ErrorMessage error={error} retry={payAgain}>
      <p>{t("checkout.nothing")}</p>
      {kind === "network" && <p>{t("checkout.notSent")}</p>}
      {kind === "price_changed" && (
        <button type="button" class="button main" onClick={reload}>
          {t("action.newPrice")}
        </button>
      )}
      {kind === "sim_recycled" && (
        <a class="button main" href={shopPath()}>
          {t("action.shop")}
        </a>
      )}
      {remedy === "offers" && (
        <a class="button main" href={offers.href}>
          {offers.label}
        </a>
      )}
      {remedy === "none" && !["price_changed", "sim_recycled"].includes(kind ?? "") && (
        <button type="button" class="button" onClick={reload}>
          {t("action.retry")}
        </button>
      )}
    </ErrorMessage>
  );
}
