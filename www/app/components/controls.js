/** Buttons and links. */
import { h } from "../dom/elements.js";

/**
 * @param {string} label
 * @param {() => void} onClick
 * @param {string} [look] classes of the button
 */
export function button(label, onClick, look = "quiet") {
  const element = h("button", { type: "button", class: `button ${look}` }, label);
  element.addEventListener("click", onClick);
  return element;
}

/** @param {string} label @param {string} href @param {string} [look] classes of the link */
export const link = (label, href, look = "button quiet") => h("a", { href, class: look }, label);
