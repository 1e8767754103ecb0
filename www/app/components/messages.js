/** Boxes with a title and a text. */
import { h } from "../dom/elements.js";
import { button } from "./controls.js";
import { explain } from "./explanations.js";

/**
 * @param {"info" | "good" | "bad" | "pending"} tone
 * @param {string} title
 * @param {...import("../dom/elements.js").Child} content
 */
export const messageBox = (tone, title, ...content) =>
  h("div", { class: `message ${tone}` }, h("p", { class: "message-title" }, title), content);

/** @param {string} title @param {string} text */
export const infoBox = (title, text) => messageBox("info", title, h("p", {}, text));

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
