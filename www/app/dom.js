/**
 * Elements from data. Children become text nodes, never HTML, whatever the server sent in them.
 */

/** @typedef {Node | string | number | null | undefined | false | Child[]} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] `true` sets one
 *   without a value; false, null and undefined leave it out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, ...children);
  return element;
}

/**
 * Replaces what is inside an element.
 *
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  const nodes = /** @type {Child[]} */ (children.flat(9)).filter(
    (child) => child !== null && child !== undefined && child !== false,
  );
  element.replaceChildren(...nodes.map((child) => (child instanceof Node ? child : String(child))));
}

/**
 * Text for screen readers only.
 *
 * @param {string} text
 */
export const unseen = (text) => h("span", { class: "unseen" }, text);

let lastId = 0;

/** An id that is used nowhere else in the page. */
export function uniqueId() {
  lastId += 1;
  return `e${lastId}`;
}

/**
 * Says something to screen readers without moving the focus.
 *
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = text;
}

/**
 * Moves the focus to something that is not a control: a heading, a message.
 *
 * @param {HTMLElement | null} element
 */
export function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}
