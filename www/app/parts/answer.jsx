/** The answer to what the shopper has just done. It has the focus, and the page scrolls to it. */
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * @param {object} props
 * @param {boolean} [props.isNew] false if it is no answer to this shopper's last action
 * @param {import("preact").ComponentChildren} props.children
 */
export function Answer({ isNew = true, children }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useLayoutEffect(() => {
    if (!isNew) return;
    // The button that was pressed may be gone, and the focus with it.
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, [isNew]);
  return (
    <div ref={box} tabIndex={-1}>
      {children}
    </div>
  );
}
