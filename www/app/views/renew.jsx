/** The shopper's phone numbers, and the renewal of one. */
import { useRef, useState } from "preact/hooks";
import { errorReference, mayBeOrdered, mayBePaid } from "../data/errors.js";
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
/** @typedef {{ number: OwnNumber, reference?: string, error?: unknown }} Result */

/** The time for one renewal. After it the view shows the renewal as open. */
const TIMEOUT_MS = 15_000;
/** The time in which a second renewal is probably a mistake. */
const RECENT_MS = 60 * 60_000;

export const title = () => t("numbers.yours");

/** @param {{ context: Context }} props */
export function View({ context }) {
  const { pressone } = context;
  const known = useResource(async (signal) => {
    const [{ purchases }, { numbers }] = await Promise.all([
      pressone.purchases({ kind: "renewal", limit: 50 }, { signal }),
      getNumbers(),
    ]);
    return { renewals: purchases, numbers };
  });
  const [result, setResult] = useState(/** @type {Result | undefined} */ (undefined));

  /** @param {OwnNumber} number */
  async function renew(number) {
    const { visit, address } = current.peek();
    setResult(await renewNumber(context, number, address));
    // A notice tells of a failure in other views.
    if (current.peek().visit === visit) context.payments.markReported(paymentOf(number));
    known.refresh();
  }

  /** Shows the outcome of a renewal that was open. @param {Purchase} purchase @param {OwnNumber[]} numbers */
  function settle(purchase, numbers) {
    const number = numberOf(purchase, numbers);
    const { reference, error } = readEntry(purchase);
    if (number) setResult({ number, reference, error });
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
                to={purchase.reference === errorReference(result?.error) ? result : undefined}
              >
                <OpenRenewal
                  pressone={pressone}
                  reference={purchase.reference}
                  name={nameOf(numberOf(purchase, numbers) ?? purchase)}
                  settle={(settled) => settle(settled, numbers)}
                />
              </Answer>
            ))}
            {result && !(mayBeOrdered(result.error) && renewals.some(isOpen)) ? (
              <Answer to={result}>
                <Outcome result={result} renew={renew} again={() => setResult(undefined)} />
              </Answer>
            ) : (
              <Choice numbers={numbers} renewals={renewals} renew={renew} />
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

/** @param {OwnNumber} number @returns {import("../data/payments.js").Payable} */
const paymentOf = (number) => ({ kind: "renewal", email: number.email, title: nameOf(number) });

/** @param {Context} context @param {OwnNumber} number @param {string} address of the view @returns {Promise<Result>} */
async function renewNumber({ payments, pressone }, number, address) {
  const { email } = number;
  try {
    const { reference } = await payments.pay(paymentOf(number), address);
    await pressone.renewNumber({ email, reference }, { timeoutMs: TIMEOUT_MS });
    return { number, reference };
  } catch (error) {
    if (!mayBePaid(error) && !mayBeOrdered(error)) {
      payments.refuse(paymentOf(number), address, error);
    }
    return { number, error };
  }
}

/** @param {{ result: Result, renew: (number: OwnNumber) => Promise<void>, again: () => void }} props */
function Outcome({ result: { number, reference, error }, renew, again }) {
  if (mayBeOrdered(error)) return <ErrorMessage error={error} />;
  if (mayBePaid(error)) {
    return (
      <ErrorMessage error={error}>
        {explain(error).remedy === "retry" && (
          <BusyButton action={() => renew(number)} busyLabel={t("renew.busy")}>
            {t("action.retry")}
          </BusyButton>
        )}
      </ErrorMessage>
    );
  }
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
