import { announce, focusOn, visuallyHidden } from "../dom/accessibility.js";
import { h, replaceContent } from "../dom/elements.js";
import { errorBox } from "./messages.js";

/**
 * A section whose data is loaded. Shows grey bars while it loads, then the data or the error.
 *
 * @template T
 * @param {object} options
 * @param {string} options.subject for the text while it loads: "your orders"
 * @param {number} [options.bars] how many grey bars
 * @param {() => Promise<T>} options.load
 * @param {(value: T, reload: () => void) => import("../dom/elements.js").Child} options.render
 * @param {(value: T) => string} options.describe returns the text for screen readers
 * @param {(refresh: () => void) => void} [options.watch] receives a function that loads the data again and
 *   leaves the section as it is until they are there
 * @param {AbortSignal} options.signal aborted when the shopper leaves the view
 */
export function asyncSection({ subject, bars = 2, load, render, describe, watch, signal }) {
  const element = h("div", { class: "loaded" });

  async function run() {
    element.setAttribute("aria-busy", "true");
    replaceContent(element, visuallyHidden(`Loading ${subject}…`), greyBars(bars));
    try {
      const value = await load();
      if (signal.aborted) return;
      replaceContent(element, render(value, reload));
      announce(describe(value));
    } catch (error) {
      if (signal.aborted) return;
      replaceContent(element, errorBox(error, reload));
    }
    element.removeAttribute("aria-busy");
  }

  async function reload() {
    await run();
    // The pressed button had the focus and is gone.
    if (!signal.aborted) focusOn(element);
  }

  async function refresh() {
    const value = await load().catch(() => undefined);
    if (value !== undefined && !signal.aborted) replaceContent(element, render(value, reload));
  }

  run();
  watch?.(refresh);
  return element;
}

/** @param {number} count */
const greyBars = (count) =>
  Array.from({ length: count }, () => h("div", { class: "bar", "aria-hidden": true }));
