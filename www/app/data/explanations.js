/** The texts that explain errors to the shopper. PressOne's own messages are for the shop. */
import { PressOneError } from "pressone-esim";
import { t } from "../i18n.js";
import { errorKind, mayBePaid, NUMBER_UNAVAILABLE, ShopError } from "./errors.js";

/** @typedef {import("../i18n.js").Key} Key */
/**
 * @typedef {object} Explanation
 * @property {string} title
 * @property {string} text
 * @property {"retry" | "reload" | "offers" | "none"} remedy what the shopper can do here
 * @property {"info" | "pending"} [tone] `info` if waiting or another choice helps; `pending` if an outcome or the
 *   connection is missing
 * @property {"offline"} [icon] replaces the icon of the tone
 */

/** @type {Record<string, Pick<Explanation, "remedy" | "tone" | "icon">>} */
const EXPLANATIONS = {
  invalid_argument: { remedy: "none" },
  validation: { remedy: "offers" },
  authentication: { remedy: "reload", tone: "info" },
  permission: { remedy: "none" },
  not_found: { remedy: "none" },
  package_unavailable: { remedy: "offers", tone: "info" },
  price_changed: { remedy: "none", tone: "info" },
  insufficient_balance: { remedy: "none" },
  sim_recycled: { remedy: "none", tone: "info" },
  network: { remedy: "retry", tone: "pending", icon: "offline" },
  timeout: { remedy: "retry", tone: "info" },
  aborted: { remedy: "retry", tone: "info" },
  server: { remedy: "retry" },
  decode: { remedy: "retry" },
  outcome_unknown: { remedy: "none", tone: "pending" },
  payment_required: { remedy: "none" },
  payment_pending: { remedy: "none", tone: "pending" },
  purchase_closed: { remedy: "none", tone: "info" },
  number_busy: { remedy: "none", tone: "pending" },
};

/** @param {unknown} error @returns {Explanation} */
export function explain(error) {
  const kind = errorKind(error) ?? "";
  if (mayBePaid(error)) return explainPayment(kind);
  if (kind === "rate_limited") return explainRateLimit();
  if (kind === NUMBER_UNAVAILABLE) return explainNumber();
  const explanation = EXPLANATIONS[kind];
  // refused, configuration, reference_reused, and kinds that a later version of the package has.
  if (!explanation)
    return { title: t("error.other.title"), text: t("error.other.text"), remedy: "none" };
  const name = `error.${kind}`;
  return {
    ...explanation,
    title: t(/** @type {Key} */ (`${name}.title`)),
    text: t(/** @type {Key} */ (`${name}.text`)),
  };
}

/** The pause before a second try, if the answer names none. */
const USUAL_PAUSE_MS = 30_000;

/** The time after which a second try makes sense, in ms. @param {unknown} error */
export function retryAfterMs(error) {
  if (errorKind(error) !== "rate_limited") return 0;
  const isKnown = error instanceof PressOneError || error instanceof ShopError;
  return (isKnown && error.retryAfterMs) || USUAL_PAUSE_MS;
}

/** @returns {Explanation} */
const explainNumber = () => ({
  title: t("error.number_unavailable.title"),
  text: t("error.number_unavailable.text"),
  remedy: "offers",
  tone: "info",
});

/** A payment that may have been made. A second try has its key. @param {string} kind @returns {Explanation} */
const explainPayment = (kind) => ({
  title: t("payment.unknown.title"),
  text: t(kind === "authentication" ? "error.authentication.text" : "payment.unknown.text"),
  remedy: kind === "authentication" ? "reload" : "retry",
  tone: "pending",
});

/** @returns {Explanation} */
const explainRateLimit = () => ({
  title: t("error.rate_limited.title"),
  text: t("error.rate_limited.text"),
  remedy: "retry",
  tone: "info",
});
