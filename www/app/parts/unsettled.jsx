/** The message of an outcome that is not known yet. The page looks again by itself, and on demand. */
import { useState } from "preact/hooks";
import { formatDuration } from "../format.js";
import { t } from "../i18n.js";
import { BusyButton } from "./controls.jsx";
import { useCountdown } from "./countdown.js";
import { ErrorMessage, Message } from "./message.jsx";

/**
 * @param {object} props
 * @param {string} props.title
 * @param {string} props.text
 * @param {number} props.nextCheckAt the time of the next look, in ms since the epoch
 * @param {() => Promise<unknown>} props.check
 * @param {import("preact").ComponentChildren} [props.children]
 */
export function Unsettled({ title, text, nextCheckAt, check, children }) {
  const [problem, setProblem] = useState(/** @type {unknown} */ (undefined));
  const left = useCountdown(nextCheckAt);
  async function look() {
    setProblem(undefined);
    await check().catch(setProblem);
  }
  return (
    <>
      <Message tone="pending" title={title}>
        <p>{text}</p>
        {children}
        <p class="small">
          {left > 0 ? t("open.next", { time: formatDuration(left) }) : t("open.now")}
        </p>
        <BusyButton action={look} busyLabel={t("open.now")} look="main">
          {t("open.check")}
        </BusyButton>
      </Message>
      {problem !== undefined && <ErrorMessage error={problem} />}
    </>
  );
}
