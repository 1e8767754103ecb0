import { h } from "../dom/elements.js";

/** @typedef {{ title: string, node: HTMLElement }} RenderedView the node contains the view's only h1 */
/**
 * @callback View
 * @param {import("../data/context.js").Context} context
 * @param {import("../routes.js").Route} route
 * @param {AbortSignal} signal aborted when the shopper leaves the view
 * @returns {RenderedView}
 */

/**
 * @param {string} title
 * @param {...import("../dom/elements.js").Child} content
 * @returns {RenderedView}
 */
export const renderView = (title, ...content) => ({ title, node: h("div", {}, content) });
