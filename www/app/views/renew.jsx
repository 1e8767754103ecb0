/** The shopper's phone numbers, and the renewal of one. */
import { useEffect, useRef, useState } from "preact/hooks";
import { errorReference } from "../data/errors.js";
import {
  countOtherPayments,
  isOpen,
  markUnknownReported,
  nameOfPurchase,
  openEmails,
  renewNumber,
  settle,
  settledElsewhere,
  unknownRenewals,
} from "../data/renewals.js";
import { useRefreshOn, useResource } from "../data/resource.js";
import { getNumbers } from "../data/shop-api.js";
import { t } from "../i18n.js";
import { Answer } from "../parts/answer.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { ErrorMessage } from "../parts/message.jsx";
import { OpenRenewal } from "../parts/open-renewal.jsx";
import { RenewalChoice } from "../parts/renewal-choice.jsx";
import { RenewalOutcome } from "../parts/renewal-outcome.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { PhoneNumber } from "../parts/values.jsx";
import { current } from "../router.js";
import { numbersPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/renewals.js").Renewal} Renewal */
/** @typedef {import("../data/renewals.js").Result} Result */

export const title = () => t("numbers.yours");

/** @param {{ context: Context }} props */
export function View({ context }) {
  const { payments, pressone } = context;
  const [results, setResults] = useState(/** @type {Result[]} */ ([]));
  const known = useResource(async (signal) => {
    const [{ purchases }, { numbers }] = await Promise.all([
      pressone.purchases({ kind: "renewal", limit: 50 }, { signal }),
      getNumbers(),
    ]);
    const settled = purchases.flatMap((purchase) =>
      isOpen(purchase) ? [] : (settle(payments, purchase) ?? []),
    );
    if (settled.length > 0) add(settled);
    return { renewals: purchases, numbers };
  });
  /** Replaces the results of the same numbers. @param {Result[]} added */
  function add(added) {
    const emails = added.map(({ order }) => order.email);
    setResults((before) => [
      ...before.filter(({ order }) => !emails.includes(order.email)),
      ...added,
    ]);
  }
  // No number is chosen after an unknown renewal, so the shopper does not renew another one by mistake.
  const [email, choose] = useState(/** @type {string | undefined} */ (undefined));
  const mustChoose = useRef(false);
  const state = known.state.value;
  const open = state.status === "ready" ? openEmails(payments, state.value.renewals) : [];
  if (open.length > 0) mustChoose.current = true;
  // Another tab begins and resolves payments too.
  useRefreshOn(known, countOtherPayments(payments));

  function restart() {
    choose(undefined);
    setResults([]);
  }
  const outcomes = results.filter(({ isUnknown }) => !isUnknown);

  /** @param {Renewal} order */
  async function renew(order) {
    const { visit, address } = current.peek();
    setResults([await renewNumber(context, order, address)]);
    // In other views, a notice shows a failed payment.
    if (current.peek().visit === visit) payments.markReported(order);
    known.refresh();
  }

  return (
    <>
      <h1 tabIndex={-1}>{t("numbers.yours")}</h1>
      <p class="lead">{t("renew.lead")}</p>
      <Loaded
        resource={known}
        skeleton={
          <div class="renewal">
            <Skeleton shape="offer" count={2} />
            <Skeleton shape="sheet" />
          </div>
        }
        describe={({ renewals }) => t("renew.open", { count: renewals.filter(isOpen).length })}
      >
        {({ renewals, numbers }) => (
          <>
            {renewals.filter(isOpen).map((purchase) => (
              <Answer
                key={purchase.reference}
                to={results.find(({ error }) => errorReference(error) === purchase.reference)}
              >
                <OpenRenewal
                  pressone={pressone}
                  reference={purchase.reference}
                  name={nameOfPurchase(purchase, numbers)}
                  settle={(settled) => {
                    add([settle(payments, settled) ?? settledElsewhere(settled, numbers)]);
                    known.refresh();
                  }}
                />
              </Answer>
            ))}
            <Unknown payments={payments} renewals={renewals} {...{ results, renew }} />
            {outcomes.length > 0 ? (
              <Answer to={results}>
                <div class="narrow">
                  {outcomes.map((result) => (
                    <RenewalOutcome
                      key={result.order.email}
                      result={result}
                      plan={numbers.find(({ email }) => email === result.order.email)?.plan}
                    />
                  ))}
                  <div class="actions">
                    <button type="button" class="button" onClick={restart}>
                      {t("renew.another")}
                    </button>
                  </div>
                </div>
              </Answer>
            ) : (
              <RenewalChoice
                {...{ numbers, renewals, choose, renew }}
                open={open}
                email={email ?? (mustChoose.current ? undefined : numbers[0]?.email)}
              />
            )}
            {numbers.length > 0 && (
              <a class="more" href={numbersPath()}>
                {t("numbers.another")}
              </a>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

/**
 * The payments that are not known. "Try again" repeats the same payment, so the number is renewed once.
 *
 * @param {object} props
 * @param {Context["payments"]} props.payments
 * @param {import("pressone-esim").Purchase[]} props.renewals
 * @param {Result[]} props.results
 * @param {(order: Renewal) => Promise<void>} props.renew
 */
function Unknown({ payments, renewals, results, renew }) {
  // The view shows these payments, so no notice does.
  useEffect(() => markUnknownReported(payments));
  return unknownRenewals(payments, renewals).map(({ order, error }) => (
    <Answer key={order.email} to={results.find((result) => result.order.email === order.email)}>
      <ErrorMessage error={error} retry={() => renew(order)} busyLabel={t("renew.busy")}>
        <p>
          <PhoneNumber number={order.title} />
        </p>
      </ErrorMessage>
    </Answer>
  ));
}
