/** The packages of a country or a region, and the question whether the phone takes an eSIM. */
import "../../style/shop.css";
import { useState } from "preact/hooks";
import { readPlace } from "../data/catalogue.js";
import { useResource } from "../data/resource.js";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { Loaded, Skeleton } from "../parts/loaded.jsx";
import { Message } from "../parts/message.jsx";
import { OfferChoice } from "../parts/offer-choice.jsx";
import { PhoneCheck } from "../parts/phone-check.jsx";
import { ProgressLine } from "../parts/progress-line.jsx";
import { buyPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/catalogue.js").Place} Place */
/** @typedef {import("pressone-esim").Package} Package */

export const title = () => t("country.title");

/** @param {{ context: Context, route: import("../routes.js").Route }} props */
export function View({ context, route }) {
  const [id = ""] = route.params;
  const place = useResource((signal) => readPlace(context.pressone, id, signal), `place ${id}`);
  const state = place.state.value;
  const name = state.status === "ready" && state.value ? state.value.name : t("country.title");
  return (
    <>
      <BackLink href={shopPath()}>{t("shop.title")}</BackLink>
      <h1 tabIndex={-1}>{name}</h1>
      <ProgressLine step={1} />
      <Loaded
        resource={place}
        skeleton={<Skeleton shape="offer" count={3} />}
        describe={(found) => t("packages.count", { count: found?.packages.length ?? 0 })}
      >
        {(found) => (found ? <Packages context={context} place={found} /> : <NoPlace />)}
      </Loaded>
    </>
  );
}

/** @param {{ context: Context, place: Place }} props */
const Packages = ({ context, place: { id, code, packages } }) => (
  <div class="columns">
    <section aria-label={t("packages.choose")}>
      <OfferChoice
        offers={packages}
        legend={t("packages.choose")}
        pathOf={(package_id) => buyPath(id, package_id)}
        infoOf={(offer) => ("operator" in offer ? networkOf(offer, code) : null)}
      />
    </section>
    <PhoneQuestion context={context} />
  </div>
);

/** Returns "Polaris", or "Polaris · World" for a package of a region. @param {Package} offer @param {string | null} code */
const networkOf = ({ operator, country, country_code }, code) =>
  [operator, country_code !== code && code !== null && country].filter(Boolean).join("\u00a0· ");

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
  <Message tone="info" title={t("country.none.title")}>
    <p>{t("country.none.text")}</p>
    <a class="button main" href={shopPath()}>
      {t("action.shop")}
    </a>
  </Message>
);
