/** The form of an imagined payment provider. A real shop has its provider's form here. */
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";

/** The fields, and the values of a test card. @type {[import("../i18n.js").Key, string, string][]} */
const CARD_FIELDS = [
  ["pay.number", "4242 4242 4242 4242", "number"],
  ["pay.expiry", "12 / 34", "expiry"],
  ["pay.code", "•••", "security-code"],
];

/** @typedef {import("../data/unreported-orders.js").PaymentMethodType} PaymentMethodType */

/** @type {PaymentMethodType[]} */
const METHODS = ["card", "wallet"];

/** The mark of an imagined card network. */
const CardMark = () => (
  <svg class="card-mark" viewBox="0 0 36 24" aria-hidden="true">
    <rect width="36" height="24" rx="4" />
    <circle cx="14.5" cy="12" r="6" />
    <circle cx="21.5" cy="12" r="6" />
  </svg>
);

/** @param {{ method: PaymentMethodType, setMethod: (method: PaymentMethodType) => void }} props */
export function PaymentForm({ method, setMethod }) {
  return (
    <section class="card payment" aria-labelledby="payment">
      <h2 id="payment">{t("pay.title")}</h2>
      <fieldset class="methods">
        <legend class="unseen">{t("pay.method")}</legend>
        {METHODS.map((each) => (
          <label key={each} class="method">
            <input
              type="radio"
              name="method"
              checked={each === method}
              onChange={() => setMethod(each)}
            />
            <Icon name={each} />
            {t(`pay.${each}`)}
          </label>
        ))}
      </fieldset>
      {method === "card" ? (
        <div class="payment-fields">
          {CARD_FIELDS.map(([key, value, name]) => (
            <label key={key} class={`payment-field ${name}`}>
              <span>
                {t(key)}
                <input value={value} readOnly inputMode="numeric" dir="ltr" />
              </span>
              {name === "number" && <CardMark />}
              {name === "security-code" && <Icon name="code" />}
            </label>
          ))}
        </div>
      ) : (
        <div class="payment-fields">
          <p class="payment-field number">
            <span>
              {t("pay.card")}
              <bdi dir="ltr">•••• 4242</bdi>
            </span>
            <CardMark />
          </p>
          <p class="payment-field number">
            <span>{t("pay.walletNote")}</span>
            <Icon name="fingerprint" />
          </p>
        </div>
      )}
      <p class="small simulated">
        <Icon name="info" />
        {t("pay.simulated")}
      </p>
    </section>
  );
}
