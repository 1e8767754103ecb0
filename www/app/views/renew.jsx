/** The shopper's phone numbers, and the renewal of one. */
import { useEffect, useRef, useState } from "preact/hooks";
import { errorReference } from "../data/errors.js";
import { explain } from "../data/explanations.js";
import { readEntry } from "../data/journal-entry.js";
import { useResource } from "../data/resource.js";
import { getNumbers } from "../data/shop-api.js";
import { formatMoney, formatPhoneNumber, formatRelative } from "../format.js";
import { t } from "../i18n.js";
import { Answer } from "../parts/answer.jsx";
import { BusyButton } from "../parts/controls.jsx";
import { Empty } from "../parts/empty.jsx";
import { Chip } from "../parts/labels.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { ErrorMessage, Message } from "../parts/message.jsx";
import { OpenRenewal } from "../parts/open-renewal.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { rich } from "../parts/text.jsx";
import { Code, Facts, PhoneNumber } from "../parts/values.jsx";
import { current } from "../router.js";
import { numbersPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/shop-api.js").PhoneNumber} OwnNumber */
/** @typedef {import("pressone-esim").Purchase} Purchase */
/** @typedef {{ number: OwnNumber, reference?: string, error?: unknown, isUnknown?: boolean }} Result */

/** The time for one renewal. After it the view shows the renewal as open. */
const TIMEOUT_MS = 15_000;
/** The time in which a second renewal is probably a mistake. */
const RECENT_MS = 60 * 60_000;

export const title = () => t("numbers.yours");

/** @param {{ context: Context }} props */
export function View({ context }) {
  const { payments, pressone } = context;
  const known = useResource(async (signal) => {
    const [{ purchases }, { numbers }] = await Promise.all([
      pressone.purchases({ kind: "renewal", limit: 50 }, { signal }),
      getNumbers(),
    ]);
    for (const purchase of purchases) {
      if (!isOpen(purchase) && payments.settle(purchase.reference)) tell(purchase, numbers);
    }
    return { renewals: purchases, numbers };
  });
  const [result, setResult] = useState(/** @type {Result | undefined} */ (undefined));

  /** @param {OwnNumber} number */
  async function renew(number) {
    const { visit, address } = current.peek();
    setResult(await renewNumber(context, number, address));
    // In other views, a notice shows a failed payment.
    if (current.peek().visit === visit) payments.markReported(paymentOf(number));
    known.refresh();
  }

  /** Shows the outcome of a renewal that was not known. @param {Purchase} purchase @param {OwnNumber[]} numbers */
  function tell(purchase, numbers) {
    const number = numberOf(purchase, numbers);
    const { reference, error } = readEntry(purchase);
    if (number) setResult({ number, reference, error });
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
                to={purchase.reference === errorReference(result?.error) ? result : undefined}
              >
                <OpenRenewal
                  pressone={pressone}
                  reference={purchase.reference}
                  name={nameOf(numberOf(purchase, numbers) ?? purchase)}
                  settle={(settled) => {
                    tell(settled, numbers);
                    known.refresh();
                  }}
                />
              </Answer>
            ))}
            {result && !result.isUnknown ? (
              <Answer to={result}>
                <Outcome result={result} again={() => setResult(undefined)} />
              </Answer>
            ) : (
              <Unknown
                context={context}
                numbers={numbers}
                renewals={renewals}
                {...{ result, renew }}
              >
                <Choice numbers={numbers} renewals={renewals} renew={renew} />
              </Unknown>
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

/** @param {Purchase} purchase @param {OwnNumber[]} numbers */
const numberOf = ({ email }, numbers) => numbers.find((number) => number.email === email);

/** The number, or the address that it is registered with. @param {{ mobile?: string, email?: string }} number */
const nameOf = ({ mobile, email }) => (mobile ? formatPhoneNumber(mobile) : (email ?? ""));

/** @param {{ number: OwnNumber }} props */
const Name = ({ number }) => <PhoneNumber number={nameOf(number)} />;

/** @param {Purchase} purchase */
const isOpen = ({ state }) => state === "open";

/** @param {OwnNumber} number @returns {import("../data/payments.js").Renewal} */
const paymentOf = (number) => {
  const { email, price } = number;
  return { kind: "renewal", email, price, title: nameOf(number) };
};

/** @param {Context} context @param {OwnNumber} number @param {string} address of the view @returns {Promise<Result>} */
async function renewNumber({ payments, pressone }, number, address) {
  const { email } = number;
  const order = paymentOf(number);
  try {
    const { reference } = await payments.pay(order, address, (payment) =>
      pressone.renewNumber({ email, reference: payment }, { timeoutMs: TIMEOUT_MS }),
    );
    return { number, reference };
  } catch (error) {
    return { number, error, isUnknown: payments.findUnknown(order) !== undefined };
  }
}

/**
 * A payment or renewal that is not known; otherwise the children. "Try again" repeats the same payment, so the number
 * is renewed once.
 *
 * @param {object} props
 * @param {Context} props.context
 * @param {OwnNumber[]} props.numbers
 * @param {Purchase[]} props.renewals
 * @param {Result | undefined} props.result
 * @param {(number: OwnNumber) => Promise<void>} props.renew
 * @param {import("preact").ComponentChildren} props.children
 */
function Unknown({ context: { payments }, numbers, renewals, result, renew, children }) {
  const open = renewals.filter(isOpen).map(({ reference }) => reference);
  const [unknown] = numbers.flatMap((number) => {
    const { state, error, reference } = payments.get(paymentOf(number)) ?? {};
    const isTold = error !== undefined && state !== "refused" && !open.includes(reference ?? "");
    return isTold ? [{ number, error }] : [];
  });
  useEffect(() => {
    // The view tells of these payments, so a notice does not.
    for (const order of numbers.map(paymentOf)) {
      if (payments.findUnknown(order)) payments.markReported(order);
    }
  });
  if (!unknown) return children;
  const { number, error } = unknown;
  return (
    <Answer to={result}>
      <ErrorMessage error={error}>
        {explain(error).remedy !== "reload" && (
          <BusyButton action={() => renew(number)} busyLabel={t("renew.busy")}>
            {t("action.retry")}
          </BusyButton>
        )}
      </ErrorMessage>
    </Answer>
  );
}

/** @param {{ result: Result, again: () => void }} props */
function Outcome({ result: { number, reference, error }, again }) {
  return (
    <div class="narrow">
      {error === undefined ? (
        <Message tone="good" title={t("renew.done.title")} isAlert>
          <p>{rich("renew.done.text", { number: <Name number={number} /> })}</p>
          <Facts
            facts={[
              [t("renew.plan"), number.plan],
              [t("fact.price"), formatMoney(number.price)],
              [t("fact.payment"), <Code key="code">{reference}</Code>],
            ]}
          />
        </Message>
      ) : (
        <ErrorMessage error={error}>
          <p>{t("renew.nothing")}</p>
        </ErrorMessage>
      )}
      <div class="actions">
        <button type="button" class="button" onClick={again}>
          {t("renew.another")}
        </button>
      </div>
    </div>
  );
}

/** @param {{ numbers: OwnNumber[], renewals: Purchase[], renew: (number: OwnNumber) => Promise<void> }} props */
function Choice({ numbers, renewals, renew }) {
  const openEmails = new Set(renewals.filter(isOpen).map(({ email }) => email));
  const free = numbers.filter(({ email }) => !openEmails.has(email));
  const [email, choose] = useState(free[0]?.email);
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const chosen = free.find((number) => number.email === email) ?? free[0];
  const recent = renewals.find(
    (purchase) =>
      purchase.email === chosen?.email &&
      purchase.state === "done" &&
      Date.now() - (purchase.created_at ?? 0) < RECENT_MS,
  );
  if (numbers.length === 0) {
    return (
      <Empty icon="number" title={t("renew.none")} text={t("numbers.lead")}>
        <a class="button main" href={numbersPath()}>
          {t("numbers.title")}
        </a>
      </Empty>
    );
  }
  return (
    <div class="renewal">
      <fieldset class="offers">
        <legend class="unseen">{t("renew.choose")}</legend>
        {numbers.map((number) => (
          <label class="offer" key={number.email}>
            <input
              type="radio"
              name="number"
              disabled={openEmails.has(number.email)}
              checked={number === chosen}
              onChange={() => choose(number.email)}
            />
            <span class="offer-main">
              <span class="offer-data number">
                <Name number={number} />
                {openEmails.has(number.email) && <Chip tone="pending">{t("step.checking")}</Chip>}
              </span>
              <bdi class="offer-days">{number.plan}</bdi>
            </span>
            <span class="offer-price">
              <strong>{formatMoney(number.price)}</strong>
              <span class="small">{t("renew.perMonth")}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen && (
        <section class="card summary" aria-labelledby="renewal-summary">
          <h2 id="renewal-summary">{t("renew.summary")}</h2>
          <Terms number={chosen} hasName />
          <button
            type="button"
            class="button main wide"
            onClick={() => dialog.current?.showModal()}
          >
            {t("renew.for", { price: formatMoney(chosen.price) })}
          </button>
        </section>
      )}
      <dialog
        ref={dialog}
        // Not the element of the title: screen readers read its block with a space before the question mark.
        aria-label={chosen && t("renew.confirm", { number: nameOf(chosen) })}
      >
        {chosen && (
          <>
            <h2>{rich("renew.confirm", { number: <Name number={chosen} /> })}</h2>
            {recent && (
              <Message
                tone="pending"
                title={t("renew.recent", { time: formatRelative(recent.created_at ?? 0) })}
              />
            )}
            <Terms number={chosen} />
            <p class="small">{t("renew.simulated")}</p>
            <div class="actions">
              <BusyButton action={() => renew(chosen)} busyLabel={t("renew.busy")} look="main">
                {t("renew.pay", { price: formatMoney(chosen.price) })}
              </BusyButton>
              <button type="button" class="button" onClick={() => dialog.current?.close()}>
                {t("action.cancel")}
              </button>
            </div>
          </>
        )}
      </dialog>
    </div>
  );
}

/** The number, its plan and its price. @param {{ number: OwnNumber, hasName?: boolean }} props */
const Terms = ({ number, hasName = false }) => (
  <Facts
    facts={[
      hasName && [t("renew.number"), <Name key="number" number={number} />],
      [t("renew.plan"), number.plan],
      [
        t("fact.toPay"),
        <strong key="price" class="price">
          {formatMoney(number.price)}
        </strong>,
      ],
    ]}
  />
);
