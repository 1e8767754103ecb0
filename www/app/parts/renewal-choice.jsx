/** The choice of the number to renew, and the confirmation. */
import { useRef } from "preact/hooks";
import { findRecent, nameOf, renewalOf } from "../data/renewals.js";
import { formatMoney, formatRelative } from "../format.js";
import { t } from "../i18n.js";
import { numbersPath } from "../routes.js";
import { BusyButton } from "./controls.jsx";
import { Empty } from "./empty.jsx";
import { Chip } from "./labels.jsx";
import { Message } from "./message.jsx";
import { rich } from "./text.jsx";
import { Facts, PhoneNumber } from "./values.jsx";

/** @typedef {import("../data/renewals.js").PhoneNumber} OwnNumber */

/**
 * A number whose payment or renewal is not known cannot be chosen. Each number has its own payment and its own
 * renewal, so the others can.
 *
 * @param {object} props
 * @param {OwnNumber[]} props.numbers
 * @param {import("pressone-esim").Purchase[]} props.renewals
 * @param {string[]} props.open the addresses of numbers whose payment or renewal is not known
 * @param {string | undefined} props.email the address of the number that is chosen
 * @param {(email: string) => void} props.choose
 * @param {(order: import("../data/renewals.js").Renewal) => Promise<void>} props.renew
 */
export function RenewalChoice({ numbers, renewals, open, email, choose, renew }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const chosen = numbers.find((number) => number.email === email && !open.includes(number.email));
  const recent = chosen && findRecent(renewals, chosen.email);
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
              disabled={open.includes(number.email)}
              checked={number === chosen}
              onChange={() => choose(number.email)}
            />
            <span class="offer-main">
              <span class="offer-data number">
                <Name number={number} />
                {open.includes(number.email) && <Chip tone="pending">{t("step.checking")}</Chip>}
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
      {chosen && (
        <dialog
          // An open dialog closes if its number, or what is not known, changes.
          key={[chosen.email, ...open].join()}
          ref={dialog}
          // Not the element of the title: screen readers read its block with a space before the question mark.
          aria-label={t("renew.confirm", { number: nameOf(chosen) })}
        >
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
              action={() => renew(renewalOf(chosen))}
              busyLabel={t("renew.busy")}
              look="main"
            >
              {t("renew.pay", { price: formatMoney(chosen.price) })}
            </BusyButton>
            <button type="button" class="button" onClick={() => dialog.current?.close()}>
              {t("action.cancel")}
            </button>
          </div>
        </dialog>
      )}
    </div>
  );
}

/** @param {{ number: OwnNumber }} props */
const Name = ({ number }) => <PhoneNumber number={nameOf(number)} />;

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
