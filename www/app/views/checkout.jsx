/** The checkout of a top-up: what is bought, and its payment. */
import { esimLabel } from "../data/context.js";
import { useResource } from "../data/resource.js";
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { ShortIccid } from "../parts/labels.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { offerName } from "../parts/offer-name.js";
import { OfferSummary } from "../parts/offer-summary.jsx";
import { PackageUnavailable } from "../parts/package-unavailable.jsx";
import { ProgressLine } from "../parts/progress-line.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { offersPath } from "../routes.js";
import { CheckoutForm } from "./checkout-form.jsx";
import { withUnknownPayment } from "./unknown-payment.jsx";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("pressone-esim").TopupPackage} TopupPackage */

export const title = () => t("checkout.title");

/** @param {{ context: Context, route: import("../routes.js").Route }} props */
export function View({ context, route }) {
  const [iccid = "", package_id = ""] = route.params;
  const offer = useResource(async (signal) => {
    // Fetched again, because the offer may have changed since the list.
    const offers = await context.pressone.getTopupPackages(iccid, { signal });
    return offers.find(({ id }) => id === package_id) ?? null;
  });
  const offers = { href: offersPath(iccid), label: t("action.offers") };
  const withUnknown = withUnknownPayment({
    context,
    offers,
    reload: offer.reload,
    wanted: { kind: "topup", iccid, package_id },
  });
  return (
    <>
      <BackLink href={offersPath(iccid)}>{t("checkout.back")}</BackLink>
      <h1 tabIndex={-1}>{t("checkout.title")}</h1>
      <ProgressLine step={2} />
      <Loaded
        resource={offer}
        skeleton={<Skeleton shape="sheet" count={2} />}
        renderFailure={withUnknown}
        describe={(found) => found?.title ?? t("error.package_unavailable.title")}
      >
        {(found) =>
          found ? (
            <CheckoutForm
              context={context}
              order={orderOf(iccid, found)}
              payLabel={t("checkout.pay", { price: formatMoney(found.price) })}
              offers={offers}
              reload={offer.reload}
            >
              <Summary context={context} iccid={iccid} offer={found} />
            </CheckoutForm>
          ) : (
            withUnknown(<PackageUnavailable offers={offers} />)
          )
        }
      </Loaded>
    </>
  );
}

/** @param {string} iccid @param {TopupPackage} offer @returns {import("../data/unreported-orders.js").NewOrder} */
const orderOf = (iccid, offer) => ({
  ...{ kind: "topup", iccid, package_id: offer.id },
  ...{ price: offer.price, title: offerName(offer) },
});

/** @param {{ context: Context, iccid: string, offer: TopupPackage }} props */
const Summary = ({ context, iccid, offer }) => (
  <OfferSummary
    heading={t("checkout.summary")}
    offer={offer}
    facts={[
      [t("fact.esim"), [esimLabel(context, iccid), " ", <ShortIccid key="iccid" iccid={iccid} />]],
    ]}
  />
);
