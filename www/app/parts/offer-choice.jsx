/** The packages on offer: rows to choose from, and the bar that goes on with the choice. */
import { useState } from "preact/hooks";
import { isUnlimitedOffer } from "../data/usage.js";
import { formatDays, formatMinutes, formatMoney, pricePerGigabyte } from "../format.js";
import { t } from "../i18n.js";
import { shopPath } from "../routes.js";
import { Dotted } from "./dotted.jsx";
import { Empty } from "./empty.jsx";
import { Chip } from "./labels.jsx";
import { offerData, offerName } from "./offer-name.js";
import { Unseen } from "./text.jsx";

/** @typedef {import("preact").ComponentChildren} Children */
/** @typedef {import("./offer-name.js").Offer} Offer */

/**
 * The choice of a top-up.
 *
 * @param {object} props
 * @param {Offer[]} props.offers
 * @param {string} props.legend
 * @param {(package_id: string) => string} props.pathOf returns the address that goes on with the choice
 */
export function OfferChoice({ offers, legend, pathOf }) {
  const [chosen, choose] = useState(offers[0]?.id);
  const offer = offers.find(({ id }) => id === chosen) ?? offers[0];
  if (!offer) {
    return (
      <Empty icon="sim" title={t("offers.none.title")} text={t("offers.none.text")}>
        <a class="button main" href={shopPath()}>
          {t("action.shop")}
        </a>
      </Empty>
    );
  }
  const shared = sharedInfo(offers);
  return (
    <>
      <OfferRows
        {...{ offers, legend, choose }}
        chosen={offer}
        infoOf={({ short_info }) => !shared && short_info && <bdi>{short_info}</bdi>}
      />
      {shared && (
        <p class="small">
          <bdi>{shared}</bdi>
        </p>
      )}
      <PayBar offer={offer} href={pathOf(offer.id)} />
    </>
  );
}

/**
 * The offers as rows, of which one is chosen.
 *
 * @template {Offer} T
 * @param {object} props
 * @param {T[]} props.offers
 * @param {string} props.legend
 * @param {T} props.chosen
 * @param {(package_id: string) => void} props.choose
 * @param {(offer: T) => Children} props.infoOf returns a line about an offer
 */
export function OfferRows({ offers, legend, chosen, choose, infoOf }) {
  const best = bestValue(offers);
  return (
    <fieldset class="offers">
      <legend class="unseen">{legend}</legend>
      {offers.map((each) => (
        <OfferRow
          key={each.id}
          offer={each}
          isBest={each === best}
          isChosen={each === chosen}
          choose={() => choose(each.id)}
          info={infoOf(each)}
        />
      ))}
    </fieldset>
  );
}

/** The bar that continues with the choice. It stays in sight. @param {{ offer: Offer, href: string }} props */
export const PayBar = ({ offer, href }) => (
  <div class="dock">
    <div class="pay-bar">
      <p>
        <span>{offerName(offer)}</span>
        <strong>{formatMoney(offer.price)}</strong>
      </p>
      <a class="button main" href={href}>
        {t("action.continue")}
        <Unseen> {t("offers.with", { offer: offerName(offer) })}</Unseen>
      </a>
    </div>
  </div>
);

/** Returns the price of a gigabyte; null if the data are unlimited or unknown. @param {Offer} offer */
const perGigabyte = (offer) => (isUnlimitedOffer(offer) ? null : pricePerGigabyte(offer));

/** The cheapest gigabyte, if there is a choice. @param {Offer[]} offers */
function bestValue(offers) {
  const comparable = offers.filter((offer) => perGigabyte(offer) !== null);
  if (comparable.length < 2) return undefined;
  return comparable.toSorted((a, b) => Number(perGigabyte(a)) - Number(perGigabyte(b)))[0];
}

/** Returns "$4.50 per GB", or "$3.20 a day" for unlimited data. @param {Offer} offer */
function rateOf(offer) {
  const ofGigabyte = perGigabyte(offer);
  if (ofGigabyte !== null) return t("offers.perGigabyte", { price: formatMoney(ofGigabyte) });
  if (!isUnlimitedOffer(offer) || !offer.day) return null;
  return t("offers.perDay", { price: formatMoney(offer.price / offer.day) });
}

/** A sentence that all offers have. @param {Offer[]} offers */
function sharedInfo(offers) {
  const [first] = offers;
  return offers.every(({ short_info }) => short_info === first?.short_info)
    ? first?.short_info
    : null;
}

/**
 * @param {object} props
 * @param {Offer} props.offer
 * @param {boolean} props.isBest
 * @param {boolean} props.isChosen
 * @param {() => void} props.choose
 * @param {Children} props.info
 */
function OfferRow({ offer, isBest, isChosen, choose, info }) {
  const rate = rateOf(offer);
  const extras = [
    offer.voice && formatMinutes(offer.voice),
    offer.text && t("texts", { count: offer.text }),
  ].filter(Boolean);
  return (
    <label class="offer">
      <input type="radio" name="offer" value={offer.id} checked={isChosen} onChange={choose} />
      <span class="offer-main">
        <span class="offer-data">
          {offerData(offer)}
          {isBest && <Chip tone="good">{t("offers.best")}</Chip>}
        </span>
        {offer.day !== null && <span class="offer-days">{formatDays(offer.day)}</span>}
        {extras.length > 0 && (
          <span class="offer-days">
            <Dotted parts={extras} />
          </span>
        )}
      </span>
      <span class="offer-price">
        <strong>{formatMoney(offer.price)}</strong>
        {rate && <span class="small">{rate}</span>}
      </span>
      {info && <span class="offer-info small">{info}</span>}
    </label>
  );
}
