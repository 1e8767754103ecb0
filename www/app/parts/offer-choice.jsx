/** The packages on offer: rows to choose from, and the bar that goes on with the choice. */
import { useState } from "preact/hooks";
import { formatDays, formatMinutes, formatMoney, pricePerGigabyte } from "../format.js";
import { t } from "../i18n.js";
import { shopPath } from "../routes.js";
import { Chip } from "./labels.jsx";
import { Message } from "./message.jsx";
import { offerData, offerName } from "./offer-name.js";
import { Unseen } from "./text.jsx";

/** @typedef {import("./offer-name.js").Offer} Offer */

/**
 * @param {object} props
 * @param {Offer[]} props.offers
 * @param {string} props.legend
 * @param {(package_id: string) => string} props.pathOf returns the address that goes on with the choice
 * @param {(offer: Offer) => string | null} [props.infoOf] returns a line about an offer, beside PressOne's own
 */
export function OfferChoice({ offers, legend, pathOf, infoOf = () => null }) {
  const [chosen, choose] = useState(offers[0]?.id);
  const offer = offers.find(({ id }) => id === chosen) ?? offers[0];
  if (!offer) {
    return (
      <Message tone="info" title={t("offers.none.title")}>
        <p>{t("offers.none.text")}</p>
        <a class="button main" href={shopPath()}>
          {t("action.shop")}
        </a>
      </Message>
    );
  }
  const best = bestValue(offers);
  const shared = sharedInfo(offers);
  return (
    <>
      <fieldset class="offers">
        <legend class="unseen">{legend}</legend>
        {offers.map((each) => (
          <OfferRow
            key={each.id}
            offer={each}
            isBest={each === best}
            isChosen={each === offer}
            choose={() => choose(each.id)}
            infos={[infoOf(each), shared ? null : each.short_info]}
          />
        ))}
      </fieldset>
      {shared && (
        <p class="small">
          <bdi>{shared}</bdi>
        </p>
      )}
      <div class="dock">
        <div class="pay-bar">
          <p>
            <span>{offerName(offer)}</span>
            <strong>{formatMoney(offer.price)}</strong>
          </p>
          <a class="button main" href={pathOf(offer.id)}>
            {t("action.continue")}
            <Unseen> {t("offers.with", { offer: offerName(offer) })}</Unseen>
          </a>
        </div>
      </div>
    </>
  );
}

/** The cheapest gigabyte, if there is a choice. @param {Offer[]} offers */
function bestValue(offers) {
  const comparable = offers.filter((offer) => pricePerGigabyte(offer) !== null);
  if (comparable.length < 2) return undefined;
  return comparable.toSorted(
    (a, b) => Number(pricePerGigabyte(a)) - Number(pricePerGigabyte(b)),
  )[0];
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
 * @param {(string | null)[]} props.infos
 */
function OfferRow({ offer, isBest, isChosen, choose, infos }) {
  const perGigabyte = pricePerGigabyte(offer);
  const extras = [
    offer.day !== null && formatDays(offer.day),
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
        <span class="offer-days">{extras.join("\u00a0· ")}</span>
      </span>
      <span class="offer-price">
        <strong>{formatMoney(offer.price)}</strong>
        {perGigabyte !== null && (
          <span class="small">{t("offers.perGigabyte", { price: formatMoney(perGigabyte) })}</span>
        )}
      </span>
      {infos.some(Boolean) && (
        <span class="offer-infos">
          {infos.map(
            (info) =>
              info && (
                <bdi class="small" key={info}>
                  {info}
                </bdi>
              ),
          )}
        </span>
      )}
    </label>
  );
}
