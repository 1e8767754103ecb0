/** Buttons that wait, and the link back. */
import { useRef, useState } from "preact/hooks";
import { Icon } from "./icon.jsx";

/** @typedef {import("preact").ComponentChildren} Children */

/**
 * A button whose action runs once at a time. `isBusy` is true if another button's action runs.
 *
 * @param {object} props
 * @param {() => unknown} props.action
 * @param {string} props.busyLabel
 * @param {boolean} [props.isBusy]
 * @param {boolean} [props.mustWait] true during a pause before the action may run
 * @param {string} [props.look]
 * @param {Children} props.children
 */
export function BusyButton({
  action,
  busyLabel,
  isBusy = false,
  mustWait = false,
  look = "",
  children,
}) {
  const [isRunning, setRunning] = useState(false);
  // The state changes at the next rendering, and a second click can come before it.
  const running = useRef(false);
  async function press() {
    if (running.current || isBusy || mustWait) return;
    running.current = true;
    setRunning(true);
    try {
      await action();
    } finally {
      running.current = false;
      setRunning(false);
    }
  }
  // `disabled` would take the focus from the button.
  return (
    <button
      type="button"
      class={`button ${look} ${mustWait ? "waits" : ""}`}
      aria-disabled={isBusy || isRunning || mustWait || undefined}
      onClick={press}
    >
      {isBusy || isRunning ? busyLabel : children}
    </button>
  );
}

/** @param {{ href: string, children: Children }} props */
export const BackLink = ({ href, children }) => (
  <a class="back" href={href}>
    <Icon name="back" />
    {children}
  </a>
);
