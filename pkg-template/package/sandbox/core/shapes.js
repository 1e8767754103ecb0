import { PRESETS, SHAPES } from "../data/shapes.js";
import { createOptions } from "./options.js";

/**
 * The value of every switch.
 *
 * @typedef {Required<import("../index.d.ts").Shapes>} Shapes
 *
 * @typedef {import("../index.d.ts").Shapes} Change
 * @typedef {import("../index.d.ts").Preset} Preset
 */

const DEFAULTS = /** @type {Shapes} */ (
  Object.fromEntries(SHAPES.map(({ key, values }) => [key, values[0]]))
);

/**
 * The switches of one sandbox.
 *
 * @param {Change | Preset} [initial]
 * @returns {import("../index.d.ts").ShapeSwitches & { current: Shapes }}
 */
export function createShapes(initial = {}) {
  const { current, set, reset } = createOptions(DEFAULTS, resolve(initial), check);
  return { current, set: (change) => set(resolve(change)), reset };
}

/** A preset also resets the switches that it does not name. @param {Change | Preset} change @returns {Change} */
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
