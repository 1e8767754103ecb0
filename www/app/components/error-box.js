import { h } from "../dom/elements.js";
import { button } from "./controls.js";
import { explain } from "./explanations.js";
import { messageBox } from "./messages.js";

/**
 * Explains an error, with a button if the shopper can do something about the error.
 *
 * @param {unknown} error
 * @param {() => void} [retry] given only if a second try is harmless
 */
export function errorBox(error, retry) {
  const { title, text, remedy, tone = "bad" } = explain(error);
  const box = messageBox(tone, title, h("p", {}, text));
  box.setAttribute("role", "alert");
  if (remedy === "retry" && retry) box.append(button("Try again", retry));
  if (remedy === "reload") box.append(button("Load the page again", () => location.reload()));
  return box;
}
