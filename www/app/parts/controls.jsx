/** Buttons that wait, and the link back. */
import { useRef, useState } from "preact/hooks";
import { Icon } from "./icon.jsx";

/** @typedef {import("preact").ComponentChildren} Children */

/**
 * A button whose action runs once at a time.
 *
 * @param {object} props
 * @param {() => Promise<unknown>} props.action
 * @param {string} props.busyLabel
 * @param {string} [props.look]
 * @param {"button" | "submit"} [props.type]
 * @param {Children} props.children
 */
export function BusyButton({ action, busyLabel, look = "", children }) {
  const [isBusy, setBusy] = useState(false);
  // The state changes at the next rendering, and a second click can come before it.
  const running = useRef(false);
  async function press() {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await action();
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  // `disabled` would take the focus from the button.
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-disabled={isBusy || undefined}
      onClick={press}
    >
      {isBusy ? busyLabel : children}
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
