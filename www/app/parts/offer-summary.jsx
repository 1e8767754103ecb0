/** The summary of a package that is bought: its data, its facts and its price. */
import { formatDays, formatMinutes, formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { offerData } from "./offer-name.js";
import { Facts } from "./values.jsx";

/**
 * @param {object} props
 * @param {string} props.heading
 * @param {import("pressone-esim").Package | import("pressone-esim").TopupPackage} props.offer
 * @param {import("./values.jsx").FactList} props.facts those of its view
 */
export const OfferSummary = ({ heading, offer, facts }) => (
  <section class="card summary" aria-labelledby="summary">
    <h2 id="summary">{heading}</h2>
    <p class="summary-plan">
      <strong>{offerData(offer)}</strong>
      {offer.day !== null && <span>{t("checkout.for", { days: formatDays(offer.day) })}</span>}
    </p>
    <Facts
      facts={[
        ...facts,
        offer.voice ? [t("extras.calls"), formatMinutes(offer.voice)] : null,
        offer.text ? [t("extras.texts"), t("texts", { count: offer.text })] : null,
        [
          t("fact.toPay"),
          <strong key="price" class="price">
            {formatMoney(offer.price)}
          </strong>,
        ],
      ]}
    />
    {offer.short_info && (
      <p class="small offer-terms">
        <bdi>{offer.short_info}</bdi>
      </p>
    )}
  </section>
);
