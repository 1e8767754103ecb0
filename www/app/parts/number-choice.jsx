/** The phone numbers that can be claimed: rows to choose from, and the bar that goes on with the choice. */
import { useState } from "preact/hooks";
import { countryName } from "../data/countries.js";
import { planOf } from "../data/free-numbers.js";
import { formatMoney, formatPhoneNumber } from "../format.js";
import { t } from "../i18n.js";
import { claimPath } from "../routes.js";
import { Flag } from "./flag.jsx";
import { Unseen } from "./text.jsx";
import { PhoneNumber } from "./values.jsx";

/** @typedef {import("../data/free-numbers.js").FreeNumber} FreeNumber */
/** @typedef {import("../data/shop-api.js").NumberPlan} NumberPlan */

/** @typedef {import("preact").ComponentChildren} Children */

/** @param {{ numbers: FreeNumber[], plans: NumberPlan[], empty: Children, children: Children }} props `empty`: instead of rows */
export function NumberChoice({ numbers, plans, empty, children }) {
  const [chosen, choose] = useState(numbers[0]?.number);
  const rows = numbers.flatMap(({ number, country }) => {
    const plan = planOf(plans, number);
    return plan ? [{ number, price: plan.price, country: country ?? plan.country }] : [];
  });
  const row = rows.find(({ number }) => number === chosen) ?? rows[0];
  if (!row) {
    return (
      <>
        {empty}
        {children}
      </>
    );
  }
  return (
    <>
      <fieldset class="offers">
        <legend class="unseen">{t("renew.choose")}</legend>
        {rows.map(({ number, country, price }) => (
          <label class="offer" key={number}>
            <input
              type="radio"
              name="number"
              checked={number === row.number}
              onChange={() => choose(number)}
            />
            <span class="offer-main">
              <span class="offer-data number">
                <PhoneNumber number={number} />
              </span>
              <span class="offer-days offer-country">
                <Flag code={country} />
                {countryName(country)}
              </span>
            </span>
            <span class="offer-price">
              <strong>{formatMoney(price)}</strong>
              <span class="small">{t("renew.perMonth")}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {children}
      <div class="dock">
        <div class="pay-bar">
          <p>
            <span>
              <PhoneNumber number={row.number} />
            </span>
            <strong>{formatMoney(row.price)}</strong>
          </p>
          <a class="button main" href={claimPath(row.number)}>
            {t("action.continue")}
            <Unseen> {t("offers.with", { offer: formatPhoneNumber(row.number) })}</Unseen>
          </a>
        </div>
      </div>
    </>
  );
}
