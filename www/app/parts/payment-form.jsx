/** The form of an imagined payment provider. A real shop has its provider's form here. */
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";

/** The fields, and the values of a test card. @type {[import("../i18n.js").Key, string, string][]} */
const CARD_FIELDS = [
  ["pay.number", "4242 4242 4242 4242", "number"],
  ["pay.expiry", "12 / 34", "expiry"],
  ["pay.code", "123", "code"],
];

const METHODS = /** @type {const} */ (["card", "wallet"]);

/** @typedef {typeof METHODS[number]} Method */

/** @param {{ method: Method, setMethod: (method: Method) => void }} props */
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
        <div class="card-fields">
          {CARD_FIELDS.map(([key, value, name]) => (
            <label key={key} class={`field ${name}`}>
              {t(key)}
              <input value={value} readOnly inputMode="numeric" dir="ltr" />
            </label>
          ))}
        </div>
      ) : (
        <>
          <p class="wallet-card">
            <Icon name="wallet" />
            {t("pay.wallet")}
            <bdi dir="ltr">•••• 4242</bdi>
          </p>
          <p class="wallet-note">{t("pay.walletNote")}</p>
        </>
      )}
      <p class="small simulated">
        <Icon name="info" />
        {t("pay.simulated")}
      </p>
    </section>
  );
}
