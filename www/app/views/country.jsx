/** The packages of a destination, the facts of the chosen one, and the check of the phone. */
import "../../style/shop.css";
import { useState } from "preact/hooks";
import { countryCodeOf, readPlace } from "../data/catalogue.js";
import { countryName } from "../data/countries.js";
import { countriesOf, speedsOf } from "../data/package-terms.js";
import { useResource } from "../data/resource.js";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { Dotted } from "../parts/dotted.jsx";
import { Empty } from "../parts/empty.jsx";
import { Flag } from "../parts/flag.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { OfferRows, PayBar } from "../parts/offer-choice.jsx";
import { OfferSummary } from "../parts/offer-summary.jsx";
import { installFacts, packageFacts } from "../parts/package-facts.jsx";
import { PhoneCheck } from "../parts/phone-check.jsx";
import { ProgressLine } from "../parts/progress-line.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { buyPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/catalogue.js").Place} Place */
/** @typedef {import("../data/catalogue.js").Package} Package */

export const title = () => t("country.title");

/** @param {{ context: Context, route: import("../routes.js").Route }} props */
export function View({ context, route }) {
  const [id = ""] = route.params;
  const place = useResource((signal) => readPlace(context.pressone, id, signal), `place ${id}`);
  const state = place.state.value;
  const code = countryCodeOf(id);
  const found = state.status === "ready" ? state.value : null;
  const name = found?.name ?? (code === null ? t("country.title") : countryName(code));
  return (
    <>
      <BackLink href={shopPath()}>{t("shop.title")}</BackLink>
      <header class="place-head">
        <Flag code={code} />
        <h1 tabIndex={-1}>{name}</h1>
      </header>
      <ProgressLine step={1} />
      <Loaded
        resource={place}
        skeleton={<PackagesSkeleton />}
        describe={(value) => t("packages.count", { count: value?.packages.length ?? 0 })}
      >
        {(value) => (value ? <Packages context={context} place={value} /> : <NoPlace />)}
      </Loaded>
    </>
  );
}

/** @param {{ context: Context, place: Place }} props */
function Packages({ context, place: { id, code, packages } }) {
  const [chosen, choose] = useState("");
  const offer = packages.find((each) => each.id === chosen) ?? packages[0];
  if (!offer) return <NoPlace />;
  return (
    <div class="choice">
      <div class="choice-main">
        <OfferRows
          offers={packages}
          legend={t("packages.choose")}
          chosen={offer}
          choose={choose}
          infoOf={(each) => <Network offer={each} code={code} />}
        />
        <PhoneQuestion context={context} />
      </div>
      <div class="choice-side">
        <OfferSummary
          heading={t("buy.summary")}
          offer={offer}
          facts={[...packageFacts(offer, code), ...installFacts(offer)]}
        />
        <PayBar offer={offer} href={buyPath(id, offer.id)} />
      </div>
    </div>
  );
}

const PackagesSkeleton = () => (
  <div class="choice">
    <Skeleton shape="package" count={3} />
    <Skeleton shape="sheet" />
  </div>
);

/** "Polaris · LTE · 3 countries". @param {{ offer: Package, code: string | null }} props */
function Network({ offer, code }) {
  const { length: count } = countriesOf(offer);
  const names = [offer.operator, speedsOf(offer, code).join(", ")].filter(Boolean);
  return (
    <Dotted
      parts={[
        ...names.map((name) => <bdi key={name}>{name}</bdi>),
        count > 1 && t("package.countries", { count }),
      ]}
    />
  );
}

/** The list of phones is loaded when the shopper asks. @param {{ context: Context }} props */
function PhoneQuestion({ context }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("phones.ask")}</summary>
      {isOpen && <PhoneCheck context={context} />}
    </details>
  );
}

const NoPlace = () => (
  <Empty icon="shop" title={t("country.none.title")} text={t("country.none.text")}>
    <a class="button main" href={shopPath()}>
      {t("action.shop")}
    </a>
  </Empty>
);
