// Package histories as callers get them.
//
// The module calls these functions without `catch`: a synchronous exception would leave the promise
// pending. Nothing here may throw.
import { own, parse } from "./values.js";

/**
 * Makes the result of `getPackageHistory`.
 *
 * @param {unknown} packages
 * @param {number} fetched_at
 * @param {number} expires_at
 * @param {string} source
 */
export const packageHistory = (packages, fetched_at, expires_at, source) => ({
  packages,
  fetched_at,
  expires_at,
  source,
});

/**
 * Makes a history for concurrent callers, with a text that holds its packages.
 *
 * @typedef {{ history: ReturnType<typeof packageHistory>, packages: unknown, text: string | undefined }} Shared
 *
 * @param {ReturnType<typeof packageHistory>} history
 * @param {string | undefined} text
 * @returns {Shared}
 */
export const shareHistory = (history, text) => ({ history, packages: history.packages, text });

/**
 * Returns one caller's copy. The first caller gets the packages themselves, which need no text.
 *
 * @param {Shared} shared
 * @returns undefined if there is no text
 */
export function copyHistory(shared) {
  const { text } = shared;
  const packages = shared.packages ?? (text === undefined ? text : own(parse(text), "packages"));
  shared.packages = undefined;
  return packages && { ...shared.history, packages };
}
