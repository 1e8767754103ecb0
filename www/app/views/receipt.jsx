/** The receipt of a payment: the order, or what is known of it. */
import { useEffect } from "preact/hooks";
import { esimLabel } from "../data/context.js";
import { errorKind } from "../data/errors.js";
import { explain } from "../data/explanations.js";
import { iccidOf } from "../data/journal-entry.js";
import { orderName } from "../data/order-name.js";
import { isSettled } from "../data/progress.js";
import { useResource } from "../data/resource.js";
import { formatMoney } from "../format.js";
import { t } from "../i18n.js";
import { ClaimReceipt } from "../parts/claim-receipt.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { ErrorMessage, Message } from "../parts/message.jsx";
import { PackageName } from "../parts/package-name.jsx";
import { ProgressLine } from "../parts/progress-line.jsx";
import { ReceiptSheet } from "../parts/receipt-sheet.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { Unsettled } from "../parts/unsettled.jsx";
import { Code, Facts, Iccid, PhoneNumber } from "../parts/values.jsx";
import { esimPath, numbersPath, offersPath, ordersPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/progress.js").Progress} Progress */

export const title = () => t("receipt.title");

/** @param {{ context: Context, route: import("../routes.js").Route }} props */
export function View({ context, route }) {
  const [reference = ""] = route.params;
  const lookup = useResource(() => lookUp(context, reference));
  const known = context.purchases.get(reference);
  if (known) return <Receipt context={context} purchase={known} />;
  return (
    <>
      <h1 tabIndex={-1}>{t("receipt.yourOrder")}</h1>
      <Loaded
        resource={lookup}
        skeleton={<Skeleton shape="sheet" />}
        describe={({ state }) => t(`receipt.is.${state}`)}
      >
        {() => <NoOrder reference={reference} lookAgain={lookup.reload} />}
      </Loaded>
    </>
  );
}

/** @param {Context} context @param {string} reference @returns {Promise<Progress>} */
async function lookUp({ purchases }, reference) {
  try {
    return await purchases.check(reference);
  } catch (error) {
    // The text in the address is no valid reference, so no order has it.
    if (errorKind(error) === "invalid_argument") return { reference, state: "none" };
    throw error;
  }
}

/** @param {{ context: Context, purchase: Progress }} props */
function Receipt({ context, purchase }) {
  const { reference, state, order } = purchase;
  const iccid = purchase.iccid ?? iccidOf(order) ?? undefined;
  const isNewEsim = purchase.kind === "sim";
  useEffect(() => {
    if (isSettled(purchase)) context.purchases.markReported(reference);
    // The new eSIM gets its label.
    if (isNewEsim && state === "done") context.ownEsims.load().catch(() => {});
  }, [state]);
  if (state === "done" && order) {
    return (
      <>
        <ProgressLine step={4} />
        <ReceiptSheet
          context={context}
          iccid={iccid}
          reference={reference}
          order={order}
          head={t("receipt.thanks")}
          lead={
            isNewEsim
              ? orderName(order)
              : t("receipt.lead", { data: orderName(order), label: esimLabel(context, iccid) })
          }
          note={t(isNewEsim ? "receipt.noteOfNew" : "receipt.note")}
          isNewEsim={isNewEsim}
        />
      </>
    );
  }
  if (state === "done" && purchase.kind === "claim") return <ClaimReceipt purchase={purchase} />;
  const isRefused = state === "failed" || state === "closed";
  return (
    <>
      <h1 tabIndex={-1}>{t("receipt.yourOrder")}</h1>
      {state === "ordering" || state === "open" ? (
        <ProgressLine step={3} last={state === "open" ? "step.checking" : "step.ordering"} />
      ) : (
        <ProgressLine step={2} />
      )}
      <div class="narrow">
        {state === "ordering" && (
          <Message tone="pending" title={t("receipt.ordering", { name: nameOf(purchase) })}>
            <p>{t("receipt.seconds")}</p>
          </Message>
        )}
        {state === "open" && (
          <Unsettled
            title={t("open.title")}
            text={t("open.text")}
            nextCheckAt={purchase.nextCheckAt ?? 0}
            check={() => context.purchases.check(reference)}
          />
        )}
        {isRefused && <Refused context={context} purchase={purchase} />}
        <Bought
          context={context}
          purchase={purchase}
          head={t(isRefused ? "checkout.summary" : "receipt.bought")}
        />
      </div>
    </>
  );
}

/** @param {Progress} purchase */
const nameOf = ({ title: name, kind }) =>
  name ?? t(kind === "sim" ? "receipt.newEsim" : "receipt.topUp");

/** @param {{ context: Context, purchase: Progress }} props */
const PackageOf = ({ context: { pressone }, purchase }) => {
  const { title: name, iccid, package_id } = purchase;
  return package_id ? (
    <PackageName pressone={pressone} bought={{ title: name, iccid, package_id }} />
  ) : (
    nameOf(purchase)
  );
};

/** @param {{ context: Context, purchase: Progress, head: string }} props */
const Bought = ({ context, purchase, head }) => (
  <section class="card bought" aria-labelledby="bought">
    <h2 id="bought">{head}</h2>
    <Facts
      facts={[
        purchase.number
          ? [t("renew.number"), <PhoneNumber key="number" number={purchase.number} />]
          : [t("fact.package"), <PackageOf key="package" context={context} purchase={purchase} />],
        purchase.iccid && [
          t("fact.esim"),
          [esimLabel(context, purchase.iccid), <Iccid key="iccid" iccid={purchase.iccid} />],
        ],
        purchase.price === undefined ? null : [t("fact.price"), formatMoney(purchase.price)],
        [t("fact.payment"), <Code key="code">{purchase.reference}</Code>],
      ]}
    />
    <p class="small">{t("open.help")}</p>
  </section>
);

/**
 * A refusal, and a link that leads on. Other top-ups are offered only if they help.
 *
 * @param {{ context: Context, purchase: Progress }} props
 */
const Refused = ({ context, purchase: { kind, error, iccid } }) => (
  <ErrorMessage error={error}>
    <p>{t("checkout.nothing")}</p>
    {kind === "claim" && (
      <a class="button main" href={numbersPath()}>
        {t("numbers.see")}
      </a>
    )}
    {!iccid && kind !== "claim" && (
      <a class="button main" href={shopPath()}>
        {t("action.shop")}
      </a>
    )}
    {iccid && explain(error).remedy === "offers" && (
      <a class="button main" href={offersPath(iccid)}>
        {t("action.offers")}
      </a>
    )}
    {iccid && explain(error).remedy !== "offers" && (
      <a class="button main" href={esimPath(iccid)}>
        {t("receipt.back", { label: esimLabel(context, iccid) })}
      </a>
    )}
  </ErrorMessage>
);

/** @param {{ reference: string, lookAgain: () => void }} props */
const NoOrder = ({ reference, lookAgain }) => (
  <div class="narrow">
    <Message tone="info" title={t("receipt.none.title")}>
      <p>
        {t("receipt.none.text")} <Code>{reference}</Code>
      </p>
      <p>{t("receipt.none.soon")}</p>
      <div class="actions">
        <button type="button" class="button main" onClick={lookAgain}>
          {t("action.retry")}
        </button>
        <a class="button" href={ordersPath()}>
          {t("action.orders")}
        </a>
      </div>
    </Message>
  </div>
);
