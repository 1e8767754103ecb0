/** The start: every eSIM of the shopper, with what is left on it. */

import { errorKind } from "../data/errors.js";
import { explain } from "../data/explanations.js";
import { useRefreshOn, useResource } from "../data/resource.js";
import { hasFewDays, summarise } from "../data/usage.js";
import { formatData, formatDays } from "../format.js";
import { t } from "../i18n.js";
import { Empty } from "../parts/empty.jsx";
import { EsimStatus } from "../parts/esim-status.jsx";
import { Icon } from "../parts/icon.jsx";
import { Chip, ShortIccid } from "../parts/labels.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { Meter } from "../parts/meter.jsx";
import { offerData } from "../parts/offer-name.js";
import { Skeleton } from "../parts/skeleton.jsx";
import { Unseen } from "../parts/text.jsx";
import { esimPath, installPath, offersPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../data/shop-api.js").Esim} Esim */
/** @typedef {import("../data/usage.js").Usage} Usage */
/** @typedef {{ esim: Esim, usage?: Usage, error?: unknown }} Summary */

export const title = () => t("esims.title");

/** @param {{ context: Context }} props */
export function View({ context }) {
  const { ownEsims, purchases } = context;
  const summaries = useResource(async (signal) => {
    // The histories of the eSIMs that are known by now do not wait for the list.
    const begun = new Map(
      ownEsims.list().map((esim) => [esim.iccid, summary(context, esim, signal)]),
    );
    const [esims] = await Promise.all([ownEsims.load(), ...begun.values()]);
    return Promise.all(
      esims.map((esim) => begun.get(esim.iccid) ?? summary(context, esim, signal)),
    );
  }, "esims");
  useRefreshOn(summaries, purchases.newEsims().length);
  return (
    <>
      <h1 tabIndex={-1}>{t("esims.title")}</h1>
      <Loaded
        resource={summaries}
        skeleton={<Skeleton shape="sim" count={ownEsims.list().length || 1} />}
        describe={({ length }) => t("esims.count", { count: length })}
      >
        {(all) => (all.length > 0 ? <Groups all={all} /> : <Invitation />)}
      </Loaded>
    </>
  );
}

const Invitation = () => (
  <Empty icon="sim" title={t("esims.empty.title")} text={t("esims.empty.text")}>
    <a class="button main" href={shopPath()}>
      {t("action.shop")}
    </a>
  </Empty>
);

/** @param {Context} context @param {Esim} esim @param {AbortSignal} signal @returns {Promise<Summary>} */
async function summary({ pressone }, esim, signal) {
  if (esim.isRetired) return { esim };
  try {
    return { esim, usage: summarise(await pressone.getPackageHistory(esim.iccid, { signal })) };
  } catch (error) {
    if (signal.aborted || errorKind(error) === "authentication") throw error;
    return { esim, error };
  }
}

/** The order of the groups on the page. @type {Record<Usage["status"] | "unknown", number>} */
const RANK = { active: 0, unknown: 1, waiting: 2, used: 3, none: 3 };

/** @param {{ all: Summary[] }} props */
function Groups({ all }) {
  const rank = (/** @type {Summary} */ { usage }) => RANK[usage?.status ?? "unknown"];
  const current = all.filter(({ esim }) => !esim.isRetired).toSorted((a, b) => rank(a) - rank(b));
  const past = all.filter(({ esim }) => esim.isRetired);
  return (
    <>
      <ul class="sims">
        {current.map((each) => (
          <SimCard key={each.esim.iccid} {...each} />
        ))}
        <li>
          <a class="add-sim" href={shopPath()}>
            <Icon name="add" />
            {t("action.shop")}
          </a>
        </li>
      </ul>
      {past.length > 0 && (
        <section class="past-sims" aria-labelledby="past">
          <h2 id="past">{t("esims.past")}</h2>
          <ul class="past-list">
            {past.map(({ esim: { iccid, label } }) => (
              <li key={iccid}>
                <a href={esimPath(iccid)}>
                  <span>{label}</span>
                  <Chip tone="past">{t("esim.retired")}</Chip>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/**
 * The next step. PressOne lists the packages that a used-up eSIM still takes, which may be none, so the card promises
 * no top-up.
 *
 * @type {Record<Usage["status"], import("../i18n.js").Key>}
 */
const ACTIONS = {
  active: "action.topUp",
  waiting: "action.install",
  used: "action.package",
  none: "action.package",
};

/** @param {Summary} props */
function SimCard({ esim: { iccid, label }, usage, error }) {
  const isDimmed = usage?.status === "used" || usage?.status === "none";
  return (
    <li class={`sim ${isDimmed ? "dimmed" : ""}`}>
      <div class="sim-head">
        <h2>
          <a href={esimPath(iccid)}>{label}</a>
        </h2>
        {usage && <EsimStatus usage={usage} />}
      </div>
      {usage ? <Left usage={usage} /> : <p class="sim-note">{explain(error).title}</p>}
      <div class="sim-foot">
        <ShortIccid iccid={iccid} />
        {usage && (
          <a
            class="button small-button"
            href={usage.status === "waiting" ? installPath(iccid) : offersPath(iccid)}
          >
            {t(ACTIONS[usage.status])}
            <Unseen> {label}</Unseen>
          </a>
        )}
      </div>
    </li>
  );
}

/** The data and days that are left, above a bar. @param {{ usage: Usage }} props */
function Left({ usage }) {
  const { status, remaining, amount, daysLeft, days, waiting } = usage;
  if (status === "waiting") return <Waiting packages={waiting} />;
  if (status !== "active") {
    return (
      <div class="sim-left">
        <p>{t("esims.nothingLeft")}</p>
        <div class="meter" />
      </div>
    );
  }
  return (
    <div class="sim-left">
      <p>
        <strong>
          {usage.isUnlimited
            ? t("data.unlimited")
            : remaining === null
              ? t("value.unknown")
              : formatData(remaining)}
        </strong>{" "}
        {daysLeft !== null && (
          <span class={hasFewDays(usage) ? "few" : ""}>
            {t("days.left", { days: formatDays(daysLeft), count: daysLeft })}
          </span>
        )}
      </p>
      {remaining !== null && amount !== null && (
        <Meter
          value={remaining}
          max={amount}
          label={t("data.leftOf", { amount: formatData(amount) })}
        />
      )}
      {/* Unlimited data end with their days. */}
      {usage.isUnlimited && daysLeft !== null && days && (
        <Meter
          ofDays
          value={daysLeft}
          max={days}
          label={t("data.leftOf", { amount: formatDays(days) })}
        />
      )}
    </div>
  );
}

/** @param {{ packages: Usage["waiting"] }} props */
function Waiting({ packages }) {
  const [only] = packages.length === 1 ? packages : [];
  const count = packages.length;
  return (
    <div class="sim-left">
      <p>
        <strong>{only ? offerData(only.package) : t("shop.packages", { count })}</strong>{" "}
        {only?.package.day && <span>{formatDays(only.package.day)}</span>}
      </p>
      <p class="sim-note">{t("esims.waiting", { count })}</p>
    </div>
  );
}
