/** The large gauge of an eSIM, with the end of its packages and its pace. */
import { hasFewDays } from "../data/usage.js";
import { formatData, formatDay, formatDays, formatMinutes, formatTime } from "../format.js";
import { t } from "../i18n.js";
import { Empty } from "./empty.jsx";
import { DoubleGauge } from "./gauge.jsx";
import { Moment } from "./labels.jsx";
import { rich } from "./text.jsx";

/** @typedef {import("../data/usage.js").Usage} Usage */

/** @param {{ usage: Usage, asOf?: number }} props `asOf`: the time of outdated figures, in ms since the epoch */
export function UsageHero({ usage, asOf }) {
  const { status, remaining, amount, daysLeft, days, isUnlimited: unlimited } = usage;
  if (status !== "active") {
    const key = status === "waiting" ? "waiting" : status === "used" ? "used" : "none";
    return (
      <Empty
        icon={status === "waiting" ? "pending" : "sim"}
        title={t(`hero.${key}.title`)}
        text={t(`hero.${key}.text`)}
      />
    );
  }
  const isEnding = hasFewDays(usage);
  const dataShare = unlimited ? 1 : remaining !== null && amount !== null ? remaining / amount : 0;
  return (
    <div class={asOf === undefined ? "card hero" : "card hero is-outdated"}>
      <DoubleGauge
        dataShare={dataShare}
        dayShare={daysLeft !== null && days ? daysLeft / days : null}
        hasFewDays={isEnding}
        foot={daysLeft !== null && t("days.left", { days: formatDays(daysLeft), count: daysLeft })}
      >
        <strong>
          {unlimited ? t("data.unlimited") : remaining === null ? "–" : formatData(remaining)}
        </strong>
        <span>
          {unlimited
            ? t("data.data")
            : amount === null
              ? t("data.left")
              : t("data.leftOf", { amount: formatData(amount) })}
        </span>
        {asOf !== undefined && (
          <span>{rich("fresh.asOf", { time: <Moment ms={asOf}>{formatTime(asOf)}</Moment> })}</span>
        )}
      </DoubleGauge>
      <dl class="hero-facts">
        {usage.endsAt !== null && (
          <div class={isEnding ? "of-warning" : "of-days"}>
            <dt>{t("hero.ends")}</dt>
            <dd>
              <Day ms={usage.endsAt} />
            </dd>
          </div>
        )}
        <Pace usage={usage} />
        {usage.minutes !== null && (
          <div>
            <dt>{t("extras.calls")}</dt>
            <dd>{t("days.left", { days: formatMinutes(usage.minutes), count: usage.minutes })}</dd>
          </div>
        )}
        {usage.texts !== null && (
          <div>
            <dt>{t("extras.texts")}</dt>
            <dd>
              {t("days.left", { days: t("texts", { count: usage.texts }), count: usage.texts })}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** When the data end if the shopper goes on like this. @param {{ usage: Usage }} props */
function Pace({ usage: { runsOutAt, endsAt } }) {
  if (runsOutAt === null) return null;
  const lasts = endsAt !== null && runsOutAt >= endsAt;
  if (!lasts && !Number.isFinite(runsOutAt)) return null;
  return (
    <div class={lasts ? "" : "of-warning"}>
      <dt>{t("hero.pace")}</dt>
      <dd>{lasts ? t("hero.lasts") : rich("hero.runsOut", { date: <Day ms={runsOutAt} /> })}</dd>
    </div>
  );
}

/** @param {{ ms: number }} props */
const Day = ({ ms }) => <Moment ms={ms}>{formatDay(ms)}</Moment>;
