/** The frame of a receipt, for the screen and for paper. */
import { useResource } from "../data/resource.js";
import { getPaymentMethod } from "../data/shop-api.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";
import { Chip } from "./labels.jsx";
import { Bone } from "./skeleton.jsx";
import { Code, Facts } from "./values.jsx";

/** @typedef {import("preact").ComponentChildren} Children */

/**
 * @param {object} props
 * @param {string} props.head
 * @param {Children} props.lead the line below the head
 * @param {string | undefined} [props.note]
 * @param {boolean} [props.isMade] true, the default, if what was bought is made
 * @param {Children} props.actions before the one that prints
 * @param {Parameters<typeof Facts>[0]["facts"]} props.facts
 * @param {string | null} props.reference of the payment
 */
export const ReceiptFrame = ({ head, lead, note, isMade = true, actions, facts, reference }) => (
  <>
    <header class="receipt-head">
      <div class="receipt-title">
        {isMade && (
          <span class="receipt-mark">
            <Icon name="check" />
          </span>
        )}
        <h1 tabIndex={-1}>{head}</h1>
      </div>
      <p class="lead">{lead}</p>
      {note && <p class="small">{note}</p>}
      <div class="actions">
        {actions}
        <button type="button" class="button" onClick={() => print()}>
          <Icon name="print" />
          {t("action.print")}
        </button>
      </div>
    </header>
    <section class="card" aria-labelledby="details">
      <header class="titled">
        <h2 id="details">{t("receipt.title")}</h2>
        {isMade && (
          <Chip tone="good">
            <Icon name="check" />
            {t("receipt.paid")}
          </Chip>
        )}
      </header>
      <Facts facts={facts} />
      {reference && <PaymentFacts key={reference} reference={reference} isPaid={isMade} />}
      <p class="small receipt-seller">{t("receipt.seller")}</p>
    </section>
  </>
);

/** The payment method and the payment's id. @param {{ reference: string, isPaid: boolean }} props */
function PaymentFacts({ reference, isPaid }) {
  const state = useResource(() => getPaymentMethod(reference), `payment ${reference}`).state.value;
  const paidWith =
    state.status === "loading" ? (
      <span aria-busy="true">
        <Bone letters={12} />
      </span>
    ) : (
      state.status === "ready" &&
      state.value && [
        t(`pay.${state.value.method}`),
        " ",
        <Code key="card">•••• {state.value.last4}</Code>,
      ]
    );
  return (
    <Facts
      isSmall
      facts={[
        isPaid && paidWith && [t("fact.paidWith"), paidWith],
        [t("fact.payment"), <Code key="reference">{reference}</Code>],
      ]}
    />
  );
}
