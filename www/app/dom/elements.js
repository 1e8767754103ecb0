/** Creates elements from data. Text from the server becomes text nodes, never HTML. */

/** @typedef {Node | string | number | null | undefined | false | Child[]} Child */

/** Levels of nested arrays of children that are flattened. */
const MAX_NESTING = 9;

/**
 * Creates an element.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] `true` sets an
 *   attribute without a value; false, null and undefined omit it
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  replaceContent(element, ...children);
  return element;
}

/**
 * Replaces an element's children. False, null and undefined are omitted.
 *
 * @param {Element} element
 * @param {...Child} children
 */
export function replaceContent(element, ...children) {
  const nodes = /** @type {Child[]} */ (children.flat(MAX_NESTING)).filter(
    (child) => child !== null && child !== undefined && child !== false,
  );
  element.replaceChildren(...nodes.map((child) => (child instanceof Node ? child : String(child))));
}

let lastId = 0;

/** Returns an id that no other element of the page has. */
export function uniqueId() {
  lastId += 1;
  return `e${lastId}`;
}
