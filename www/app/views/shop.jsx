/** The countries and regions that have packages, with a search. */
import "../../style/shop.css";
import { useState } from "preact/hooks";
import { matches, readPlaces } from "../data/catalogue.js";
import { countriesOf } from "../data/package-terms.js";
import { useResource } from "../data/resource.js";
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { Dotted } from "../parts/dotted.jsx";
import { Empty } from "../parts/empty.jsx";
import { Flag } from "../parts/flag.jsx";
import { Icon } from "../parts/icon.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { SearchField } from "../parts/search-field.jsx";
import { Bone, Skeleton } from "../parts/skeleton.jsx";
import { countryPath, esimsPath, phonesPath } from "../routes.js";

/** @typedef {import("../data/catalogue.js").Place} Place */

export const title = () => t("shop.title");

/** @param {{ context: import("../data/context.js").Context }} props */
export function View({ context: { pressone } }) {
  const places = useResource((signal) => readPlaces(pressone, signal), "places");
  const [search, setSearch] = useState("");
  const state = places.state.value;
  return (
    <>
      <h1 tabIndex={-1}>{t("shop.title")}</h1>
      <p class="lead">{t("shop.lead")}</p>
      {(state.status === "loading" || (state.status === "ready" && state.value.length > 0)) && (
        <div class="place-search">
          <SearchField
            label={t("shop.search")}
            example={t("shop.example")}
            value={search}
            onChange={setSearch}
          />
          <a class="more" href={phonesPath()}>
            {t("phones.ask")}
          </a>
        </div>
      )}
      <Loaded
        resource={places}
        skeleton={<PlacesSkeleton />}
        describe={({ length }) => t("shop.count", { count: length })}
      >
        {(all) => <Places all={all} search={search} />}
      </Loaded>
    </>
  );
}

const PlacesSkeleton = () => (
  <div class="place-groups" aria-hidden="true">
    <GroupSkeleton count={4} />
    <GroupSkeleton count={2} />
  </div>
);

/** @param {{ count: number }} props */
const GroupSkeleton = ({ count }) => (
  <div class="place-group">
    <p>
      <Bone letters={20} />
    </p>
    <Skeleton shape="place" count={count} />
  </div>
);

/** @param {{ all: Place[], search: string }} props */
function Places({ all, search }) {
  const found = all.filter(({ name, code }) => matches(`${name} ${code ?? ""}`, search));
  if (all.length === 0) {
    return (
      <Empty icon="shop" title={t("shop.empty.title")} text={t("shop.empty.text")}>
        <a class="button" href={esimsPath()}>
          {t("esims.title")}
        </a>
      </Empty>
    );
  }
  return (
    <>
      <p class="unseen" role="status">
        {search && t("shop.count", { count: found.length })}
      </p>
      {found.length === 0 && (
        <Empty icon="search" title={t("shop.none.title", { search })} text={t("shop.none.text")} />
      )}
      <div class="place-groups">
        <Group name={t("shop.countries")} places={found.filter(({ code }) => code !== null)} />
        <Group name={t("shop.regions")} places={found.filter(({ code }) => code === null)} />
      </div>
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
              <Flag code={place.code} />
              <span class="place-main">
                <span class="place-name">{place.name}</span>
                <span class="small">
                  <Dotted parts={factsOf(place)} />
                </span>
              </span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Returns the size of a region, or the choice in a country, and the lowest price. @param {Place} place */
function factsOf({ code, packages }) {
  const countries = new Set(packages.flatMap(countriesOf)).size;
  return [
    code === null && countries > 0
      ? t("package.countries", { count: countries })
      : t("shop.packages", { count: packages.length }),
    t("shop.from", { price: formatMoney(packages[0]?.price ?? 0) }),
  ];
}
