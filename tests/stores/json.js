// Arguments and results as JSON. JSON alone has no undefined, NaN or Infinity.

/** @param {unknown} value */
export const encode = (value) =>
  JSON.stringify(value, (_, each) => {
    if (each === undefined) return { $: "undefined" };
    if (typeof each === "number" && !Number.isFinite(each)) return { $: String(each) };
    return each;
  });

/** @param {unknown} value @returns {any} */
function restore(value) {
  if (typeof value !== "object" || value === null) return value;
  const special = /** @type {{ $?: string }} */ (value).$;
  if (special === "undefined") return undefined;
  if (special !== undefined) return Number(special);
  if (Array.isArray(value)) return value.map(restore);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, restore(each)]));
}

/** @param {string} text */
export const decode = (text) => restore(JSON.parse(text));
