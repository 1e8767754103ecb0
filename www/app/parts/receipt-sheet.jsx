/** The sheet of an order that was made, for the screen and for paper. */
import { esimLabel } from "../data/context.js";
import { orderName } from "../data/order-name.js";
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { esimPath, installPath, ordersPath } from "../routes.js";
import { ReceiptFrame } from "./receipt-frame.jsx";
import { Code, Iccid, OrderStatusChip, Time } from "./values.jsx";

/** @typedef {import("preact").ComponentChildren} Children */
/** @typedef {Pick<import("pressone-esim").Order, "package_id" | "price" | "currency" | "package" | "data" | "validity"> & { code: string | null, created_at: string | null, status?: import("pressone-esim").OrderStatus | null }} MadeOrder */

/**
 * @param {object} props
 * @param {import("../data/context.js").Context} props.context
 * @param {string | undefined} props.iccid
 * @param {string | null} props.reference
 * @param {Omit<MadeOrder, "price"> & { price: number | null }} props.order
 * @param {string} props.head
 * @param {Children} props.lead the line below the head
 * @param {string} [props.note]
 * @param {boolean} [props.isNewEsim] true if the eSIM has to be installed now
 */
export function ReceiptSheet(props) {
  const { context, iccid, reference, order, head, lead, note, isNewEsim = false } = props;
  const { code, price, currency, created_at, status } = order;
  const label = iccid && esimLabel(context, iccid);
  const isMade = !status || status.slug === "completed";
  return (
    <div class="receipt">
      <ReceiptFrame
        {...{ head, lead, note, isMade, reference }}
        actions={
          <>
            {iccid && isNewEsim && (
              <a class="button main" href={installPath(iccid)}>
                {t("action.installEsim")}
              </a>
            )}
            {iccid && (
              <a class={isNewEsim ? "button" : "button main"} href={esimPath(iccid)}>
                {t("receipt.back", { label: label ?? "" })}
              </a>
            )}
          </>
        }
        facts={[
          [t("fact.order"), code ? <Code key="code">{code}</Code> : t("value.unknown")],
          status && [t("fact.status"), <OrderStatusChip key="status" status={status} />],
          [t("fact.package"), orderName(order)],
          [t("fact.ordered"), <Time key="time" of={created_at} />],
          iccid && [t("fact.esim"), [label, <Iccid key="iccid" iccid={iccid} />]],
          [
            t(isMade ? "fact.paid" : "fact.price"),
            <strong key="price" class="price">
              {price === null ? t("value.unknown") : formatMoney(price, currency)}
            </strong>,
          ],
        ]}
      />
      <a class="more" href={ordersPath()}>
        {t("action.orders")}
      </a>
    </div>
  );
}
