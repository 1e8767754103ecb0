/** The receipt of a phone number that was claimed. */
import { useResource } from "../data/resource.js";
import { getNumbers } from "../data/shop-api.js";
import { formatMoney, formatTime } from "../format.js";
import { t } from "../i18n.js";
import { renewPath } from "../routes.js";
import { Moment } from "./labels.jsx";
import { ReceiptFrame } from "./receipt-frame.jsx";
import { rich } from "./text.jsx";
import { PhoneNumber } from "./values.jsx";

/** @param {{ purchase: import("../data/progress.js").Progress }} props */
export function ClaimReceipt({ purchase: { reference, number = "", price, createdAt } }) {
  return (
    <div class="receipt">
      <ReceiptFrame
        head={t("receipt.thanks")}
        lead={rich("claim.done", { number: <PhoneNumber key="number" number={number} /> })}
        note={t("claim.terms")}
        actions={
          <a class="button main" href={renewPath()}>
            {t("numbers.yours")}
          </a>
        }
        facts={[
          [t("renew.number"), <PhoneNumber key="number" number={number} />],
          createdAt !== undefined && [
            t("fact.ordered"),
            <Moment key="time" ms={createdAt}>
              {formatTime(createdAt)}
            </Moment>,
          ],
          [
            t("fact.paid"),
            <strong key="price" class="price">
              {price === undefined ? <Paid reference={reference} /> : formatMoney(price)}
            </strong>,
          ],
        ]}
        reference={reference}
      />
    </div>
  );
}

/**
 * The price of a claim that an earlier page made. The shop has its payment.
 *
 * @param {{ reference: string }} props
 */
function Paid({ reference }) {
  const state = useResource(getNumbers).state.value;
  if (state.status === "loading") return <>{t("loading")}</>;
  const numbers = state.status === "ready" ? state.value.numbers : [];
  const own = numbers.find(({ claim }) => claim?.reference === reference);
  return <>{own?.claim ? formatMoney(own.claim.paid) : t("value.unknown")}</>;
}
