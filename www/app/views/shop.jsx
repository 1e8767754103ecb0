/** The countries and regions that have packages, with a search. */
import "../../style/shop.css";
import { useState } from "preact/hooks";
import { matches, readPlaces } from "../data/catalogue.js";
import { useResource } from "../data/resource.js";
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { Icon } from "../parts/icon.jsx";
import { Loaded, Skeleton } from "../parts/loaded.jsx";
import { Message } from "../parts/message.jsx";
import { SearchField } from "../parts/search-field.jsx";
import { countryPath, phonesPath } from "../routes.js";

/** @typedef {import("../data/catalogue.js").Place} Place */

export const title = () => t("shop.title");

/** @param {{ context: import("../data/context.js").Context }} props */
export function View({ context: { pressone } }) {
  const places = useResource((signal) => readPlaces(pressone, signal), "places");
  return (
    <>
      <h1 tabIndex={-1}>{t("shop.title")}</h1>
      <p class="lead">
        {t("shop.lead")} <a href={phonesPath()}>{t("phones.ask")}</a>
      </p>
      <Loaded
        resource={places}
        skeleton={<Skeleton shape="place" count={6} />}
        describe={({ length }) => t("shop.count", { count: length })}
      >
        {(all) => <Places all={all} />}
      </Loaded>
    </>
  );
}

/** @param {{ all: Place[] }} props */
function Places({ all }) {
  const [search, setSearch] = useState("");
  const found = all.filter(({ name, code }) => matches(`${name} ${code ?? ""}`, search));
  if (all.length === 0) {
    return (
      <Message tone="info" title={t("shop.empty.title")}>
        <p>{t("shop.empty.text")}</p>
      </Message>
    );
  }
  return (
    <>
      <SearchField label={t("shop.search")} value={search} onChange={setSearch} />
      <p class="unseen" role="status">
        {search && t("shop.count", { count: found.length })}
      </p>
      {found.length === 0 && (
        <Message tone="info" title={t("shop.none.title", { search })}>
          <p>{t("shop.none.text")}</p>
        </Message>
      )}
      <Group name={t("shop.countries")} places={found.filter(({ code }) => code !== null)} />
      <Group name={t("shop.regions")} places={found.filter(({ code }) => code === null)} />
    </>
  );
}

/** @param {{ name: string, places: Place[] }} props */
function Group({ name, places }) {
  if (places.length === 0) return null;
  return (
    <section class="place-group" aria-label={name}>
      <h2>{name}</h2>
      <ul class="places">
        {places.map((place) => (
          <li key={place.id}>
            <a class="place" href={countryPath(place.id)}>
              <span class="place-mark" aria-hidden="true">
                {place.code ?? <Icon name="shop" />}
              </span>
              <span class="place-name">{place.name}</span>
              <span class="small">
                {t("shop.from", { price: formatMoney(place.packages[0]?.price ?? 0) })}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
