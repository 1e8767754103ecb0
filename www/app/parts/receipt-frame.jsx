/** The frame of a receipt, for the screen and for paper. */
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";
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
      {isMade && (
        <span class="receipt-mark">
          <Icon name="check" />
        </span>
      )}
      <h1 tabIndex={-1}>{head}</h1>
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
      <h2 id="details">{t("receipt.title")}</h2>
      <Facts facts={facts} />
      {reference && (
        <Facts isSmall facts={[[t("fact.payment"), <Code key="reference">{reference}</Code>]]} />
      )}
    </section>
  </>
);
