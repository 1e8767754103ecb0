/** Text for screen readers, and the focus of the keyboard. */
import { h } from "./elements.js";

/**
 * Creates text that only screen readers read.
 *
 * @param {string} text
 */
export const visuallyHidden = (text) => h("span", { class: "unseen" }, text);

/**
 * Makes screen readers read a text, without moving the focus.
 *
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = text;
}

/**
 * Moves the focus to an element that is no control, such as a heading or a message.
 *
 * @param {HTMLElement | null} element
 */
export function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}
