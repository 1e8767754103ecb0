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

/**
 * Returns a function that runs the action unless the action is running already.
 *
 * @param {HTMLButtonElement} element shows that the action is running
 * @param {string} busyLabel
 * @param {() => Promise<void>} action
 * @returns {() => void}
 */
export function busyAction(element, busyLabel, action) {
  let running = false;
  return () => {
    if (running) return;
    running = true;
    const label = element.textContent ?? "";
    // `disabled` would take the focus from the button.
    element.setAttribute("aria-disabled", "true");
    element.textContent = busyLabel;
    action().finally(() => {
      running = false;
      element.removeAttribute("aria-disabled");
      element.textContent = label;
    });
  };
}

/**
 * @param {string} label
 * @param {string} busyLabel
 * @param {() => Promise<void>} action
 * @param {string} [look] classes of the button
 * @returns {{ element: HTMLButtonElement, press: () => void }} `press` runs the action like a click
 */
export function busyButton(label, busyLabel, action, look) {
  const element = button(label, () => press(), look);
  const press = busyAction(element, busyLabel, action);
  return { element, press };
}
