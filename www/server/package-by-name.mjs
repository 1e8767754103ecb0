// Lets Node find the built package by its name, as if it was installed.
const PACKAGE = new URL("../../pkg/package.json", import.meta.url).href;

/**
 * @param {string} specifier
 * @param {{ parentURL?: string }} context
 * @param {(specifier: string, context: { parentURL?: string }) => unknown} next
 */
export function resolve(specifier, context, next) {
  const byName = /^pressone-esim(\/|$)/.test(specifier);
  return next(specifier, byName ? { ...context, parentURL: PACKAGE } : context);
}
