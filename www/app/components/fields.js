/** Form fields with their labels. */
import { h, uniqueId } from "../dom/elements.js";

/**
 * @param {Record<string, string>} attributes of the input, its name and value among them
 * @param {string} label
 * @param {string} [hint]
 */
export function inputField(attributes, label, hint) {
  const id = uniqueId();
  const describedBy = hint && { "aria-describedby": `${id}-hint` };
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("input", { id, ...attributes, ...describedBy }),
    hint && h("p", { class: "small", id: `${id}-hint` }, hint),
  );
}

/**
 * @param {{ name: string, value: string }} attributes
 * @param {string} label
 * @param {Iterable<[string, string]>} options value and label
 */
export function selectField({ name, value: current }, label, options) {
  const id = uniqueId();
  const choices = Array.from(options, ([value, text]) =>
    h("option", { value, selected: value === current }, text),
  );
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    h("select", { id, name }, choices),
  );
}
