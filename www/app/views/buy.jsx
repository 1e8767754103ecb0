/** The checkout of a new eSIM: what is bought, and its payment. */
import "../../style/shop.css";
import { readPlace } from "../data/catalogue.js";
import { countriesOf } from "../data/package-terms.js";
import { useResource } from "../data/resource.js";
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { offerName } from "../parts/offer-name.js";
import { OfferSummary } from "../parts/offer-summary.jsx";
import { packageFacts } from "../parts/package-facts.jsx";
import { PackageUnavailable } from "../parts/package-unavailable.jsx";
import { ProgressLine } from "../parts/progress-line.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { countryPath } from "../routes.js";
import { CheckoutForm } from "./checkout-form.jsx";
import { withUnknownPayment } from "./unknown-payment.jsx";

/** @typedef {import("../data/catalogue.js").Place} Place */
/** @typedef {import("../data/catalogue.js").Package} Package */

export const title = () => t("checkout.title");

/** @param {{ context: import("../data/context.js").Context, route: import("../routes.js").Route }} props */
export function View({ context, route }) {
  const [id = "", package_id = ""] = route.params;
  const choice = useResource(async (signal) => {
    const place = await readPlace(context.pressone, id, signal);
    const offer = place?.packages.find((each) => each.id === package_id);
    return place && offer ? { place, offer } : null;
  });
  const offers = { href: countryPath(id), label: t("packages.see") };
  const withUnknown = withUnknownPayment({
    context,
    offers,
    reload: choice.reload,
    wanted: { kind: "sim", package_id },
  });
  return (
    <>
      <BackLink href={offers.href}>{t("packages.back")}</BackLink>
      <h1 tabIndex={-1}>{t("checkout.title")}</h1>
      <ProgressLine step={2} />
      <Loaded
        resource={choice}
        skeleton={<Skeleton shape="sheet" count={2} />}
        renderFailure={withUnknown}
        describe={(found) => found?.offer.title ?? t("error.package_unavailable.title")}
      >
        {(found) =>
          found ? (
            <CheckoutForm
              context={context}
              order={orderOf(found.place, found.offer)}
              payLabel={t("buy.pay", { price: formatMoney(found.offer.price) })}
              offers={offers}
              reload={choice.reload}
            >
              <Summary place={found.place} offer={found.offer} />
            </CheckoutForm>
          ) : (
            withUnknown(<PackageUnavailable offers={offers} />)
          )
        }
      </Loaded>
    </>
  );
}

/** @param {Place} place @param {Package} offer @returns {import("../data/unreported-orders.js").NewOrder} */
const orderOf = ({ code }, offer) => ({
  ...{ kind: "sim", package_id: offer.id, price: offer.price, title: offerName(offer) },
  // The shop's server looks for the price in this part of PressOne's list.
  ...(code === null ? { type: "global" } : { country: code }),
});

/** @param {{ place: Place, offer: Package }} props */
const Summary = ({ place, offer }) => (
  <OfferSummary
    heading={t("buy.summary")}
    offer={offer}
    facts={[
      // The coverage of a country's own package says the same.
      countriesOf(offer).length !== 1 && [t("buy.where"), place.name],
      ...packageFacts(offer, place.code),
    ]}
  />
);
