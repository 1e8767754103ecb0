/** The checkout of a phone number: what is claimed, and its payment. */
import { countryName } from "../data/countries.js";
import { planOf } from "../data/free-numbers.js";
import { useResource } from "../data/resource.js";
import { getNumbers } from "../data/shop-api.js";
import { formatMoney, formatPhoneNumber } from "../format.js";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { Message } from "../parts/message.jsx";
import { ProgressLine } from "../parts/progress-line.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { Facts, PhoneNumber } from "../parts/values.jsx";
import { numbersPath, receiptPath, renewPath } from "../routes.js";
import { CheckoutForm } from "./checkout-form.jsx";
import { withUnknownPayment } from "./unknown-payment.jsx";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/shop-api.js").NumberPlan} NumberPlan */

export const title = () => t("checkout.title");

/** @param {{ context: Context, route: import("../routes.js").Route }} props */
export function View({ context, route }) {
  const [number = ""] = route.params;
  // Fetched again, because the price may have changed since the list.
  const offered = useResource(getNumbers);
  const offers = { href: numbersPath(), label: t("numbers.see") };
  const withUnknown = withUnknownPayment({
    context,
    offers,
    reload: offered.reload,
    wanted: { kind: "claim", number },
  });
  return (
    <>
      <BackLink href={numbersPath()}>{t("numbers.back")}</BackLink>
      <h1 tabIndex={-1}>{t("checkout.title")}</h1>
      <ProgressLine step={2} />
      <Loaded
        resource={offered}
        skeleton={<Skeleton shape="sheet" count={2} />}
        renderFailure={withUnknown}
        describe={() => formatPhoneNumber(number)}
      >
        {(shop) => <Checkout {...{ context, number, shop, withUnknown }} reload={offered.reload} />}
      </Loaded>
    </>
  );
}

/**
 * @param {object} props
 * @param {Context} props.context
 * @param {string} props.number
 * @param {import("../data/shop-api.js").Numbers} props.shop
 * @param {() => void} props.reload
 * @param {(message: import("preact").ComponentChildren) => import("preact").ComponentChildren} props.withUnknown
 */
function Checkout({ context, number, shop: { numbers, plans }, reload, withUnknown }) {
  const plan = planOf(plans, number);
  const open = context.purchases
    .list()
    .find((purchase) => purchase.number === number && purchase.state === "open");
  if (open) {
    return withUnknown(
      <Message tone="pending" title={t("open.title")}>
        <p>{t("open.text")}</p>
        <a class="button main" href={receiptPath(open.reference)}>
          {t("notice.known")}
        </a>
      </Message>,
    );
  }
  if (numbers.some(({ mobile }) => mobile === number)) {
    return withUnknown(
      <Message tone="good" title={t("claim.own")}>
        <a class="button main" href={renewPath()}>
          {t("numbers.yours")}
        </a>
      </Message>,
    );
  }
  const offers = { href: numbersPath(plan?.country), label: t("numbers.see") };
  if (!plan) {
    return withUnknown(
      <Message tone="info" title={t("error.number_unavailable.title")}>
        <a class="button main" href={offers.href}>
          {offers.label}
        </a>
      </Message>,
    );
  }
  const { price } = plan;
  return (
    <CheckoutForm
      context={context}
      order={{ kind: "claim", number, price, title: formatPhoneNumber(number) }}
      payLabel={t("buy.pay", { price: formatMoney(price) })}
      offers={offers}
      reload={reload}
    >
      <Summary number={number} plan={plan} />
    </CheckoutForm>
  );
}

/** @param {{ number: string, plan: NumberPlan }} props */
const Summary = ({ number, plan: { country, plan, price } }) => (
  <section class="card summary" aria-labelledby="summary">
    <h2 id="summary">{t("claim.summary")}</h2>
    <p class="summary-plan number">
      <strong>
        <PhoneNumber number={number} />
      </strong>
      <span>{t("claim.for")}</span>
    </p>
    <Facts
      facts={[
        [t("numbers.country"), countryName(country)],
        [t("renew.plan"), <bdi key="plan">{plan}</bdi>],
        [
          t("fact.toPay"),
          <strong key="price" class="price">
            {formatMoney(price)}
          </strong>,
        ],
      ]}
    />
    <p class="small">{t("claim.terms")}</p>
  </section>
);
