import { PRESETS, SHAPES } from "../data/shapes.js";
import { createOptions } from "./options.js";

/** @typedef {import("../data/shapes.js").Shapes} Shapes */

/** @type {Shapes} */
const DEFAULTS = Object.fromEntries(SHAPES.map(({ key, values }) => [key, values[0] ?? false]));

/**
 * The switches of one sandbox.
 *
 * @param {Shapes | string} [initial] Values, or the name of a preset.
 */
export function createShapes(initial = {}) {
  const { current, set, reset } = createOptions(DEFAULTS, resolve(initial), check);
  return {
    current,
    /** @param {Shapes | string} change Values, or the name of a preset. */
    set: (change) => set(resolve(change)),
    reset,
  };
}

/** A preset also resets the switches that it does not name. @param {Shapes | string} change @returns {Shapes} */
function resolve(change) {
  if (typeof change !== "string") return change;
  const preset = PRESETS[change];
  if (!preset) throw new TypeError(`unknown preset: ${change}`);
  return { ...DEFAULTS, ...preset };
}

/** @param {string} key @param {unknown} value */
function check(key, value) {
  const shape = SHAPES.find((candidate) => candidate.key === key);
  if (!shape) throw new TypeError(`unknown shape: ${key}`);
  if (!shape.values.some((allowed) => allowed === value)) {
    throw new TypeError(`shape ${key} takes one of ${JSON.stringify(shape.values)}`);
  }
}
