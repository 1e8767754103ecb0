/** Boxes with a title and a text. */
import { h } from "../dom/elements.js";

/**
 * @param {"info" | "good" | "bad"} tone
 * @param {string} title
 * @param {...import("../dom/elements.js").Child} content
 */
export const messageBox = (tone, title, ...content) =>
  h("div", { class: `message ${tone}` }, h("p", { class: "message-title" }, title), content);

/** @param {string} title @param {string} text */
export const infoBox = (title, text) => messageBox("info", title, h("p", {}, text));
