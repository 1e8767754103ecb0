/** The phone numbers that the shopper can claim, by country. */
import { useState } from "preact/hooks";
import { countryName } from "../data/countries.js";
import { readFreeNumbers } from "../data/free-numbers.js";
import { useResource } from "../data/resource.js";
import { getNumbers } from "../data/shop-api.js";
import { t } from "../i18n.js";
import { BackLink, BusyButton } from "../parts/controls.jsx";
import { Empty } from "../parts/empty.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { ErrorMessage } from "../parts/message.jsx";
import { NumberChoice } from "../parts/number-choice.jsx";
import { ProgressLine } from "../parts/progress-line.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { replaceAddress } from "../router.js";
import { numbersPath, renewPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/free-numbers.js").FreeNumbers} FreeNumbers */
/** @typedef {import("../data/shop-api.js").NumberPlan} NumberPlan */

export const title = () => t("numbers.title");

/** @param {{ context: Context, route: import("../routes.js").Route }} props */
export function View({ context, route }) {
  const [country, setCountry] = useState(route.query.get("country") ?? "");
  const offered = useResource(getNumbers, "numbers");

  /** @param {string} code */
  function choose(code) {
    setCountry(code);
    replaceAddress(numbersPath(code));
  }

  return (
    <>
      <BackLink href={renewPath()}>{t("numbers.yours")}</BackLink>
      <h1 tabIndex={-1}>{t("numbers.title")}</h1>
      <p class="lead">{t("numbers.lead")}</p>
      <ProgressLine step={1} />
      <div class="narrow">
        <Loaded resource={offered} skeleton={<Skeleton shape="offer" count={4} />}>
          {({ plans }) => (
            <>
              <Countries plans={plans} chosen={country} choose={choose} />
              <Free key={country} context={context} plans={plans} country={country} />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

/** @param {{ plans: NumberPlan[], chosen: string, choose: (code: string) => void }} props "" for all countries */
const Countries = ({ plans, chosen, choose }) => (
  <label class="field search">
    {t("numbers.country")}
    <select onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {["", ...plans.map(({ country }) => country)].map((code) => (
        <option key={code} value={code} selected={code === chosen}>
          {code ? countryName(code) : t("numbers.all")}
        </option>
      ))}
    </select>
  </label>
);

/** @param {{ context: Context, plans: NumberPlan[], country: string }} props */
function Free({ context: { pressone }, plans, country }) {
  const query = country ? { filter: country } : {};
  const free = useResource((signal) => readFreeNumbers(pressone, query, signal));
  return (
    <Loaded
      resource={free}
      skeleton={<Skeleton shape="offer" count={4} />}
      describe={(first) => t("numbers.count", { count: first?.numbers.length ?? 0 })}
    >
      {(first) =>
        first ? <Pages pressone={pressone} query={query} first={first} plans={plans} /> : <Closed />
      }
    </Loaded>
  );
}

/**
 * @param {object} props
 * @param {Context["pressone"]} props.pressone
 * @param {import("pressone-esim").OwnNumberQuery} props.query
 * @param {FreeNumbers} props.first
 * @param {NumberPlan[]} props.plans
 */
function Pages({ pressone, query, first, plans }) {
  const [shown, setShown] = useState(first);
  const [problem, setProblem] = useState(/** @type {unknown} */ (undefined));

  async function showMore() {
    setProblem(undefined);
    try {
      const more = await readFreeNumbers(pressone, { ...query, after: shown.next ?? "" });
      const known = new Set(shown.numbers.map(({ number }) => number));
      const added = more?.numbers.filter(({ number }) => !known.has(number)) ?? [];
      setShown({ numbers: [...shown.numbers, ...added], next: more?.next ?? null });
    } catch (error) {
      setProblem(error);
    }
  }

  return (
    <NumberChoice numbers={shown.numbers} plans={plans} empty={emptyOf(shown, query.filter)}>
      {problem !== undefined && <ErrorMessage error={problem} />}
      {shown.next !== null && (
        <BusyButton action={showMore} busyLabel={t("loading")}>
          {t("numbers.more")}
        </BusyButton>
      )}
    </NumberChoice>
  );
}

/** No number of the chosen country, or none until the next page. */
const NoneHere = () => (
  <Empty icon="number" title={t("numbers.none.title")} text={t("numbers.none.text")} />
);

/** @param {{ title: string }} props */
const NoNumbers = (props) => (
  <Empty icon="number" title={props.title} text={t("shop.empty.text")}>
    <a class="button" href={renewPath()}>
      {t("numbers.yours")}
    </a>
  </Empty>
);

/** The shop sells no numbers to this shopper, or no number that is free. */
const Closed = () => <NoNumbers title={t("numbers.closed")} />;

/** Says why no number can be chosen. @param {FreeNumbers} shown @param {string} [country] */
function emptyOf({ numbers, next }, country) {
  if (country || next !== null) return <NoneHere />;
  return numbers.length === 0 ? <NoNumbers title={t("numbers.taken")} /> : <Closed />;
}
