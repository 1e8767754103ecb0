/** A part of a view whose data are loaded: first a skeleton, then the data or the error. */
import { useEffect, useRef } from "preact/hooks";
import { locale, t } from "../i18n.js";
import { ErrorMessage } from "./message.jsx";
import { announce, Unseen } from "./text.jsx";

/** @typedef {import("preact").ComponentChildren} Children */

/**
 * @template T
 * @param {object} props
 * @param {import("../data/resource.js").Resource<T>} props.resource
 * @param {(value: T) => Children} props.children
 * @param {Children} props.skeleton has the size of the data
 * @param {(message: Children) => Children} [props.renderFailure] renders the message of a failed request
 * @param {(value: T) => string} [props.describe] returns the text for screen readers
 */
export function Loaded({
  resource,
  children,
  skeleton,
  describe,
  renderFailure = (message) => message,
}) {
  const state = resource.state.value;
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const { status } = state;
  const isStale = status === "ready" && state.error !== undefined;

  useEffect(() => {
    if (isStale) announce(t("error.stale.title"));
    else if (state.status === "ready" && describe) announce(describe(state.value));
  }, [status, isStale, locale()]);

  /** @param {() => Promise<void>} load */
  async function retry(load) {
    await load();
    // The pressed button had the focus and may be gone.
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }

  return (
    <div class="loaded" ref={box} tabIndex={-1} aria-busy={status === "loading" || undefined}>
      {status === "loading" && (
        <>
          <Unseen>{t("loading")}</Unseen>
          {skeleton}
        </>
      )}
      {status === "failed" &&
        renderFailure(<ErrorMessage error={state.error} retry={() => retry(resource.reload)} />)}
      {isStale && (
        // The stale data stay, because a form among them may be in use.
        <ErrorMessage error={state.error} retry={() => retry(resource.refresh)} isStale />
      )}
      {status === "ready" && children(state.value)}
    </div>
  );
}
