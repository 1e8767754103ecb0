/** The pieces that views share: states of loading, emptiness and failure, lists of facts, times. */
import { announce, fill, focusOn, h, unseen } from "./dom.js";
import { explain } from "./errors.js";
import { day, timestamp } from "./format.js";

/**
 * @param {"info" | "good" | "bad"} tone
 * @param {string} title
 * @param {...import("./dom.js").Child} content
 */
export function message(tone, title, ...content) {
  return h("div", { class: `message ${tone}` }, h("p", { class: "message-title" }, title), content);
}

/**
 * @param {unknown} error
 * @param {() => void} [retry] offered where it is harmless
 */
export function failure(error, retry) {
  const { title, text, way, tone = "bad" } = explain(error);
  const box = message(tone, title, h("p", {}, text));
  box.setAttribute("role", "alert");
  if (way === "retry" && retry) box.append(button("Try again", retry));
  if (way === "reload") box.append(button("Load the page again", () => location.reload()));
  return box;
}

/** @param {string} title @param {string} text */
export const nothing = (title, text) => message("info", title, h("p", {}, text));

/**
 * @param {string} label
 * @param {() => void} press
 * @param {string} [look]
 */
export function button(label, press, look = "quiet") {
  const element = h("button", { type: "button", class: `button ${look}` }, label);
  element.addEventListener("click", press);
  return element;
}

/** @param {string} label @param {string} href @param {string} [look] */
export const link = (label, href, look = "button quiet") => h("a", { href, class: look }, label);

/**
 * A part of a view that is loaded: shows that it loads, then what came or what went wrong.
 *
 * @template T
 * @param {object} options
 * @param {string} options.what for the loading text: "your orders"
 * @param {number} [options.rows] how many grey bars stand in for it
 * @param {() => Promise<T>} options.load
 * @param {(value: T, again: () => void) => import("./dom.js").Child} options.show `again` loads anew
 * @param {(value: T) => string} options.say what screen readers hear when it is there
 * @param {AbortSignal} options.signal ends with the view
 */
export function loaded({ what, rows = 2, load, show, say, signal }) {
  const element = h("div", { class: "loaded" });
  const again = () => run(true);
  const run = async (/** @type {boolean} */ asked) => {
    element.setAttribute("aria-busy", "true");
    const bars = Array.from({ length: rows }, () =>
      h("div", { class: "bar", "aria-hidden": true }),
    );
    fill(element, unseen(`Loading ${what}…`), bars);
    try {
      const value = await load();
      if (signal.aborted) return;
      fill(element, show(value, again));
      announce(say(value));
    } catch (error) {
      if (signal.aborted) return;
      fill(element, failure(error, again));
    }
    element.removeAttribute("aria-busy");
    // The button that had the focus is gone.
    if (asked) focusOn(element);
  };
  run(false);
  return element;
}

/** @param {[string, import("./dom.js").Child][]} rows */
export function facts(rows) {
  return h(
    "dl",
    { class: "facts" },
    rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

/**
 * @param {string | null} text a timestamp of PressOne's
 * @param {"moment" | "day"} [precision]
 */
export function time(text, precision = "moment") {
  if (text === null || text === "") return "not stated";
  const read = precision === "day" ? day(text) : timestamp(text);
  return h("time", read.machine === null ? {} : { datetime: read.machine }, read.text);
}

/** @type {Record<string, [string, string]>} words and tone */
const STATUSES = {
  ACTIVE: ["Active", "good"],
  NOT_ACTIVE: ["Not started", "info"],
  FINISHED: ["Used up", "past"],
  EXPIRED: ["Expired", "past"],
  RECYCLED: ["Retired", "past"],
  UNKNOWN: ["Status unknown", "info"],
  PROVISIONAL: ["Bought just now", "good"],
  completed: ["Completed", "good"],
  failed: ["Failed", "bad"],
  refunded: ["Refunded", "info"],
  partially_refunded: ["Partly refunded", "info"],
};

/** @param {string} status @param {string} [name] the server's own name for one that is not known */
export function chip(status, name = status) {
  const [words, tone] = STATUSES[status] ?? [name, "info"];
  return h("span", { class: `chip ${tone}` }, words);
}

/**
 * Runs something that must not run twice at once, however often the button is pressed.
 * The button keeps the focus; `disabled` would drop it.
 *
 * @param {HTMLButtonElement} element
 * @param {string} busyLabel
 * @param {() => Promise<void>} work
 * @returns {(event?: Event) => void}
 */
export function oneAtATime(element, busyLabel, work) {
  let running = false;
  return (event) => {
    event?.preventDefault();
    if (running) return;
    running = true;
    const label = element.textContent ?? "";
    element.setAttribute("aria-disabled", "true");
    element.textContent = busyLabel;
    work().finally(() => {
      running = false;
      element.removeAttribute("aria-disabled");
      element.textContent = label;
    });
  };
}
