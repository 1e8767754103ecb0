/** The answer to what the shopper has just done. It has the focus, and the page scrolls to it. */
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * @param {object} props
 * @param {unknown} props.to the outcome; undefined if the shopper has done nothing for it
 * @param {import("preact").ComponentChildren} props.children
 */
export function Answer({ to, children }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useLayoutEffect(() => {
    if (to === undefined) return;
    // The button that was pressed may be gone, and the focus with it.
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, [to]);
  return (
    <div ref={box} tabIndex={-1}>
      {children}
    </div>
  );
}
