/** Boxes with an icon, a title and a text. */
import { useMemo } from "preact/hooks";
import { explain, retryAfterMs } from "../data/explanations.js";
import { formatDuration } from "../format.js";
import { t } from "../i18n.js";
import { BusyButton } from "./controls.jsx";
import { useCountdown } from "./countdown.js";
import { Icon } from "./icon.jsx";
import { Unseen } from "./text.jsx";

/** @typedef {import("preact").ComponentChildren} Children */
/** @typedef {"info" | "good" | "bad" | "pending"} Tone `pending`: an outcome, the connection or newer data is missing */

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
 * @param {(() => unknown) | undefined} [props.retry] given only if a second try is harmless
 * @param {string} [props.busyLabel] the button's text during the second try
 * @param {boolean} [props.isStale] true if stale data are shown, so the error is no alarm
 * @param {Children} [props.children]
 */
export function ErrorMessage({
  error,
  retry,
  busyLabel = t("loading"),
  isStale = false,
  children,
}) {
  const { title, text, remedy, tone = "bad", icon } = explain(error);
  const pause = retryAfterMs(error);
  const left = useCountdown(useMemo(() => Date.now() + pause, [error]));
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
        <BusyButton action={retry} busyLabel={busyLabel} mustWait={mustWait}>
          {t("action.retry")}
        </BusyButton>
      )}
      {remedy === "reload" && (
        <button type="button" class="button" onClick={() => location.reload()}>
          {t("action.reload")}
        </button>
      )}
    </Message>
  );
}
