/**
 * Values that tests change and reset.
 *
 * @template {Record<string, unknown>} T
 * @param {T} defaults
 * @param {Partial<T>} initial Changes of the defaults.
 * @param {(name: string, value: unknown) => void} check Throws if the value is not allowed.
 * @returns {{ current: T, set: (change: Partial<T>) => T, reset: () => void }}
 */
export function createOptions(defaults, initial, check) {
  const current = { ...defaults };
  /** @param {Partial<T>} change */
  const set = (change) => {
    for (const [name, value] of Object.entries(change)) check(name, value);
    return Object.assign(current, change);
  };
  const reset = () => {
    Object.assign(current, defaults);
    set(initial);
  };
  reset();
  return { current, set, reset };
}
