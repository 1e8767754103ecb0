/** Texts with elements in them, and texts for screen readers. */

import { signal } from "@preact/signals";
import { Fragment } from "preact";
import { pattern } from "../i18n.js";

/**
 * Returns a text whose places are filled with elements.
 *
 * @param {import("../i18n.js").Key} key
 * @param {Record<string, import("preact").ComponentChildren>} values
 */
export function rich(key, values) {
  const pieces = pattern(key).split(/\{(\w+)\}/);
  return pieces.map((piece, index) => (
    <Fragment key={index}>{index % 2 === 1 ? values[piece] : piece}</Fragment>
  ));
}

/** Text that only screen readers read. @param {{ children: import("preact").ComponentChildren }} props */
export const Unseen = ({ children }) => <span class="unseen">{children}</span>;

const announced = signal("");

/** Makes screen readers read a text, without moving the focus. @param {string} text */
export function announce(text) {
  announced.value = text;
}

export const Announcer = () => (
  <p class="unseen" role="status">
    {announced.value}
  </p>
);
