/** One eSIM: what is left, its packages in time, and the top-ups on offer. */
import { esimLabel } from "../data/context.js";
import { errorKind } from "../data/errors.js";
import { useRefreshOn, useResource } from "../data/resource.js";
import { summarise } from "../data/usage.js";
import { formatTime } from "../format.js";
import { t } from "../i18n.js";
import { BackLink } from "../parts/controls.jsx";
import { EsimStatus } from "../parts/esim-status.jsx";
import { Moment } from "../parts/labels.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { ErrorMessage, Message } from "../parts/message.jsx";
import { OfferChoice } from "../parts/offer-choice.jsx";
import { Bone, Skeleton } from "../parts/skeleton.jsx";
import { rich } from "../parts/text.jsx";
import { TimeLine } from "../parts/time-line.jsx";
import { UsageHero } from "../parts/usage-hero.jsx";
import { NamedIccid } from "../parts/values.jsx";
import { checkoutPath, esimsPath, installPath, offersPath, shopPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("pressone-esim").PackageHistory} PackageHistory */
/** @typedef {import("../routes.js").Route} Route */

/** @param {Context} context @param {Route} route */
export const title = (context, { params: [iccid] }) => esimLabel(context, iccid);

/** The states in which the next step is the installation. It may be that of an eSIM whose history failed. */
const INSTALLED_NEXT = new Set(["waiting", "none", "failed"]);

/** @param {{ context: Context, route: Route }} props */
export function View({ context, route }) {
  const [iccid = ""] = route.params;
  const { pressone, purchases } = context;
  const history = useResource(
    (signal) => pressone.getPackageHistory(iccid, { signal }),
    `history ${iccid}`,
  );
  const offers = useResource(
    (signal) => pressone.getTopupPackages(iccid, { signal }),
    `offers ${iccid}`,
  );
  const ofThis = purchases.list().filter((purchase) => purchase.iccid === iccid);
  useRefreshOn(history, ofThis.filter(({ state }) => state === "done").length);

  const historyState = history.state.value;
  const offersState = offers.state.value;
  const known = offersState.status === "ready" ? offersState.value : [];
  const isRetired = context.ownEsims.list().some((esim) => esim.iccid === iccid && esim.isRetired);
  const usage = historyState.status === "ready" ? summarise(historyState.value) : undefined;
  const status = usage?.status ?? historyState.status;
  const isUsedUp = status === "used";
  const head = (
    <>
      <BackLink href={esimsPath()}>{t("esims.title")}</BackLink>
      <header class="view-head">
        <div>
          <div class="titled">
            <h1 tabIndex={-1}>{esimLabel(context, iccid)}</h1>
            {usage && <EsimStatus usage={usage} />}
            {status === "loading" && <Bone letters={10} look="chip" />}
          </div>
          <NamedIccid iccid={iccid} />
        </div>
        {!isRetired && INSTALLED_NEXT.has(status) && (
          <a class="button" href={installPath(iccid)}>
            {t("action.install")}
          </a>
        )}
      </header>
    </>
  );
  // Both requests may fail for one reason, which is told once.
  const reason = sharedReason(historyState, offersState);
  if (reason) {
    return (
      <>
        {head}
        <ErrorMessage error={reason}>
          {errorKind(reason) === "sim_recycled" && (
            <a class="button main" href={shopPath()}>
              {t("action.shop")}
            </a>
          )}
        </ErrorMessage>
      </>
    );
  }
  return (
    <>
      {head}
      <div class="esim-columns">
        <section class="left-section" aria-labelledby="left">
          <h2 id="left" class="unseen">
            {t("esim.left")}
          </h2>
          <Loaded
            resource={history}
            skeleton={
              <>
                <Skeleton shape="gauge" />
                <Skeleton shape="sheet" />
              </>
            }
            describe={({ packages: { length } }) => t("esim.packages", { count: length })}
          >
            {(value) => (
              <>
                {value.source === "stale" && <Stale history={value} />}
                {usage && (
                  <UsageHero
                    usage={usage}
                    asOf={value.source === "stale" ? value.fetched_at : undefined}
                  />
                )}
                <TimeLine history={value} purchases={ofThis} offers={known} />
                <div class="esim-foot">
                  {status === "active" && (
                    <a class="more" href={installPath(iccid)}>
                      {t("esim.installation")}
                    </a>
                  )}
                  {value.source !== "stale" && <Freshness history={value} />}
                </div>
                {(offersState.status === "loading" || known.length > 0) && (
                  <div class="dock">
                    <a class="button main wide" href={offersPath(iccid)}>
                      {t(isUsedUp ? "action.package" : "action.topUp")}
                    </a>
                  </div>
                )}
              </>
            )}
          </Loaded>
        </section>
        <section id="offers" aria-labelledby="offers-title">
          <h2 id="offers-title" tabIndex={-1}>
            {t("offers.title")}
          </h2>
          <Loaded
            resource={offers}
            skeleton={<Skeleton shape="offer" count={3} />}
            describe={({ length }) => t("offers.count", { count: length })}
          >
            {(value) => (
              <OfferChoice
                offers={value}
                legend={t("offers.choose")}
                pathOf={(package_id) => checkoutPath(iccid, package_id)}
              />
            )}
          </Loaded>
        </section>
      </div>
    </>
  );
}

/** The reasons that concern the whole eSIM. */
const WHOLE = new Set([
  "sim_recycled",
  "permission",
  "not_found",
  "invalid_argument",
  "authentication",
]);

/**
 * @param {import("../data/resource.js").State<unknown>} history
 * @param {import("../data/resource.js").State<unknown>} offers
 */
function sharedReason(history, offers) {
  for (const state of [offers, history]) {
    if (state.status === "failed" && WHOLE.has(errorKind(state.error) ?? "")) return state.error;
  }
  return undefined;
}

/** The warning before figures that are too old. @param {{ history: PackageHistory }} props */
const Stale = ({ history: { fetched_at } }) => (
  <Message tone="pending" title={t("fresh.stale.title")}>
    <p>{rich("fresh.stale.text", { time: <Time ms={fetched_at} /> })}</p>
  </Message>
);

/** @param {{ history: PackageHistory }} props */
const Freshness = ({ history: { fetched_at, expires_at } }) => (
  <p class="small" title={t("fresh.why", { time: formatTime(expires_at) })}>
    {rich("fresh.updated", { time: <Time ms={fetched_at} /> })}
  </p>
);

/** @param {{ ms: number }} props */
const Time = ({ ms }) => <Moment ms={ms}>{formatTime(ms)}</Moment>;
