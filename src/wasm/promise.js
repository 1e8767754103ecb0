// The module's work as promises.

/** Calls a function of the module, which imports this with `catch`. @param {() => void} step */
export function attempt(step) {
  step();
}
