/** The payment of a purchase, and the order that follows it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { errorKind, errorReference, mayBePaid } from "../data/errors.js";
import { explain } from "../data/explanations.js";
import { formatMoney, formatRelative } from "../format.js";
import { t } from "../i18n.js";
import { Answer } from "../parts/answer.jsx";
import { BusyButton } from "../parts/controls.jsx";
import { Icon } from "../parts/icon.jsx";
import { ErrorMessage, Message } from "../parts/message.jsx";
import { PaymentForm } from "../parts/payment-form.jsx";
import { announce } from "../parts/text.jsx";
import { current, navigate, replaceAddress } from "../router.js";
import { receiptPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/progress.js").Progress} Progress */
/** @typedef {import("../data/unreported-orders.js").NewOrder} NewOrder */
/** @typedef {import("../data/unreported-orders.js").PaidOrder} PaidOrder */

/**
 * "Try again" follows a failure that may pass. It repeats the unknown payment or the paid order, so it pays once at
 * most. Other refusals lead back to the checkout and its price.
 *
 * @param {object} props
 * @param {Context} props.context
 * @param {NewOrder} props.order what is paid for
 * @param {string} [props.payLabel] the text of the pay button; without it, only an unknown payment can be repeated
 * @param {{ href: string, label: string }} props.offers the way back to the choice
 * @param {() => void} props.reload asks for the offer again
 * @param {import("preact").ComponentChildren} props.children the summary, or the message that the offer is not on sale
 */
export function CheckoutForm({ context, order, payLabel, offers, reload, children }) {
  const { payments, purchases } = context;
  const unknown = payments.findUnknown(order);
  const [failure, setFailure] = useState(/** @type {unknown} */ (undefined));
  // Another tab may know the outcome of a payment that was not known here.
  const known = unknown?.error ?? (mayBePaid(failure) ? undefined : failure);
  // During a second try, the last problem stays in the place of the form.
  const lastProblem = useRef(known);
  if (known !== undefined || !purchases.isPaying(order)) lastProblem.current = known;
  const problem = lastProblem.current;
  const [recent, setRecent] = useState(/** @type {Progress | undefined} */ (undefined));
  const before = /** @type {NewOrder | undefined} */ (payments.get(order)?.order);
  const [method, setMethod] = useState(before?.method ?? "card");
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const paid = useRef(/** @type {PaidOrder | undefined} */ (undefined));
  const isMounted = useRef(true);
  useEffect(
    () => () => {
      isMounted.current = false;
    },
    [],
  );

  useEffect(() => {
    // The view shows an unknown payment of an earlier visit, so no notice does.
    if (unknown) payments.markReported(order);
  }, [unknown]);

  /** @param {import("../router.js").Location} place in which the shopper has paid; its visit may have ended */
  async function buy({ visit, address }) {
    dialog.current?.close();
    setFailure(undefined);
    announce(t("checkout.ordering"));
    const isHere = () => current.peek().visit === visit;
    try {
      paid.current ??= await payments.pay({ ...order, method }, address);
      await placeOrder(context, paid.current, isHere);
    } catch (error) {
      // A notice shows the failure if another view or another form has replaced this form.
      if (!isHere() || !isMounted.current) return;
      payments.markReported(order);
      purchases.markReported(errorReference(error));
      setFailure(error);
    }
  }

  const buyHere = () => purchases.runAlone(order, () => buy(current.peek()));

  const pay = () =>
    purchases.runAlone(order, async () => {
      const place = current.peek();
      const found = await purchases.findRecent(order);
      if (!found) return buy(place);
      setRecent(found);
      dialog.current?.showModal();
    });

  // The offer may have its new price already.
  const paidPrice = (paid.current ?? before)?.price;
  const isOutdated = errorKind(problem) === "price_changed" && paidPrice === order.price;

  const answer = problem !== undefined && (
    <Answer to={failure}>
      <Problem error={problem} offers={offers} tryAgain={buyHere} reload={reload} />
    </Answer>
  );

  if (payLabel === undefined) {
    if (answer) return answer;
    if (purchases.isPaying(order)) return <Message tone="pending" title={t("checkout.ordering")} />;
    return children;
  }
  return (
    <div class={isOutdated ? "checkout is-outdated" : "checkout"}>
      {children}
      <div class="checkout-pay">
        {answer || (
          <>
            <PaymentForm method={method} setMethod={setMethod} />
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
          </>
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
          <button type="button" class="button" onClick={buyHere}>
            {t("again.buy", { price: formatMoney(order.price) })}
          </button>
        </div>
      </dialog>
    </div>
  );
}

/**
 * Orders what is paid. Shows the receipt if the order was made or may have been made. Rejects if nothing was ordered.
 *
 * @param {Context} context
 * @param {PaidOrder} paid
 * @param {() => boolean} isHere
 */
async function placeOrder({ purchases }, paid, isHere) {
  const checkoutAddress = location.pathname;
  const receipt = receiptPath(paid.reference);
  // A reload during the order must show what became of it, so the address is the receipt's.
  if (isHere()) replaceAddress(receipt);
  try {
    await purchases.submit(paid);
  } catch (error) {
    if (isHere()) replaceAddress(checkoutAddress);
    throw error;
  }
  if (isHere()) navigate(receipt, { replace: true });
}

/**
 * The message of a refusal or of an unknown payment, with one button for the next step.
 *
 * @param {object} props
 * @param {unknown} props.error
 * @param {{ href: string, label: string }} props.offers
 * @param {() => void} props.tryAgain
 * @param {() => void} props.reload
 */
function Problem({ error, offers, tryAgain, reload }) {
  const kind = errorKind(error);
  const { remedy } = explain(error);
  return (
    <ErrorMessage error={error} retry={tryAgain} busyLabel={t("checkout.ordering")}>
      {!mayBePaid(error) && <p>{t("checkout.nothing")}</p>}
      {!mayBePaid(error) && kind === "network" && <p>{t("checkout.notSent")}</p>}
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
          {t("checkout.payment")}
        </button>
      )}
    </ErrorMessage>
  );
}
