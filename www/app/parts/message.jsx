/** Boxes with an icon, a title and a text. */
import { useMemo } from "preact/hooks";
import { explain, retryAfterMs } from "../data/explanations.js";
import { formatDuration } from "../format.js";
import { t } from "../i18n.js";
import { useCountdown } from "./countdown.js";
import { Icon } from "./icon.jsx";
import { Unseen } from "./text.jsx";

/** @typedef {import("preact").ComponentChildren} Children */
/** @typedef {"info" | "good" | "bad" | "pending"} Tone `pending`: not known yet */

/**
 * @param {object} props
 * @param {Tone} props.tone
 * @param {import("./icon.jsx").IconName} [props.icon] that of the tone if not given
 * @param {string} props.title
 * @param {Children} [props.children]
 * @param {boolean} [props.isAlert] true if screen readers read it at once
 */
export const Message = ({ tone, icon = tone, title, children, isAlert = false }) => (
  <div class={`message ${tone}`} role={isAlert ? "alert" : undefined}>
    <Icon name={icon} />
    <div class="message-body">
      <p class="message-title">{title}</p>
      {children}
    </div>
  </div>
);

/**
 * Explains an error, with a button if the shopper can do something about it.
 *
 * @param {object} props
 * @param {unknown} props.error
 * @param {(() => void) | undefined} [props.retry] given only if a second try is harmless
 * @param {boolean} [props.isStale] true if stale data are shown, so the error is no alarm
 * @param {Children} [props.children]
 */
export function ErrorMessage({ error, retry, isStale = false, children }) {
  const { title, text, remedy, tone = "bad", icon } = explain(error);
  const pause = retryAfterMs(error);
  const left = useRetryPause(error);
  const mustWait = left > 0;
  return (
    <Message
      tone={isStale ? "pending" : tone}
      icon={isStale ? undefined : icon}
      title={isStale ? t("error.stale.title") : title}
      isAlert={!isStale}
    >
      <p>
        {text}
        {pause > 0 && <Unseen> {t("error.pause", { pause: formatDuration(pause) })}</Unseen>}
      </p>
      {mustWait && (
        // A screen reader would read each second.
        <p class="small" aria-hidden="true">
          {t("error.pause", { pause: formatDuration(left) })}
        </p>
      )}
      {children}
      {remedy === "retry" && retry && (
        <button
          type="button"
          class={mustWait ? "button waits" : "button"}
          aria-disabled={mustWait || undefined}
          onClick={() => mustWait || retry()}
        >
          {t("action.retry")}
        </button>
      )}
      {remedy === "reload" && (
        <button type="button" class="button" onClick={() => location.reload()}>
          {t("action.reload")}
        </button>
      )}
    </Message>
  );
}

/** Returns the time until a second try makes sense. @param {unknown} error @returns {number} in ms, counted down */
export const useRetryPause = (error) =>
  useCountdown(useMemo(() => Date.now() + retryAfterMs(error), [error]));
