/** Boxes with an icon, a title and a text. */
import { useEffect, useState } from "preact/hooks";
import { explain, retryAfterMs } from "../data/explanations.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";

/** @typedef {import("preact").ComponentChildren} Children */
/** @typedef {"info" | "good" | "bad" | "pending"} Tone `pending`: not known yet */

/**
 * @param {object} props
 * @param {Tone} props.tone
 * @param {string} props.title
 * @param {Children} [props.children]
 * @param {boolean} [props.isAlert] true if screen readers read it at once
 */
export const Message = ({ tone, title, children, isAlert = false }) => (
  <div class={`message ${tone}`} role={isAlert ? "alert" : undefined}>
    <Icon name={tone} />
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
  const { title, text, remedy, tone = "bad" } = explain(error);
  const canRetry = useLater(retryAfterMs(error));
  return (
    <Message
      tone={isStale ? "pending" : tone}
      title={isStale ? t("error.stale.title") : title}
      isAlert={!isStale}
    >
      <p>{text}</p>
      {children}
      {remedy === "retry" && canRetry && retry && (
        <button type="button" class="button" onClick={retry}>
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

/** Returns true as soon as the time has passed. @param {number} ms */
function useLater(ms) {
  const [isPast, setPast] = useState(ms === 0);
  useEffect(() => {
    if (ms === 0) return undefined;
    const timer = setTimeout(() => setPast(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isPast;
}
