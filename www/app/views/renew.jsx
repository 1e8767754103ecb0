/** The shopper's phone numbers, and the renewal of one. */
import { useEffect, useRef, useState } from "preact/hooks";
import { errorReference } from "../data/errors.js";
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
/** @typedef {import("../data/payments.js").Payments} Payments */
/** @typedef {import("../data/shop-api.js").PhoneNumber} OwnNumber */
/** @typedef {import("pressone-esim").Purchase} Purchase */
/** @typedef {import("../data/payments.js").Renewal} Renewal */
/**
 * @typedef {object} Result
 * @property {Omit<Renewal, "price"> & { price?: number }} order without a price if another device has paid
 * @property {string} [reference]
 * @property {unknown} [error]
 * @property {boolean} [isUnknown]
 */

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
      const order = isOpen(purchase) ? undefined : settle(payments, purchase);
      if (order) showOutcome(purchase, order);
    }
    return { renewals: purchases, numbers };
  });
  const [result, setResult] = useState(/** @type {Result | undefined} */ (undefined));

  /** @param {Renewal} order */
  async function renew(order) {
    const { visit, address } = current.peek();
    setResult(await renewNumber(context, order, address));
    // In other views, a notice shows a failed payment.
    if (current.peek().visit === visit) payments.markReported(order);
    known.refresh();
  }

  /** Shows the outcome of a renewal that was not known. @param {Purchase} purchase @param {Result["order"]} order */
  function showOutcome(purchase, order) {
    const { reference, error } = readEntry(purchase);
    setResult({ order, reference, error });
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
                    showOutcome(
                      settled,
                      settle(payments, settled) ?? withoutPrice(settled, numbers),
                    );
                    known.refresh();
                  }}
                />
              </Answer>
            ))}
            <Unknown payments={payments} renewals={renewals} {...{ result, renew }} />
            {result && !result.isUnknown ? (
              <Answer to={result}>
                <Outcome {...{ result, numbers }} again={() => setResult(undefined)} />
              </Answer>
            ) : (
              <Choice
                // A payment that becomes unknown closes the dialog.
                key={unknownOf(payments, renewals)
                  .map(({ order }) => order.email)
                  .join()}
                {...{ numbers, renewals, payments, renew }}
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

/** @param {Purchase} purchase @param {OwnNumber[]} numbers */
const numberOf = ({ email }, numbers) => numbers.find((number) => number.email === email);

/** Returns what was paid, at the price that was paid. @param {Payments} payments @param {Purchase} purchase */
const settle = (payments, { reference }) =>
  /** @type {Renewal | undefined} */ (payments.settle(reference));

/** A renewal that another device has paid. @param {Purchase} purchase @param {OwnNumber[]} numbers @returns {Result["order"]} */
const withoutPrice = (purchase, numbers) => ({
  kind: "renewal",
  email: purchase.email ?? "",
  title: nameOf(numberOf(purchase, numbers) ?? purchase),
});

/** The number, or the address that it is registered with. @param {{ mobile?: string, email?: string }} number */
const nameOf = ({ mobile, email }) => (mobile ? formatPhoneNumber(mobile) : (email ?? ""));

/** @param {{ number: OwnNumber }} props */
const Name = ({ number }) => <PhoneNumber number={nameOf(number)} />;

/** @param {Purchase} purchase */
const isOpen = ({ state }) => state === "open";

/** @param {OwnNumber} number @returns {Renewal} */
const paymentOf = (number) => {
  const { email, price } = number;
  return { kind: "renewal", email, price, title: nameOf(number) };
};

/** @param {Context} context @param {Renewal} order @param {string} address of the view @returns {Promise<Result>} */
async function renewNumber({ payments, pressone }, order, address) {
  const { email } = order;
  try {
    // A payment that was open may have another price.
    const { reference, price } = await payments.pay(order, address, (payment) =>
      pressone.renewNumber({ email, reference: payment }, { timeoutMs: TIMEOUT_MS }),
    );
    return { order: { ...order, price }, reference };
  } catch (error) {
    return { order, error, isUnknown: payments.findUnknown(order) !== undefined };
  }
}

/** @param {{ order: import("../data/payments.js").Payable }} payment */
const isRenewal = ({ order }) => order.kind === "renewal";

/**
 * Returns the payments whose outcome, or that of their renewal, is not known. A number may have left the list since.
 * The journal's open renewals have a message of their own.
 *
 * @param {Payments} payments
 * @param {Purchase[]} renewals
 */
function unknownOf(payments, renewals) {
  const open = renewals.filter(isOpen).map(({ reference }) => reference);
  return /** @type {(import("../data/payments.js").Payment & { order: Renewal })[]} */ (
    payments.list().filter(isRenewal)
  ).filter(
    // A payment that is repeated has the error of the last try.
    ({ state, error, reference }) =>
      error !== undefined && state !== "refused" && !open.includes(reference ?? ""),
  );
}

/**
 * The payments that are not known. "Try again" repeats the same payment, so the number is renewed once.
 *
 * @param {object} props
 * @param {Payments} props.payments
 * @param {Purchase[]} props.renewals
 * @param {Result | undefined} props.result
 * @param {(order: Renewal) => Promise<void>} props.renew
 */
function Unknown({ payments, renewals, result, renew }) {
  useEffect(() => {
    // The view shows these payments, so no notice does.
    for (const { order } of payments.list().filter(isRenewal)) {
      if (payments.findUnknown(order)) payments.markReported(order);
    }
  });
  return unknownOf(payments, renewals).map(({ order, error }) => (
    <Answer key={order.email} to={result?.order.email === order.email ? result : undefined}>
      <ErrorMessage error={error} retry={() => renew(order)} busyLabel={t("renew.busy")}>
        <p>
          <PhoneNumber number={order.title} />
        </p>
      </ErrorMessage>
    </Answer>
  ));
}

/** @param {{ result: Result, numbers: OwnNumber[], again: () => void }} props */
function Outcome({ result: { order, reference, error }, numbers, again }) {
  const plan = numbers.find(({ email }) => email === order.email)?.plan;
  return (
    <div class="narrow">
      {error === undefined ? (
        <Message tone="good" title={t("renew.done.title")} isAlert>
          <p>{rich("renew.done.text", { number: <PhoneNumber number={order.title} /> })}</p>
          <Facts
            facts={[
              plan && [t("renew.plan"), plan],
              order.price !== undefined && [t("fact.price"), formatMoney(order.price)],
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

/**
 * A number whose payment or renewal is not known cannot be chosen. Each number has its own payment and its own
 * renewal, so the others can.
 *
 * @param {object} props
 * @param {OwnNumber[]} props.numbers
 * @param {Purchase[]} props.renewals
 * @param {Payments} props.payments
 * @param {(order: Renewal) => Promise<void>} props.renew
 */
function Choice({ numbers, renewals, payments, renew }) {
  const unknown = unknownOf(payments, renewals).map(({ order }) => order.email);
  const openEmails = new Set([...unknown, ...renewals.filter(isOpen).map(({ email }) => email)]);
  const free = numbers.filter(({ email }) => !openEmails.has(email));
  // After an unknown renewal, the shopper chooses the next number.
  const [email, choose] = useState(openEmails.size === 0 ? free[0]?.email : undefined);
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const chosen = free.find((number) => number.email === email);
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
              <BusyButton
                action={() => renew(paymentOf(chosen))}
                busyLabel={t("renew.busy")}
                look="main"
              >
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
